#pragma once

#include <cstdint>
#include <string>

#include <c10/core/Allocator.h>

#include "core/files/archive_records.h"

namespace torchsharp {

// The bytes of a file's storages, by the keys that its pickle gives them.
class StoredBytes {
  public:
    StoredBytes() = default;
    StoredBytes(const StoredBytes&) = delete;
    StoredBytes& operator=(const StoredBytes&) = delete;
    virtual ~StoredBytes() = default;

    virtual bool has(const std::string& key) const = 0;
    // FORMAT if the file does not have them.
    virtual uint64_t size(const std::string& key) const = 0;
    virtual at::DataPtr data(const std::string& key) const = 0;
};

// Each storage is a record of an archive.
class ArchiveStorages final : public StoredBytes {
  public:
    // The folder of the records: "data/".
    ArchiveStorages(const ArchiveRecords& records, std::string folder)
        : records_(records), folder_(std::move(folder)) {}

    bool has(const std::string& key) const override { return records_.has(folder_ + key); }
    uint64_t size(const std::string& key) const override { return records_.size(folder_ + key); }
    at::DataPtr data(const std::string& key) const override { return records_.data(folder_ + key); }

  private:
    const ArchiveRecords& records_;
    std::string folder_;
};

} // namespace torchsharp
