#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/exported/json.h"
#include "core/exported/program.h"
#include "core/files/archive_records.h"

namespace torchsharp {

// Reads the tensors that a program keeps. Each lies inside the record that has its bytes.
class WeightReader {
  public:
    WeightReader(const ArchiveRecords& records, const std::string& program,
                 const std::optional<c10::Device>& device);

    // The tensors. FORMAT; DEVICE.
    std::vector<at::Tensor> read(const std::vector<WeightSpec>& specs);
    // The objects. FORMAT; UNKNOWN_OPERATOR; POLICY.
    std::vector<c10::IValue> readObjects(const std::vector<WeightSpec>& specs,
                                         const Policy* policy) const;

  private:
    struct Entry {
        std::string record;
        const Json* meta; // null: it is pickled
        bool isParameter;
    };

    void addEntries(const std::string& folder, const Json& config);
    const Entry& entryOf(const WeightSpec& spec) const;
    at::Tensor read(const Entry& entry);
    at::Tensor readPlain(const Entry& entry);
    at::Tensor readPickled(const Entry& entry) const;
    c10::Storage storage(const std::string& record);

    const ArchiveRecords& records_;
    std::optional<c10::Device> device_;
    std::vector<Json> configs_;
    std::map<std::string, Entry> entries_;
    std::map<std::string, c10::Storage> storages_; // names may share one
};

} // namespace torchsharp
