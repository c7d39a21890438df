#include "core/files/pickle_input.h"

#include <algorithm>
#include <bit>

#include "core/files/unreadable.h"

namespace torchsharp {

namespace {

static_assert(std::endian::native == std::endian::little, "pickles are little-endian");

constexpr uint64_t blockSize = 1 << 16;

[[noreturn]] void throwShort() { throwUnreadable("the pickle ends too early"); }

} // namespace

// Brings that many bytes into the buffer.
void PickleInput::need(uint64_t size) {
    const uint64_t held = buffer_.size() - at_;
    if (held >= size) {
        return;
    }
    if (end_ - next_ < size - held) {
        throwShort();
    }
    buffer_.erase(0, at_);
    at_ = 0;
    const auto more = std::min<uint64_t>(std::max(size - held, blockSize), end_ - next_);
    buffer_.resize(held + more);
    if (source_.reader->read(next_, buffer_.data() + held, more, "pickle") != more) {
        throwShort();
    }
    next_ += more;
}

const char* PickleInput::take(uint64_t size) {
    need(size);
    at_ += size;
    return buffer_.data() + at_ - size;
}

std::string PickleInput::text(uint64_t size) {
    const char* data = take(size);
    return {data, static_cast<size_t>(size)};
}

std::string PickleInput::line() {
    for (uint64_t searched = 0;;) {
        const size_t found = buffer_.find('\n', at_ + searched);
        if (found != std::string::npos) {
            auto read = buffer_.substr(at_, found - at_);
            at_ = found + 1;
            return read;
        }
        searched = buffer_.size() - at_;
        need(searched + 1);
    }
}

} // namespace torchsharp
