#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>

namespace torchsharp {

// A file that is open for writing, by the operating system's own calls: the standard library can
// neither create a file with a mode, nor lock it, nor wait until it is on the disk. Every failure
// is a std::system_error.
class NativeFile {
  public:
    // Writes over what exists: a device, a pipe.
    static NativeFile overwrite(const std::filesystem::path& path);

    // Creates a file and locks it. It has the owner and mode of the model from the start if that
    // exists, otherwise those of any new file. None if the name is taken.
    static std::optional<NativeFile> createLocked(const std::filesystem::path& path,
                                                  const std::filesystem::path& model);

    NativeFile(NativeFile&& other) noexcept;
    NativeFile(const NativeFile&) = delete;
    NativeFile& operator=(const NativeFile&) = delete;
    NativeFile& operator=(NativeFile&&) = delete;
    ~NativeFile();

    void write(const void* data, size_t size);
    void sync();
    // Renames it to the target, replaces what is there, and closes it.
    void moveTo(const std::filesystem::path& path, const std::filesystem::path& target);
    void close();

  private:
    explicit NativeFile(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
};

// Removes a file that was created locked if its writer has ended. Otherwise, or if that cannot be
// told, the file stays.
void removeIfAbandoned(const std::filesystem::path& path) noexcept;

// Differs between machines that may share a folder.
size_t machineNumber();

} // namespace torchsharp
