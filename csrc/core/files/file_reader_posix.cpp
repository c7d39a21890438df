#ifndef _WIN32

#include "core/files/file_reader.h"

#include <cerrno>
#include <cstdint>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/support/paths.h"

namespace torchsharp {

namespace {

// A stream of the standard library would fill its buffer again after each change of position.
class FileReader final : public caffe2::serialize::ReadAdapterInterface {
  public:
    explicit FileReader(const std::string& path)
        : descriptor_(open(pathOf(path).c_str(), O_RDONLY | O_CLOEXEC)) {
        struct stat file{};
        size_ = descriptor_ >= 0 && fstat(descriptor_, &file) == 0
                    ? static_cast<size_t>(file.st_size)
                    : 0;
    }
    FileReader(const FileReader&) = delete;
    FileReader& operator=(const FileReader&) = delete;
    ~FileReader() override {
        if (descriptor_ >= 0) {
            close(descriptor_);
        }
    }

    size_t size() const override { return size_; }
    size_t read(uint64_t position, void* buffer, size_t size, const char*) const override {
        size_t count = 0;
        while (count < size) {
            const ssize_t some = pread(descriptor_, static_cast<char*>(buffer) + count,
                                       size - count, static_cast<off_t>(position + count));
            if (some < 0 && errno == EINTR) {
                continue;
            }
            if (some <= 0) {
                break;
            }
            count += static_cast<size_t>(some);
        }
        return count;
    }

  private:
    int descriptor_;
    size_t size_;
};

} // namespace

std::shared_ptr<caffe2::serialize::ReadAdapterInterface> fileReader(const std::string& path) {
    return std::make_shared<FileReader>(path);
}

} // namespace torchsharp

#endif
