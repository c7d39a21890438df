#include "core/files/byte_source.h"

#include <algorithm>
#include <cstring>

#include <ATen/MapAllocator.h>

#include "core/files/file_reader.h"
#include "core/support/error.h"
#include "core/support/paths.h"

namespace torchsharp {

namespace {

using Reader = caffe2::serialize::ReadAdapterInterface;

class MemoryReader final : public Reader {
  public:
    MemoryReader(const void* data, size_t size)
        : data_(static_cast<const char*>(data)), size_(size) {}

    size_t size() const override { return size_; }
    size_t read(uint64_t position, void* buffer, size_t size, const char*) const override {
        if (size == 0 || position >= size_) { // the buffer of nothing may be null
            return 0;
        }
        const size_t count = std::min<uint64_t>(size, size_ - position);
        std::memcpy(buffer, data_ + position, count);
        return count;
    }

  private:
    const char* data_;
    size_t size_;
};

class StreamReader final : public Reader {
  public:
    using Read = std::function<size_t(uint64_t, void*, size_t)>;

    StreamReader(size_t size, Read read, std::shared_ptr<std::exception_ptr> failure)
        : size_(size), read_(std::move(read)), failure_(std::move(failure)) {}

    size_t size() const override { return size_; }
    size_t read(uint64_t position, void* buffer, size_t size, const char*) const override {
        if (*failure_ != nullptr || position >= size_) {
            return 0; // streams differ in what they do with a position beyond their end
        }
        try {
            const auto most = static_cast<size_t>(std::min<uint64_t>(size, size_ - position));
            return readAll(position, static_cast<char*>(buffer), most);
        } catch (...) {
            *failure_ = std::current_exception();
            return 0;
        }
    }

  private:
    size_t readAll(uint64_t position, char* buffer, size_t size) const {
        size_t count = 0; // a stream may return less than requested
        while (count < size) {
            const size_t some = read_(position + count, buffer + count, size - count);
            if (some == 0) {
                break;
            }
            if (some > size - count) {
                throw Error(TSP_ERROR_IO, "the stream says that it read " + std::to_string(some) +
                                              " bytes, but only " + std::to_string(size - count) +
                                              " were requested");
            }
            count += some;
        }
        return count;
    }

    size_t size_;
    Read read_;
    std::shared_ptr<std::exception_ptr> failure_;
};

} // namespace

ByteSource fileSource(const std::string& path) {
    requireReadableFile(path);
    return {fileReader(path), quoted(path), nullptr, nullptr};
}

ByteSource mappedFileSource(const std::string& path) {
    requireReadableFile(path);
    const auto size = std::filesystem::file_size(pathOf(path));
    if (size == 0) { // there is nothing to map
        return fileSource(path);
    }
    std::shared_ptr<void> bytes;
    try {
        // Not shared: what is written to a tensor stays in this process.
        auto mapped = std::make_shared<at::DataPtr>(
            at::MapAllocator::makeDataPtr(path, 0, static_cast<size_t>(size), nullptr));
        bytes = std::shared_ptr<void>(mapped, mapped->get());
    } catch (const c10::Error& e) {
        throw Error(TSP_ERROR_IO, quoted(path) + " cannot be mapped into memory: " +
                                      std::string(e.what_without_backtrace()));
    }
    auto reader = std::make_shared<MemoryReader>(bytes.get(), static_cast<size_t>(size));
    return {std::move(reader), quoted(path), std::move(bytes), nullptr};
}

ByteSource bytesSource(const void* data, size_t size) {
    return {std::make_shared<MemoryReader>(data, size), "the data in memory", nullptr, nullptr};
}

ByteSource streamSource(size_t size,
                        std::function<size_t(uint64_t position, void* buffer, size_t size)> read) {
    auto failure = std::make_shared<std::exception_ptr>();
    auto reader = std::make_shared<StreamReader>(size, std::move(read), failure);
    return {std::move(reader), "the stream", nullptr, std::move(failure)};
}

} // namespace torchsharp
