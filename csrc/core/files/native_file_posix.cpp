#ifndef _WIN32

#include "core/files/native_file.h"

#include <cerrno>
#include <functional>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace torchsharp {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void throwSystemError() { throw std::system_error(errno, std::generic_category()); }

int orThrow(int result) {
    if (result < 0) {
        throwSystemError();
    }
    return result;
}

// As far as the system lets it: root may give a file away, others only to a group of theirs, and
// some file systems know neither owners nor modes.
void becomeLike(int file, const struct stat& model) {
    struct stat made{};
    orThrow(fstat(file, &made));
    mode_t mode = model.st_mode & 07777;
    if (made.st_gid != model.st_gid && fchown(file, -1, model.st_gid) != 0) {
        mode = (mode & ~06070U) | ((mode & 07U) << 3U); // another group sees what everybody does
    }
    if (made.st_uid != model.st_uid && fchown(file, model.st_uid, -1) != 0) {
        mode &= ~06000U;
    }
    fchmod(file, mode);
}

// Whether the name still stands for the open file, which a cleaner may have removed.
bool isNamed(int file, const fs::path& path) {
    struct stat opened{};
    struct stat named{};
    return fstat(file, &opened) == 0 && lstat(path.c_str(), &named) == 0 &&
           opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

// A file system without a way to do it refuses; a failing disk reports an error.
void syncFolderOf(const fs::path& file) {
    const auto folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return; // a folder in which one may write but not read
    }
    const int status = fsync(descriptor) == 0 ? 0 : errno;
    ::close(descriptor);
    if (status == EIO || status == ENOSPC || status == EDQUOT) {
        throw std::system_error(status, std::generic_category());
    }
}

} // namespace

NativeFile NativeFile::overwrite(const fs::path& path) {
    return NativeFile(orThrow(open(path.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC)));
}

std::optional<NativeFile> NativeFile::createLocked(const fs::path& path, const fs::path& model) {
    struct stat old{};
    const bool isLike = stat(model.c_str(), &old) == 0;
    // The system takes the bits of the umask away, never adds one.
    const mode_t mode = isLike ? old.st_mode & 0777 : 0666;
    const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor < 0 && errno == EEXIST) {
        return std::nullopt;
    }
    NativeFile file(orThrow(descriptor));
    // Where locks do not exist, no cleaner gets one either.
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        return std::nullopt; // a cleaner has it, and removes it
    }
    if (!isNamed(descriptor, path)) {
        return std::nullopt;
    }
    if (isLike) {
        becomeLike(descriptor, old);
    }
    return file;
}

NativeFile::NativeFile(NativeFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

NativeFile::~NativeFile() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

void NativeFile::write(const void* data, size_t size) {
    const char* next = static_cast<const char*>(data);
    while (size > 0) {
        const ssize_t count = ::write(descriptor_, next, size);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            throwSystemError();
        }
        next += count;
        size -= static_cast<size_t>(count);
    }
}

void NativeFile::sync() {
#ifdef F_FULLFSYNC
    if (fcntl(descriptor_, F_FULLFSYNC) == 0) {
        return;
    }
#endif
    orThrow(fsync(descriptor_));
}

void NativeFile::moveTo(const fs::path& path, const fs::path& target) {
    orThrow(std::rename(path.c_str(), target.c_str())); // closing it would end the lock
    syncFolderOf(target);
    close();
}

void NativeFile::close() { orThrow(::close(std::exchange(descriptor_, -1))); }

void removeIfAbandoned(const fs::path& path) noexcept {
    constexpr int flags = O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC;
    int descriptor =
        open(path.c_str(), O_RDWR | flags); // some network file systems lock only these
    if (descriptor < 0) {
        descriptor = open(path.c_str(), O_RDONLY | flags);
    }
    if (descriptor < 0) {
        return;
    }
    struct stat file{};
    if (fstat(descriptor, &file) == 0 && S_ISREG(file.st_mode) &&
        flock(descriptor, LOCK_EX | LOCK_NB) == 0) {
        unlink(path.c_str());
    }
    ::close(descriptor);
}

size_t machineNumber() {
    char name[256] = "";
    gethostname(name, sizeof name - 1);
    return std::hash<std::string>()(name);
}

} // namespace torchsharp

#endif
