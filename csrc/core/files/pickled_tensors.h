#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/files/archive_records.h"
#include "core/files/pickle_machine.h"

namespace torchsharp {

// The tensors of a pickle and their storages, which are records of the archive. Every tensor lies
// inside its storage, and every storage inside its record.
class PickledTensors {
  public:
    // The records of the storages are in the folder: "data/".
    PickledTensors(const ArchiveRecords& records, std::string folder,
                   const std::optional<c10::Device>& device)
        : records_(records), folder_(std::move(folder)), device_(device) {}

    // The storage of a persistent id: each record is read once, even if tensors share it. FORMAT,
    // DEVICE.
    PickledStorage storage(const std::vector<Pickled>& id);

    // The result of one of torch's functions that make a tensor, or what tensors need; nothing for
    // another function. FORMAT.
    std::optional<c10::IValue> call(const std::string& name,
                                    const std::vector<Pickled>& arguments) const;

  private:
    const ArchiveRecords& records_;
    std::string folder_;
    std::optional<c10::Device> device_;
    std::map<std::string, c10::Storage> known_;
};

} // namespace torchsharp
