#ifdef _WIN32

#include "core/files/file_reader.h"

#include <algorithm>
#include <fstream>
#include <mutex>

#include "core/support/paths.h"

namespace torchsharp {

namespace {

// libtorch's own reader takes the path in the system's code page.
class FileReader final : public caffe2::serialize::ReadAdapterInterface {
  public:
    explicit FileReader(const std::string& path)
        : file_(pathOf(path), std::ios::binary | std::ios::ate),
          size_(static_cast<size_t>(std::max<std::streamoff>(file_.tellg(), 0))) {}

    size_t size() const override { return size_; }
    size_t read(uint64_t position, void* buffer, size_t size, const char*) const override {
        const std::lock_guard<std::mutex> lock(mutex_);
        file_.clear();
        file_.seekg(static_cast<std::streamoff>(position));
        file_.read(static_cast<char*>(buffer), static_cast<std::streamsize>(size));
        return static_cast<size_t>(file_.gcount());
    }

  private:
    mutable std::mutex mutex_;
    mutable std::ifstream file_;
    size_t size_;
};

} // namespace

std::shared_ptr<caffe2::serialize::ReadAdapterInterface> fileReader(const std::string& path) {
    return std::make_shared<FileReader>(path);
}

} // namespace torchsharp

#endif
