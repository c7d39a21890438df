#ifdef _WIN32

#include "core/files/native_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <functional>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <io.h>
#include <share.h>
#include <sys/stat.h>

namespace torchsharp {

namespace fs = std::filesystem;

namespace {

// Returns the error.
int openFile(const fs::path& path, int flags, int sharing, int& descriptor) {
    return _wsopen_s(&descriptor, path.c_str(), flags | _O_WRONLY | _O_BINARY | _O_NOINHERIT,
                     sharing, _S_IREAD | _S_IWRITE);
}

void throwUnlessZero(int error) {
    if (error != 0) {
        throw std::system_error(error, std::generic_category());
    }
}

} // namespace

NativeFile NativeFile::overwrite(const fs::path& path) {
    int descriptor = -1;
    throwUnlessZero(openFile(path, _O_TRUNC, _SH_DENYNO, descriptor));
    return NativeFile(descriptor);
}

// While it is open, others can neither open nor remove it. Its rights come from the folder.
std::optional<NativeFile> NativeFile::createLocked(const fs::path& path, const fs::path&) {
    int descriptor = -1;
    const int error = openFile(path, _O_CREAT | _O_EXCL, _SH_DENYRW, descriptor);
    if (error == EEXIST) {
        return std::nullopt;
    }
    throwUnlessZero(error);
    return NativeFile(descriptor);
}

NativeFile::NativeFile(NativeFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

NativeFile::~NativeFile() {
    if (descriptor_ >= 0) {
        _close(descriptor_);
    }
}

void NativeFile::write(const void* data, size_t size) {
    constexpr size_t most = size_t{1} << 30U;
    const char* next = static_cast<const char*>(data);
    while (size > 0) {
        const int count = _write(descriptor_, next, static_cast<unsigned>(std::min(size, most)));
        throwUnlessZero(count < 0 ? errno : 0);
        next += count;
        size -= static_cast<size_t>(count);
    }
}

void NativeFile::sync() { throwUnlessZero(_commit(descriptor_) == 0 ? 0 : errno); }

void NativeFile::moveTo(const fs::path& path, const fs::path& target) {
    close(); // an open file cannot be renamed
    fs::rename(path, target);
}

void NativeFile::close() {
    throwUnlessZero(_close(std::exchange(descriptor_, -1)) == 0 ? 0 : errno);
}

void removeIfAbandoned(const fs::path& path) noexcept {
    std::error_code code;
    fs::remove(path, code); // fails while it is open
}

size_t machineNumber() {
    const wchar_t* name = _wgetenv(L"COMPUTERNAME");
    return std::hash<std::wstring>()(name == nullptr ? L"" : name);
}

} // namespace torchsharp

#endif
