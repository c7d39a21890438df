#include "core/checkpoint.h"

#include <c10/util/Exception.h>
#include <caffe2/serialize/inline_container.h>
#include <torch/csrc/jit/serialization/pickler.h>

#include "core/checkpoint_tensors.h"
#include "core/error.h"
#include "core/pickle_machine.h"

namespace torchsharp {

namespace {

using caffe2::serialize::PyTorchStreamReader;

[[noreturn]] void throwNoCheckpoint(const ByteSource& source, const std::string& reason) {
    throw Error(TSP_ERROR_FORMAT,
                source.name + " is not a checkpoint of torch.save that can be read: " + reason);
}

std::string textOf(PyTorchStreamReader& archive, const std::string& record) {
    const auto [data, size] = archive.getRecord(record);
    return {static_cast<const char*>(data.get()), size};
}

} // namespace

c10::IValue loadCheckpoint(const ByteSource& source, const std::optional<c10::Device>& device) {
    try {
        PyTorchStreamReader archive(source.reader);
        if (archive.hasRecord("constants.pkl")) {
            throwUnreadable("it holds a TorchScript module; load it with jit.load");
        }
        if (!archive.hasRecord("data.pkl")) {
            throwUnreadable("it has no record 'data.pkl'");
        }
        if (archive.hasRecord("byteorder") && textOf(archive, "byteorder") == "big") {
            throwUnreadable("it was written on a big-endian machine");
        }
        CheckpointTensors tensors(archive, device);
        return PickleMachine(
                   textOf(archive, "data.pkl"),
                   [&](const auto& name, const auto& arguments) {
                       return tensors.call(name, arguments);
                   },
                   [&](const auto& id) { return tensors.storage(id); })
            .run();
    } catch (const Error& e) {
        if (e.record().kind != TSP_ERROR_FORMAT) {
            throw;
        }
        throwNoCheckpoint(source, e.what());
    } catch (const c10::Error& e) {
        source.rethrowFailure();
        std::string reason = e.what_without_backtrace();
        reason.resize(std::min(reason.find('\n'), reason.size()));
        throwNoCheckpoint(source, reason);
    }
}

// Not libtorch's own pickle_save: that marks containers with their TorchScript types, which torch.load refuses.
void saveCheckpoint(const c10::IValue& value, const ByteSink& sink) {
    std::string pickled;
    torch::jit::Pickler pickler([&](const char* data, size_t size) { pickled.append(data, size); },
                                nullptr, nullptr, nullptr, nullptr, /*tag_aggregates=*/false);
    pickler.protocol();
    pickler.pushIValue(value);
    pickler.stop();
    sink.fill([&](const WriteBytes& write) {
        caffe2::serialize::PyTorchStreamWriter archive([&](const void* data, size_t size) {
            write(data, size);
            return size;
        });
        archive.writeRecord("data.pkl", pickled.data(), pickled.size());
        size_t key = 0;
        for (const auto& tensor : pickler.tensorData()) {
            const auto bytes = torch::jit::getWriteableTensorData(tensor);
            archive.writeRecord("data/" + std::to_string(key++), bytes.data(), bytes.sizeInBytes());
        }
        archive.writeEndOfFile();
    });
}

} // namespace torchsharp
