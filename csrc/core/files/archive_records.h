#pragma once

#include <memory>
#include <string>

#include <c10/core/Allocator.h>
#include <caffe2/serialize/inline_container.h>

#include "core/files/zip_directory.h"

namespace torchsharp {

// The records of an archive that PyTorch wrote, by their names in the archive's folder.
class ArchiveRecords {
  public:
    // Reads and checks the archive's directory. FORMAT.
    explicit ArchiveRecords(ByteSource source);

    bool has(const std::string& name) const { return directory_.records.count(name) != 0; }
    // FORMAT if the archive does not have the record.
    uint64_t size(const std::string& name) const { return find(name).size; }
    // The bytes, which are in the mapped file where that is possible. FORMAT.
    at::DataPtr data(const std::string& name) const;
    std::string text(const std::string& name) const;

    const ZipDirectory& directory() const { return directory_; }
    uint64_t version() const { return reader().version(); }

    // FORMAT if it was written by a later release, in a version that this one does not know.
    void requireKnownVersion() const { reader(); }

  private:
    const ZipRecord& find(const std::string& name) const;
    caffe2::serialize::PyTorchStreamReader& reader() const;
    void read(uint64_t position, void* buffer, uint64_t size, const std::string& name) const;

    ByteSource source_;
    ZipDirectory directory_;
    // Inflates, and reads the version; made when it is needed.
    mutable std::unique_ptr<caffe2::serialize::PyTorchStreamReader> archive_;
};

} // namespace torchsharp
