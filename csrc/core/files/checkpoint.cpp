#include "core/files/checkpoint.h"

#include <ATen/ATen.h>
#include <c10/util/Exception.h>

#include "core/files/archive_records.h"
#include "core/files/legacy_file.h"
#include "core/files/pickle_machine.h"
#include "core/files/pickle_writer.h"
#include "core/files/pickled_tensors.h"
#include "core/files/python_data.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

[[noreturn]] void throwNoCheckpoint(const ByteSource& source, const std::string& reason) {
    throw Error(TSP_ERROR_FORMAT,
                source.name + " cannot be read as a torch.save checkpoint: " + reason);
}

c10::IValue readValue(PickleInput input, const StoredBytes& stored,
                      const std::optional<c10::Device>& device) {
    PickledTensors tensors(stored, device);
    const auto call = [&](const std::string& name, const std::vector<Pickled>& arguments) {
        auto made = tensors.call(name, arguments);
        return made ? *std::move(made) : pythonCall(name, arguments);
    };
    return PickleMachine(
               std::move(input),
               {call, [&](const auto& id) { return tensors.storage(id); }, nullptr, pythonConstant})
        .run();
}

c10::IValue readArchive(const ByteSource& source, const std::optional<c10::Device>& device) {
    const ArchiveRecords archive(source);
    if (archive.has("constants.pkl")) {
        throwUnreadable("it holds a TorchScript module; load it with jit.load");
    }
    if (archive.has("byteorder") && archive.text("byteorder") == "big") {
        throwUnreadable("it was written on a big-endian machine");
    }
    archive.requireKnownVersion();
    return readValue(PickleInput(archive.text("data.pkl")), ArchiveStorages(archive, "data/"),
                     device);
}

c10::IValue readLegacy(const ByteSource& source, const std::optional<c10::Device>& device) {
    const LegacyFile file(source);
    return readValue(PickleInput(source, file.valueBegin(), file.valueEnd()), file, device);
}

c10::IValue read(const ByteSource& source, const std::optional<c10::Device>& device) {
    if (const auto problem = problemIfEmpty(source); !problem.empty()) {
        throwUnreadable(problem);
    }
    if (LegacyFile::is(source)) {
        return readLegacy(source, device);
    }
    if (isTarFile(source)) {
        throwUnreadable("it is a tar archive, as PyTorch wrote before version 0.1.10; if you trust "
                        "it, read it in Python with torch.load(path, weights_only=False) and save "
                        "it again");
    }
    return readArchive(source, device);
}

void scan(const ByteSource& source) {
    if (LegacyFile::is(source)) {
        const LegacyFile scanned(source);
        return;
    }
    const auto storage = [](const auto&) { return PickledStorage(); };
    const ArchiveRecords archive(source);
    PickleMachine(PickleInput(archive.text("data.pkl")),
                  {nullptr, storage, nullptr, pythonConstant})
        .skip();
}

} // namespace

void requireFewRepeats(const ByteSource& source) {
    try {
        scan(source);
    } catch (const TooManyRepeats& e) {
        throwNoCheckpoint(source, e.what());
    } catch (const Error&) { // NOLINT(bugprone-empty-catch): the reader says so
    } catch (const c10::Error&) {
    }
}

c10::IValue loadCheckpoint(const ByteSource& source, const std::optional<c10::Device>& device) {
    try {
        return read(source, device);
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

// Not libtorch's Pickler: torch.load refuses its marks of types, and it knows fewer tensors.
void saveCheckpoint(const std::function<void(PickleWriter&)>& writeValue, const ByteSink& sink) {
    PickleWriter writer;
    writeValue(writer);
    const std::string pickle = writer.finish();
    sink.fill([&](const WriteBytes& write) {
        caffe2::serialize::PyTorchStreamWriter archive([&](const void* data, size_t size) {
            write(data, size);
            return size;
        });
        archive.writeRecord("data.pkl", pickle.data(), pickle.size());
        archive.writeRecord("byteorder", "little", 6);
        size_t key = 0;
        for (const auto& storage : writer.storages()) {
            const auto size = static_cast<int64_t>(storage.nbytes());
            const auto bytes = at::empty({0}, at::dtype(at::kByte).device(storage.device()))
                                   .set_(storage, 0, {size}, {1})
                                   .cpu();
            archive.writeRecord("data/" + std::to_string(key++), bytes.const_data_ptr(),
                                static_cast<size_t>(size));
        }
        archive.writeEndOfFile();
    });
}

} // namespace torchsharp
