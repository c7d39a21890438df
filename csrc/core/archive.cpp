#include "core/archive.h"

#include <array>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <caffe2/serialize/inline_container.h>
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
        caffe2::serialize::PyTorchStreamReader reader(path);
        if (reader.hasRecord("constants.pkl")) {
            return {};
        }
        if (reader.hasRecord("data.pkl")) {
            return "it was written by torch.save, not by torch.jit.save";
        }
        return "the zip archive holds no TorchScript (no record 'constants.pkl')";
    } catch (const std::exception& e) {
        const std::string text = e.what();
        if (text.find("central directory") != std::string::npos ||
            text.find("invalid header") != std::string::npos) {
            return "the zip archive is truncated or damaged";
        }
        return "the zip archive does not have the layout of a TorchScript archive";
    }
}

fs::path besides(const fs::path& target) {
    static std::atomic<unsigned> counter{0};
    const auto stamp = std::chrono::steady_clock::now().time_since_epoch().count();
    fs::path name = target;
    name += ".part-" + std::to_string(stamp) + "-" + std::to_string(counter++);
    return name;
}

[[noreturn]] void throwUnwritable(const std::string& path, const std::string& reason) {
    throw Error(TSP_ERROR_IO, quoted(path) + " cannot be written: " + reason);
}

} // namespace

torch::jit::Module loadModule(const std::string& path, const std::optional<c10::Device>& device) {
    requireReadableFile(path);
    try {
        return torch::jit::load(path, device);
    } catch (...) {
        const auto error = describeException(std::current_exception());
        const auto problem = formatProblem(path);
        if (!problem.empty()) {
            throw Error(TSP_ERROR_FORMAT,
                        quoted(path) + " is not a TorchScript archive: " + problem +
                            ". A TorchScript archive is written by torch.jit.save.");
        }
        if (error.kind == TSP_ERROR_RUNTIME) {
            throw Error(TSP_ERROR_FORMAT, quoted(path) + " cannot be loaded: " + error.message);
        }
        throw;
    }
}

void saveModule(const torch::jit::Module& module, const std::string& path) {
    const fs::path target = pathOf(path);
    const fs::path part = besides(target);
    std::error_code ignored;
    try {
        std::ofstream file(part, std::ios::binary | std::ios::trunc);
        if (!file) {
            throwUnwritable(path, std::strerror(errno));
        }
        module.save(file);
        file.close();
        if (!file) {
            throwUnwritable(path, std::strerror(errno));
        }
        std::error_code code;
        fs::rename(part, target, code);
        if (code) {
            throwUnwritable(path, code.message());
        }
    } catch (...) {
        fs::remove(part, ignored);
        throw;
    }
}

} // namespace torchsharp
