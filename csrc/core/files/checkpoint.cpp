#include "core/files/checkpoint.h"

#include <c10/util/Exception.h>
#include <torch/csrc/jit/serialization/pickler.h>

#include "core/files/archive_records.h"
#include "core/files/pickle_machine.h"
#include "core/files/pickled_tensors.h"
#include "core/files/shallow.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

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
        const ArchiveRecords archive(source);
        if (archive.has("constants.pkl")) {
            throwUnreadable("it holds a TorchScript module; load it with jit.load");
        }
        if (archive.has("byteorder") && archive.text("byteorder") == "big") {
            throwUnreadable("it was written on a big-endian machine");
        }
        PickledTensors tensors(archive, "data/", device);
        const auto call = [&](const std::string& name, const std::vector<Pickled>& arguments) {
            if (auto made = tensors.call(name, arguments)) {
                return *std::move(made);
            }
            if (name == "torch.Size" && arguments.size() == 1) {
                return valueOf(arguments[0]);
            }
            throwUnreadable("it holds '" + name + "', which only Python can read");
        };
        return PickleMachine(archive.text("data.pkl"),
                             {call, [&](const auto& id) { return tensors.storage(id); }, nullptr})
            .run();
    } catch (const Error& e) {
        source.rethrowFailure();
        if (e.record().kind != TSP_ERROR_FORMAT) {
            throw;
        }
        throwNoCheckpoint(source, e.what());
    } catch (const c10::Error& e) {
        source.rethrowFailure();
        const auto error = describeException(std::current_exception());
        if (error.kind != TSP_ERROR_RUNTIME) {
            throw;
        }
        throwNoCheckpoint(source, error.message.substr(0, error.message.find('\n')));
    }
}

// libtorch's pickle_save would mark containers with TorchScript types, which torch.load refuses.
void saveCheckpoint(const c10::IValue& value, const ByteSink& sink) {
    requireShallow(value, "the checkpoint");
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
