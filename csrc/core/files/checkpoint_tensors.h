#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <caffe2/serialize/inline_container.h>

#include "core/files/pickle_machine.h"

namespace torchsharp {

// The parts of a torch.save checkpoint that are not plain data: tensors and their storages.
class CheckpointTensors {
  public:
    CheckpointTensors(caffe2::serialize::PyTorchStreamReader& archive,
                      const std::optional<c10::Device>& device)
        : archive_(archive), device_(device) {}

    // The storage of a persistent id: each record is read once, even if tensors share it.
    PickledStorage storage(const std::vector<Pickled>& id);

    // The result of calling a function of torch. FORMAT for an unknown function.
    c10::IValue call(const std::string& name, const std::vector<Pickled>& arguments) const;

  private:
    c10::IValue rebuild(const std::vector<Pickled>& arguments,
                        const std::optional<c10::ScalarType>& dtype) const;

    caffe2::serialize::PyTorchStreamReader& archive_;
    std::optional<c10::Device> device_;
    std::map<std::string, c10::Storage> known_;
};

} // namespace torchsharp
