#pragma once

#include <functional>
#include <string>

#include "core/support/export.h"

namespace torchsharp {

// Takes the bytes in order; throws if it cannot.
using WriteBytes = std::function<void(const void* data, size_t size)>;

// Where bytes go. fill(produce) calls produce with a WriteBytes that never throws, because an
// exception in libtorch's writers would end the process; a failure is thrown at the end.
class TSP_CORE_API ByteSink {
  public:
    // Replaces a file only after everything is on the disk, and keeps its mode; writes directly to
    // anything that is not a regular file. The path is UTF-8.
    static ByteSink file(std::string path);
    static ByteSink stream(WriteBytes write);

    // IO; what produce or the stream throws.
    void fill(const std::function<void(const WriteBytes&)>& produce) const;

  private:
    std::string path_;
    WriteBytes write_; // null: a file
};

} // namespace torchsharp
