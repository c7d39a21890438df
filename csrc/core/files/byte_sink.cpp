#include "core/files/byte_sink.h"

#include <exception>
#include <system_error>

#include "core/files/native_file.h"
#include "core/files/part_file.h"
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

// Runs a body whose failures are the system's.
template <class Body> void writing(const std::string& path, Body&& body) {
    try {
        body();
    } catch (const std::system_error& e) {
        throwUnwritable(path, e.code().message());
    }
}

void writeOver(const Produce& produce, const fs::path& target, const std::string& path) {
    writing(path, [&] {
        auto file = NativeFile::overwrite(target);
        fillGuarded(produce, [&](const void* data, size_t size) { file.write(data, size); });
        file.close();
    });
}

void replaceFile(const Produce& produce, const fs::path& target, const std::string& path) {
    writing(path, [&] {
        PartFile part(target);
        fillGuarded(produce, [&](const void* data, size_t size) { part.write(data, size); });
        part.replaceTarget();
    });
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
        writeOver(produce, target, path_);
    } else {
        replaceFile(produce, target, path_);
    }
}

} // namespace torchsharp
