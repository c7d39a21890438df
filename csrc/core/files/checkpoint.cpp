#include "core/files/checkpoint.h"

#include <c10/util/Exception.h>
#include <caffe2/serialize/inline_container.h>
#include <torch/csrc/jit/serialization/pickler.h>

#include "core/files/checkpoint_tensors.h"
#include "core/files/pickle_machine.h"
#include "core/files/record_text.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

using caffe2::serialize::PyTorchStreamReader;

[[noreturn]] void throwNoCheckpoint(const ByteSource& source, const std::string& reason) {
    throw Error(TSP_ERROR_FORMAT,
                source.name + " cannot be read as a torch.save checkpoint: " + reason);
}

// The value with untyped lists and dicts, as in Python.
c10::IValue untyped(const c10::IValue& value) {
    if (value.isList()) {
        c10::impl::GenericList items(c10::AnyType::get());
        for (const c10::IValue& item : value.toListRef()) {
            items.push_back(untyped(item));
        }
        return items;
    }
    if (value.isGenericDict()) {
        c10::impl::GenericDict pairs(c10::AnyType::get(), c10::AnyType::get());
        for (const auto& pair : value.toGenericDict()) {
            pairs.insert(untyped(pair.key()), untyped(pair.value()));
        }
        return pairs;
    }
    if (value.isTuple()) {
        std::vector<c10::IValue> elements;
        for (const auto& element : value.toTupleRef().elements()) {
            elements.push_back(untyped(element));
        }
        return c10::ivalue::Tuple::create(std::move(elements));
    }
    return value;
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
        if (archive.hasRecord("byteorder") && recordText(archive, "byteorder") == "big") {
            throwUnreadable("it was written on a big-endian machine");
        }
        CheckpointTensors tensors(archive, device);
        return PickleMachine(
                   recordText(archive, "data.pkl"),
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

// libtorch's pickle_save would mark containers with TorchScript types, which torch.load refuses.
void saveCheckpoint(const c10::IValue& value, const ByteSink& sink) {
    std::string pickled;
    torch::jit::Pickler pickler([&](const char* data, size_t size) { pickled.append(data, size); },
                                nullptr, nullptr, nullptr, nullptr, /*tag_aggregates=*/false);
    pickler.protocol();
    pickler.pushIValue(untyped(value));
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
