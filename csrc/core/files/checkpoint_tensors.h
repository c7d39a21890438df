#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <caffe2/serialize/inline_container.h>

#include "core/files/pickle_machine.h"

namespace torchsharp {

// What a checkpoint of torch.save names beside plain data: tensors and their storages.
class CheckpointTensors {
  public:
    CheckpointTensors(caffe2::serialize::PyTorchStreamReader& archive,
                      const std::optional<c10::Device>& device)
        : archive_(archive), device_(device) {}

    // The storage of a persistent id: each record is read once, whatever shares it.
    PickledStorage storage(const std::vector<Pickled>& id);

    // The value of a call of a function of torch. FORMAT for one that is not known.
    c10::IValue call(const std::string& name, const std::vector<Pickled>& arguments) const;

  private:
    c10::IValue rebuild(const std::vector<Pickled>& arguments,
                        const std::optional<c10::ScalarType>& dtype) const;

    caffe2::serialize::PyTorchStreamReader& archive_;
    std::optional<c10::Device> device_;
    std::map<std::string, c10::Storage> known_;
};

} // namespace torchsharp
