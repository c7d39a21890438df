#include "core/files/archive.h"

#include <array>
#include <cstring>

#include <c10/util/Exception.h>
#include <caffe2/serialize/inline_container.h>
#include <torch/csrc/jit/frontend/error_report.h>
#include <torch/csrc/jit/serialization/export.h>
#include <torch/csrc/jit/serialization/import.h>

#include "core/files/mapped_archive.h"
#include "core/support/error.h"
#include "core/support/in_use.h"

namespace torchsharp {

namespace {

using caffe2::serialize::PyTorchStreamReader;

bool startsAsZip(const ByteSource& source) {
    std::array<char, 4> head{};
    source.reader->read(0, head.data(), head.size());
    return std::memcmp(head.data(), "PK\x03\x04", head.size()) == 0;
}

// Why the archive did not load, if its format is the reason; otherwise empty.
std::string formatProblem(const ByteSource& source) {
    if (!startsAsZip(source)) {
        return "it is not a zip archive";
    }
    try {
        PyTorchStreamReader reader(source.reader);
        if (reader.hasRecord("constants.pkl")) {
            return {};
        }
        if (reader.hasRecord("data.pkl")) {
            return "it was written by torch.save, not by torch.jit.save";
        }
        return "the zip archive contains no TorchScript (no record 'constants.pkl')";
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

torch::jit::Module loadArchive(const ByteSource& source, const std::optional<c10::Device>& device) {
    if (source.bytes != nullptr) {
        const auto archive = std::make_shared<PyTorchStreamReader>(source.reader);
        if (!archive->hasRecord("model.json")) { // an archive of the first releases
            return loadMapped(archive, source.bytes, source.reader->size(), device);
        }
    }
    return torch::jit::load(source.reader, device);
}

void readExtraFiles(const ByteSource& source, const std::vector<std::string>& names,
                    ExtraFiles& extra) {
    PyTorchStreamReader archive(source.reader);
    for (const auto& name : names) {
        const std::string record = "extra/" + name;
        if (archive.hasRecord(record)) {
            const auto [data, size] = archive.getRecord(record);
            extra[name].assign(static_cast<const char*>(data.get()), size);
        }
    }
}

} // namespace

torch::jit::Module loadModule(const ByteSource& source, const std::optional<c10::Device>& device,
                              const std::vector<std::string>& extraNames, ExtraFiles* extra) {
    try {
        auto module = loadArchive(source, device);
        if (extra != nullptr && !extraNames.empty()) {
            readExtraFiles(source, extraNames, *extra);
        }
        return module;
    } catch (...) {
        source.rethrowFailure();
        const auto error = describeException(std::current_exception());
        const auto problem = formatProblem(source);
        if (!problem.empty()) {
            throw Error(TSP_ERROR_FORMAT,
                        source.name + " is not a TorchScript archive: " + problem +
                            ". A TorchScript archive is written by torch.jit.save.");
        }
        if (!device && error.message.starts_with("Could not run 'aten::empty_strided'")) {
            throw Error(TSP_ERROR_DEVICE, source.name + " holds weights on a device that is not "
                                                        "available here: load it with a "
                                                        "map_location such as 'cpu'");
        }
        if (error.kind == TSP_ERROR_RUNTIME || error.kind == TSP_ERROR_COMPILE) {
            throw Error(TSP_ERROR_FORMAT, source.name + " cannot be loaded: " + error.message);
        }
        throw;
    }
}

void saveModule(const torch::jit::Module& module, const ByteSink& sink, const ExtraFiles& extra) {
    const UseMark reading(module._ivalue().get());
    try {
        sink.fill([&](const WriteBytes& write) {
            torch::jit::ExportModule(
                module,
                [&](const void* data, size_t size) {
                    write(data, size);
                    return size;
                },
                torch::jit::ExtraFilesMap(extra.begin(), extra.end()));
        });
    } catch (const torch::jit::ErrorReport& e) {
        throw Error(TSP_ERROR_UNSUPPORTED, "the module cannot be saved: " + std::string(e.what()));
    }
}

} // namespace torchsharp
