#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <unordered_set>

#include <ATen/core/ivalue.h>

#include "abi/torchsharp_types.h"
#include "core/support/export.h"
#include "core/support/running_call.h"

namespace torchsharp {

// What a call works on, and others must not replace meanwhile. Everything is borrowed.
struct InUse {
    const c10::ivalue::Object* object = nullptr; // a module with all in it, or an instance
    const tsp_value* nodes = nullptr;            // arguments
    size_t nodeCount = 0;
    c10::ArrayRef<c10::IValue> values = {};
    c10::ArrayRef<at::Tensor> tensors = {};
    bool isBackward = false; // then the parameters that the graph of the tensors leads to
};

// Marks what a call uses while it runs, in its thread's slot. It costs two stores: only a change
// looks at the slots of all threads.
class TSP_CORE_API UseMark {
  public:
    explicit UseMark(const InUse& used);
    explicit UseMark(const c10::ivalue::Object* object) : UseMark(InUse{.object = object}) {}
    // The slot is the calling thread's.
    C10_ALWAYS_INLINE UseMark(const InUse& used, CallSlot& slot)
        : used_(used), place_(slot.innermost) {
        outer_ = place_.load(std::memory_order_relaxed);
        place_.store(this);
        if (isChanging_.load()) [[unlikely]] {
            enterAfterChange();
        }
    }
    UseMark(const UseMark&) = delete;
    UseMark& operator=(const UseMark&) = delete;
    C10_ALWAYS_INLINE ~UseMark() {
        place_.store(outer_);
        if (isChanging_.load()) [[unlikely]] {
            waitForChange();
        }
    }

    const InUse& used() const { return used_; }
    // The call that runs it, on the same thread.
    const UseMark* outer() const { return outer_; }

  private:
    friend class Changing;

    void enterAfterChange();
    // Unless it is the calling thread that makes the change.
    static void waitForChange();

    static constinit std::atomic<bool> isChanging_;

    InUse used_;
    const UseMark* outer_ = nullptr;
    std::atomic<const UseMark*>& place_; // the thread's innermost call
};

// What a change replaces: the contents of tensors, or the attributes of objects.
struct Replaced {
    std::unordered_set<const at::TensorImpl*> tensors;
    std::unordered_set<const c10::ivalue::Object*> objects;
};

// Makes a change while no call runs that uses what it replaces, and lets none begin. It does not
// wait for a call, which could wait for it: RUNTIME if one runs. refusal begins the message ("the
// module 'Net' cannot be moved"). The change must be short, and must not call what may wait: what
// it replaces is dropped afterwards.
TSP_CORE_API void changeInPlace(const Replaced& replaced, const std::string& refusal,
                                const std::function<void()>& change);

} // namespace torchsharp
