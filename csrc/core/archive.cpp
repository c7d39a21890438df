#include "core/archive.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <c10/util/Exception.h>
#include <caffe2/serialize/inline_container.h>
#include <torch/csrc/jit/frontend/error_report.h>
#include <torch/csrc/jit/serialization/export.h>
#include <torch/csrc/jit/serialization/import.h>

#include "core/error.h"

namespace torchsharp {

namespace {

namespace fs = std::filesystem;

fs::path pathOf(const std::string& utf8) { return {std::u8string(utf8.begin(), utf8.end())}; }

std::string quoted(const std::string& text) { return "'" + text + "'"; }

void requireReadableFile(const std::string& path) {
    std::error_code code;
    const auto status = fs::status(pathOf(path), code);
    if (status.type() == fs::file_type::not_found) {
        throw Error(TSP_ERROR_FILE_NOT_FOUND, "there is no file " + quoted(path));
    }
    if (fs::is_directory(status)) {
        throw Error(TSP_ERROR_IO, quoted(path) + " is a folder, not a file");
    }
    if (!std::ifstream(pathOf(path), std::ios::binary)) {
        throw Error(TSP_ERROR_IO, quoted(path) + " cannot be read: " + std::strerror(errno));
    }
}

bool startsAsZip(const std::string& path) {
    std::array<char, 4> head{};
    std::ifstream(pathOf(path), std::ios::binary).read(head.data(), head.size());
    return std::memcmp(head.data(), "PK\x03\x04", head.size()) == 0;
}

// Why the file did not load, where its form is the reason; empty where the reason lies elsewhere.
std::string formatProblem(const std::string& path) {
    if (!startsAsZip(path)) {
        return "it is no zip archive";
    }
    try {
        std::ifstream file(pathOf(path), std::ios::binary);
        caffe2::serialize::PyTorchStreamReader reader(&file);
        if (reader.hasRecord("constants.pkl")) {
            return {};
        }
        if (reader.hasRecord("data.pkl")) {
            return "it was written by torch.save, not by torch.jit.save";
        }
        return "the zip archive holds no TorchScript (no record 'constants.pkl')";
    } catch (const c10::Error& e) {
        const std::string text = e.what_without_backtrace();
        if (text.find("central directory") != std::string::npos ||
            text.find("invalid header") != std::string::npos) {
            return "the zip archive is truncated or damaged";
        }
        return "the zip archive does not have the layout of a TorchScript archive (" +
               text.substr(0, text.find('\n')) + ")";
    }
}

// A path with a NUL in it would be cut short there by the operating system.
void requireNoNul(const std::string& path) {
    if (path.find('\0') != std::string::npos) {
        throw Error(TSP_ERROR_VALUE, "a path cannot contain a NUL character");
    }
}

fs::path besides(const fs::path& target) {
    static std::atomic<unsigned> counter{0};
    const auto stamp = std::chrono::steady_clock::now().time_since_epoch().count();
    return target.parent_path() /
           (".part-" + std::to_string(stamp) + "-" + std::to_string(counter++));
}

[[noreturn]] void throwUnwritable(const std::string& path, const std::string& reason) {
    throw Error(TSP_ERROR_IO, quoted(path) + " cannot be written: " + reason);
}

// Writes the archive to a file. A failed write is remembered and reported at the end: libtorch's
// writer would report it from a destructor, which ends the process.
void writeArchive(const torch::jit::Module& module, const fs::path& file, const std::string& path) {
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    int failure = stream ? 0 : errno;
    if (failure == 0) {
        torch::jit::ExportModule(module, [&](const void* data, size_t size) {
            if (failure == 0 &&
                !stream.write(static_cast<const char*>(data), static_cast<std::streamsize>(size))) {
                failure = errno;
            }
            return size;
        });
        stream.close();
        failure = failure != 0 || stream ? failure : errno;
    }
    if (failure != 0) {
        throwUnwritable(path, std::strerror(failure));
    }
}

// A regular file, or none yet, is replaced as a whole.
void replaceFile(const torch::jit::Module& module, const fs::path& target,
                 const std::string& path) {
    const fs::path part = besides(target);
    std::error_code code;
    try {
        writeArchive(module, part, path);
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

torch::jit::Module loadArchive(const std::string& path, const std::optional<c10::Device>& device) {
#if defined(_WIN32) // there libtorch would take the UTF-8 path for one in the system's code page
    std::ifstream file(pathOf(path), std::ios::binary);
    return torch::jit::load(file, device);
#else
    return torch::jit::load(path, device);
#endif
}

} // namespace

torch::jit::Module loadModule(const std::string& path, const std::optional<c10::Device>& device) {
    requireNoNul(path);
    requireReadableFile(path);
    try {
        return loadArchive(path, device);
    } catch (...) {
        const auto error = describeException(std::current_exception());
        const auto problem = formatProblem(path);
        if (!problem.empty()) {
            throw Error(TSP_ERROR_FORMAT,
                        quoted(path) + " is not a TorchScript archive: " + problem +
                            ". A TorchScript archive is written by torch.jit.save.");
        }
        if (!device && error.message.find("Could not run 'aten::empty_strided'") == 0) {
            throw Error(TSP_ERROR_DEVICE, quoted(path) + " holds weights of a device that is not "
                                                         "available here: load it with a "
                                                         "map_location such as 'cpu'");
        }
        if (error.kind == TSP_ERROR_RUNTIME || error.kind == TSP_ERROR_COMPILE) {
            throw Error(TSP_ERROR_FORMAT, quoted(path) + " cannot be loaded: " + error.message);
        }
        throw;
    }
}

void saveModule(const torch::jit::Module& module, const std::string& path) {
    requireNoNul(path);
    std::error_code code;
    fs::path target = pathOf(path);
    if (const fs::path real = fs::canonical(target, code); !code) {
        target = real; // a link stays, and what it points to is replaced
    }
    const auto status = fs::status(target, code);
    try {
        if (fs::is_directory(status)) {
            throwUnwritable(path, "it is a folder");
        }
        if (fs::exists(status) && !fs::is_regular_file(status)) {
            writeArchive(module, target, path);
        } else {
            replaceFile(module, target, path);
        }
    } catch (const torch::jit::ErrorReport& e) {
        throw Error(TSP_ERROR_UNSUPPORTED, "the module cannot be saved: " + std::string(e.what()));
    }
}

} // namespace torchsharp
