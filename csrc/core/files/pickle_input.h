#pragma once

#include <cstdint>
#include <cstring>
#include <string>

#include "core/files/byte_source.h"

namespace torchsharp {

// The bytes of a pickle in order: in memory, or in a file where other data may follow.
class PickleInput {
  public:
    explicit PickleInput(std::string bytes)
        : buffer_(std::move(bytes)), next_(buffer_.size()), end_(buffer_.size()) {}
    // The pickle begins at one position of the source and lies before the other one.
    PickleInput(ByteSource source, uint64_t begin, uint64_t end)
        : source_(std::move(source)), begin_(begin), next_(begin), end_(end) {}

    // FORMAT if the bytes end before.
    template <class T> T number() {
        T value{};
        std::memcpy(&value, take(sizeof value), sizeof value);
        return value;
    }
    std::string text(uint64_t size);
    // Without its line break.
    std::string line();

    uint64_t position() const { return next_ - (buffer_.size() - at_); }
    // How many bytes it has at most.
    uint64_t size() const { return end_ - begin_; }

  private:
    const char* take(uint64_t size);
    void need(uint64_t size);

    ByteSource source_; // without a reader: all bytes are in the buffer
    std::string buffer_;
    size_t at_ = 0; // of the next byte in the buffer
    uint64_t begin_ = 0;
    uint64_t next_ = 0; // where the bytes after the buffer are
    uint64_t end_ = 0;
};

} // namespace torchsharp
