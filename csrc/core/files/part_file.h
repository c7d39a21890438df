#pragma once

#include <filesystem>

#include "core/files/native_file.h"

namespace torchsharp {

// A temporary file beside its target, which it replaces as a whole. Its writer holds a lock on it,
// so that the next save in the folder knows which ones belong to saves that were killed, and
// removes them. Every failure is a std::system_error.
class PartFile {
  public:
    explicit PartFile(std::filesystem::path target);
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;
    // Removes the file if it did not replace the target.
    ~PartFile();

    void write(const void* data, size_t size) { file_.write(data, size); }
    // Replaces the target once everything is on the disk.
    void replaceTarget();

  private:
    std::filesystem::path target_;
    std::filesystem::path path_;
    NativeFile file_;
    bool isMoved_ = false;
};

} // namespace torchsharp
