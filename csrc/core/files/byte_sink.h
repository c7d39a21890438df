#pragma once

#include <functional>
#include <string>

#include "core/support/export.h"

namespace torchsharp {

// Takes the bytes in order; throws where it cannot.
using WriteBytes = std::function<void(const void* data, size_t size)>;

// Where bytes go: fill(produce) calls produce with a WriteBytes that never throws, because libtorch's writers
// end the process then; what went wrong is thrown at the end.
class TSP_CORE_API ByteSink {
  public:
    // A file is replaced only once all is written, and keeps its permissions; what is no regular file
    // is written to. The path is UTF-8.
    static ByteSink file(std::string path);
    static ByteSink stream(WriteBytes write);

    // IO; what produce or the stream throws.
    void fill(const std::function<void(const WriteBytes&)>& produce) const;

  private:
    std::string path_;
    WriteBytes write_; // null: a file
};

} // namespace torchsharp
