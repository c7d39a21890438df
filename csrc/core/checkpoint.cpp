#include "core/checkpoint.h"

#include <array>
#include <cstring>

#include <c10/util/Exception.h>
#include <caffe2/serialize/inline_container.h>
#include <torch/csrc/jit/serialization/import_read.h>
#include <torch/csrc/jit/serialization/pickle.h>

#include "core/error.h"

namespace torchsharp {

namespace {

using caffe2::serialize::PyTorchStreamReader;

[[noreturn]] void throwNoCheckpoint(const ByteSource& source, const std::string& reason) {
    throw Error(TSP_ERROR_FORMAT,
                source.name + " is not a checkpoint of torch.save that can be read: " + reason);
}

} // namespace

c10::IValue loadCheckpoint(const ByteSource& source, const std::optional<c10::Device>& device) {
    try {
        PyTorchStreamReader archive(source.reader);
        if (archive.hasRecord("constants.pkl")) {
            throwNoCheckpoint(source, "it holds a TorchScript module; load it with jit.load");
        }
        return torch::jit::readArchiveAndTensors("data", "", "data/", std::nullopt, std::nullopt,
                                                 device, archive);
    } catch (const Error&) {
        throw;
    } catch (const c10::Error& e) {
        source.rethrowFailure();
        std::string reason = e.what_without_backtrace();
        reason.resize(std::min(reason.find('\n'), reason.size()));
        throwNoCheckpoint(source, reason);
    }
}

void saveCheckpoint(const c10::IValue& value, const ByteSink& sink) {
    const auto bytes = torch::jit::pickle_save(value);
    sink.fill([&](const WriteBytes& write) { write(bytes.data(), bytes.size()); });
}

} // namespace torchsharp
