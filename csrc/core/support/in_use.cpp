#include "core/support/in_use.h"

#include <algorithm>
#include <mutex>
#include <new>
#include <thread>

#if !defined(_WIN32)
#include <pthread.h>
#endif

#include <ATen/core/class_type.h>
#include <ATen/core/jit_type.h>
#include <torch/csrc/autograd/functions/accumulate_grad.h>
#include <torch/csrc/autograd/variable.h>

#include "core/support/call_slot.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

using c10::ivalue::Object;

// While a change is made, calls that begin or end wait: the one must not see half of it, and the
// other would take away what the change looks at.
std::mutex changing;
std::atomic<std::thread::id> changer;

#if !defined(_WIN32)
// No change is half done in a forked child.
int holdAtFork() noexcept {
    return pthread_atfork([] { changing.lock(); }, [] { changing.unlock(); },
                          [] { changing.unlock(); });
}

[[maybe_unused]] const int heldAtFork = holdAtFork();
#endif

bool isChanger() { return changer.load() == std::this_thread::get_id(); }

// Looks for what a change replaces. A running model may assign attributes meanwhile, so it compares
// the addresses of tensors and reads nothing behind them; code cannot assign modules.
class Search {
  public:
    explicit Search(const Replaced& replaced) : replaced_(replaced) {}

    bool finds(const InUse& used) {
        seen_.clear();
        if (used.object != nullptr && finds(*used.object)) {
            return true;
        }
        for (size_t i = 0; i < used.nodeCount; ++i) {
            if (finds(used.nodes[i])) {
                return true;
            }
        }
        for (const auto& value : used.values) {
            if (finds(value)) {
                return true;
            }
        }
        for (const auto& tensor : used.tensors) {
            if (isReplaced(tensor.unsafeGetTensorImpl()) ||
                (used.isBackward && tensor.defined() && leadsTo(tensor))) {
                return true;
            }
        }
        return false;
    }

  private:
    bool isReplaced(const at::TensorImpl* tensor) const {
        return replaced_.tensors.count(tensor) != 0;
    }

    bool finds(const Object& object) {
        if (!seen_.insert(&object).second) {
            return false;
        }
        if (replaced_.objects.count(&object) != 0) {
            return true;
        }
        const auto type = object.type();
        const auto& slots = object.slots();
        for (size_t i = 0; i < slots.size(); ++i) {
            const bool isModule = i < type->numAttributes() && type->getAttribute(i)->is_module() &&
                                  slots[i].isObject();
            if (isModule ? finds(slots[i].toObjectRef())
                         : slots[i].isTensor() && isReplaced(slots[i].unsafeToTensorImpl())) {
                return true;
            }
        }
        return false;
    }

    bool finds(const c10::IValue& value) {
        if (value.isTensor()) {
            return isReplaced(value.unsafeToTensorImpl());
        }
        return value.isObject() && finds(value.toObjectRef());
    }

    bool finds(const tsp_value& node) {
        const auto* items = static_cast<const tsp_value*>(node.as.ref.data);
        switch (node.kind) {
        case TSP_KIND_TENSOR:
            return isReplaced(static_cast<const at::TensorImpl*>(node.as.ref.data));
        case TSP_KIND_TUPLE:
        case TSP_KIND_LIST:
        case TSP_KIND_FUTURE:
            return findsAny(items, node.as.ref.size);
        case TSP_KIND_DICT:
        case TSP_KIND_NAMED_TUPLE:
            return findsAny(items, 2 * node.as.ref.size);
        default:
            return false;
        }
    }

    bool findsAny(const tsp_value* nodes, int64_t count) {
        return std::any_of(nodes, nodes + count, [this](const auto& node) { return finds(node); });
    }

    // Whether backward reaches a tensor that is replaced. The graph does not change meanwhile.
    bool leadsTo(const at::Tensor& tensor) {
        const auto* recorded = torch::autograd::impl::get_autograd_meta(tensor);
        std::vector<const torch::autograd::Node*> open;
        if (recorded != nullptr) {
            open.push_back(recorded->grad_fn_.get());
        }
        while (!open.empty()) {
            const auto* node = open.back();
            open.pop_back();
            if (node == nullptr || !seen_.insert(node).second) {
                continue;
            }
            if (const auto* leaf = dynamic_cast<const torch::autograd::AccumulateGrad*>(node);
                leaf != nullptr && isReplaced(leaf->variable.unsafeGetTensorImpl())) {
                return true;
            }
            for (const auto& edge : node->next_edges()) {
                open.push_back(edge.function.get());
            }
        }
        return false;
    }

    const Replaced& replaced_;
    std::unordered_set<const void*> seen_;
};

int64_t countUsers(const Replaced& replaced) {
    Search search(replaced);
    int64_t users = 0;
    for (const auto* thread = firstSlot(); thread != nullptr; thread = thread->next) {
        for (const auto* call = thread->innermost.load(); call != nullptr; call = call->outer()) {
            users += search.finds(call->used()) ? 1 : 0;
        }
    }
    return users;
}

CallSlot& slotOrThrow() {
    auto* slot = slotOfCaller();
    if (slot == nullptr) {
        throw std::bad_alloc();
    }
    return *slot;
}

} // namespace

constinit std::atomic<bool> UseMark::isChanging_{false};

UseMark::UseMark(const InUse& used) : UseMark(used, slotOrThrow()) {}

void UseMark::enterAfterChange() {
    while (isChanging_.load() && !isChanger()) {
        place_.store(outer_);
        waitForChange();
        place_.store(this);
    }
}

void UseMark::waitForChange() {
    if (!isChanger()) {
        const std::lock_guard<std::mutex> over(changing);
    }
}

class Changing {
  public:
    Changing() : lock_(changing) {
        changer.store(std::this_thread::get_id());
        UseMark::isChanging_.store(true);
    }
    Changing(const Changing&) = delete;
    Changing& operator=(const Changing&) = delete;
    ~Changing() {
        UseMark::isChanging_.store(false);
        changer.store({});
    }

  private:
    std::lock_guard<std::mutex> lock_;
};

void changeInPlace(const Replaced& replaced, const std::string& refusal,
                   const std::function<void()>& change) {
    int64_t users = 0;
    {
        const Changing phase;
        users = countUsers(replaced);
        if (users == 0) {
            change();
            return;
        }
    }
    const std::string calls =
        users == 1 ? "1 running call uses" : std::to_string(users) + " running calls use";
    throw Error(TSP_ERROR_RUNTIME, refusal + " while " + calls +
                                       " it: wait until they have ended, or change a copy that "
                                       "nobody calls yet (deepcopy)");
}

} // namespace torchsharp
