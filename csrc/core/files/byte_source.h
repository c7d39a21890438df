#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <string>

#include <caffe2/serialize/read_adapter_interface.h>

#include "core/support/export.h"

namespace torchsharp {

// Bytes to read, and their name in messages.
struct ByteSource {
    std::shared_ptr<caffe2::serialize::ReadAdapterInterface> reader;
    std::string name;            // "'model.pt'", "the data in memory", "the stream"
    std::shared_ptr<void> bytes; // the whole of a mapped file, null otherwise
    // What a stream's function threw: an exception must not pass through libtorch's C code.
    std::shared_ptr<std::exception_ptr> failure;

    bool isStream() const { return failure != nullptr; }

    void rethrowFailure() const {
        if (failure != nullptr && *failure != nullptr) {
            std::rethrow_exception(*failure);
        }
    }
};

// FILE_NOT_FOUND, IO, VALUE. The path is UTF-8.
TSP_CORE_API ByteSource fileSource(const std::string& path);
// The same, read through a private mapping: pages come from the file when they are first touched.
TSP_CORE_API ByteSource mappedFileSource(const std::string& path);
// The caller's bytes, read in place.
TSP_CORE_API ByteSource bytesSource(const void* data, size_t size);
// read(position, buffer, size) returns how many bytes it read; it may throw.
TSP_CORE_API ByteSource
streamSource(size_t size, std::function<size_t(uint64_t position, void* buffer, size_t size)> read);

} // namespace torchsharp
