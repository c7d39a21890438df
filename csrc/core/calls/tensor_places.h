#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <ATen/core/class_type.h>
#include <ATen/core/ivalue.h>

#include "abi/torchsharp_types.h"
#include "core/support/export.h"

namespace torchsharp {

// A parameter or buffer of a module: its dotted name, and the slot of the part that holds it.
struct TensorPlace {
    std::string name;
    size_t slot;
    bool isParameter;
    bool isLeftOut; // of the state
};

// A module, or one of the modules in it.
struct ModulePart {
    c10::ClassTypePtr type; // null if the slot holds no module
    size_t slots = 0;
    size_t firstPlace = 0; // of its own tensors: parameters, then buffers
    size_t endPlace = 0;
    std::vector<std::pair<size_t, size_t>> children; // slot, index of the part
    size_t end = 0;                                  // the index after all parts in it
};

// Where the tensors of a module are, in the order of a state_dict. It follows from the classes of
// the module and of the modules in it.
struct TensorLayout {
    std::vector<ModulePart> parts; // a part, then all in it
    std::vector<TensorPlace> places;
};

struct FoundTensors {
    std::shared_ptr<const TensorLayout> layout;
    std::vector<std::pair<size_t, at::Tensor>> tensors; // index of the place in the layout

    const TensorPlace& place(size_t i) const { return layout->places[tensors[i].first]; }
};

// The parameters and buffers of a module. It remembers where they are, and reads them anew each
// time: whatever replaced one of them, or a module, is seen. Any thread may use it.
class TSP_CORE_API TensorPlaces {
  public:
    // kind: PARAMETERS, BUFFERS, or STATE for both. once leaves out a tensor, or a module, that was
    // there before under another name.
    FoundTensors find(const c10::intrusive_ptr<c10::ivalue::Object>& module, tsp_member_kind kind,
                      bool recurse, bool once);

  private:
    std::mutex mutex_;
    std::shared_ptr<const TensorLayout> known_;
};

} // namespace torchsharp
