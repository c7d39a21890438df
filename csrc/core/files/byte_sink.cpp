#include "core/files/byte_sink.h"

#include <atomic>
#include <chrono>
#include <cstring>
#include <exception>
#include <fstream>

#include "core/support/error.h"
#include "core/support/paths.h"

namespace torchsharp {

namespace {

namespace fs = std::filesystem;
using Produce = std::function<void(const WriteBytes&)>;

// Remembers the first failure and writes nothing after it.
void fillGuarded(const Produce& produce, const WriteBytes& write) {
    std::exception_ptr failure;
    produce([&](const void* data, size_t size) {
        if (failure == nullptr) {
            try {
                write(data, size);
            } catch (...) {
                failure = std::current_exception();
            }
        }
    });
    if (failure != nullptr) {
        std::rethrow_exception(failure);
    }
}

[[noreturn]] void throwUnwritable(const std::string& path, const std::string& reason) {
    throw Error(TSP_ERROR_IO, quoted(path) + " cannot be written: " + reason);
}

void writeFile(const Produce& produce, const fs::path& file, const std::string& path) {
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    const auto check = [&] {
        if (!stream) {
            throwUnwritable(path, std::strerror(errno));
        }
    };
    check();
    fillGuarded(produce, [&](const void* data, size_t size) {
        stream.write(static_cast<const char*>(data), static_cast<std::streamsize>(size));
        check();
    });
    stream.close();
    check();
}

fs::path besides(const fs::path& target) {
    static std::atomic<unsigned> counter{0};
    const auto stamp = std::chrono::steady_clock::now().time_since_epoch().count();
    return target.parent_path() /
           (".part-" + std::to_string(stamp) + "-" + std::to_string(counter++));
}

// Replaces a regular file as a whole, or creates it.
void replaceFile(const Produce& produce, const fs::path& target, const std::string& path) {
    const fs::path part = besides(target);
    std::error_code code;
    try {
        writeFile(produce, part, path);
        if (const auto old = fs::status(target, code); fs::exists(old)) {
            fs::permissions(part, old.permissions(), code);
        }
        fs::rename(part, target, code);
        if (code) {
            throwUnwritable(path, code.message());
        }
    } catch (...) {
        fs::remove(part, code);
        throw;
    }
}

} // namespace

ByteSink ByteSink::file(std::string path) {
    requireNoNul(path);
    ByteSink sink;
    sink.path_ = std::move(path);
    return sink;
}

ByteSink ByteSink::stream(WriteBytes write) {
    ByteSink sink;
    sink.write_ = std::move(write);
    return sink;
}

void ByteSink::fill(const Produce& produce) const {
    if (write_) {
        fillGuarded(produce, write_);
        return;
    }
    std::error_code code;
    fs::path target = pathOf(path_);
    if (const fs::path real = fs::canonical(target, code); !code) {
        target = real; // a link stays, and what it points to is replaced
    }
    const auto status = fs::status(target, code);
    if (fs::is_directory(status)) {
        throwUnwritable(path_, "it is a folder");
    }
    if (fs::exists(status) && !fs::is_regular_file(status)) {
        writeFile(produce, target, path_);
    } else {
        replaceFile(produce, target, path_);
    }
}

} // namespace torchsharp
