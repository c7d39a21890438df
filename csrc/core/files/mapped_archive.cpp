#include "core/files/mapped_archive.h"

#include <cstring>

#include <torch/csrc/jit/operator_upgraders/upgraders_entry.h>
#include <torch/csrc/jit/serialization/import.h>
#include <torch/csrc/jit/serialization/import_read.h>
#include <torch/csrc/jit/serialization/import_source.h>
#include <torch/csrc/jit/serialization/unpickler.h>

#include "core/files/record_text.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

using caffe2::serialize::PyTorchStreamReader;

constexpr size_t alignment = 16; // that of the largest element, a complex128

// The header that the zip format puts before each file.
constexpr size_t methodOffset = 8;
constexpr size_t headerSize = 30;
constexpr char signature[4] = {'P', 'K', 3, 4};

class MappedRecords {
  public:
    MappedRecords(std::shared_ptr<PyTorchStreamReader> archive, std::shared_ptr<void> bytes,
                  size_t size)
        : archive_(std::move(archive)), bytes_(std::move(bytes)), size_(size) {}

    at::DataPtr read(const std::string& name) const {
        const char* base = static_cast<const char*>(bytes_.get());
        const size_t header = archive_->getRecordHeaderOffset(name);
        const size_t offset = archive_->getRecordOffset(name);
        const size_t size = archive_->getRecordSize(name);
        if (header > size_ || size_ - header < headerSize || offset > size_ ||
            size_ - offset < size || std::memcmp(base + header, signature, sizeof signature) != 0) {
            throw Error(TSP_ERROR_FORMAT, "the file is cut off or damaged: the record '" + name +
                                              "' is not within it");
        }
        uint16_t method = 0;
        std::memcpy(&method, base + header + methodOffset, sizeof method);
        if (method != 0 || offset % alignment != 0) { // compressed, or not written by PyTorch
            return std::get<0>(archive_->getRecord(name));
        }
        auto* keep = new std::shared_ptr<void>(bytes_);
        return {const_cast<char*>(base + offset), keep,
                [](void* context) { delete static_cast<std::shared_ptr<void>*>(context); },
                at::DeviceType::CPU};
    }

  private:
    std::shared_ptr<PyTorchStreamReader> archive_;
    std::shared_ptr<void> bytes_;
    size_t size_;
};

// The source file of a qualified name such as "__torch__.models": code/__torch__/models.py.
std::shared_ptr<torch::jit::Source> sourceOf(PyTorchStreamReader& archive, std::string qualifier) {
    std::replace(qualifier.begin(), qualifier.end(), '.', '/');
    const std::string record = "code/" + qualifier + ".py";
    if (!archive.hasRecord(record)) {
        return nullptr;
    }
    return std::make_shared<torch::jit::Source>(recordText(archive, record), record, 1);
}

} // namespace

torch::jit::Module
loadMapped(const std::shared_ptr<caffe2::serialize::PyTorchStreamReader>& archive,
           const std::shared_ptr<void>& bytes, size_t size,
           const std::optional<c10::Device>& device) {
    torch::jit::populate_upgraders_graph_map();
    const auto unit = std::make_shared<torch::jit::CompilationUnit>();
    std::vector<c10::IValue> constants;
    const torch::jit::SourceImporter importer(
        unit, &constants,
        [archive](const std::string& qualifier) { return sourceOf(*archive, qualifier); },
        archive->version());
    const auto typeOf = [&](const c10::QualifiedName& name) {
        return c10::StrongTypePtr(unit, importer.loadType(name));
    };
    const auto table = torch::jit::readArchiveAndTensors(
        "constants", "", "constants/", typeOf, torch::jit::ObjLoaderFunc, device, *archive);
    for (const auto& constant : table.toTupleRef().elements()) {
        constants.push_back(constant);
    }

    const std::string pickled = recordText(*archive, "data.pkl");
    size_t position = 0;
    const MappedRecords records(archive, bytes, size);
    torch::jit::Unpickler unpickler(
        [&](char* buffer, size_t size) {
            const size_t count = std::min(size, pickled.size() - position);
            std::memcpy(buffer, pickled.data() + position, count);
            position += count;
            return count;
        },
        typeOf, torch::jit::ObjLoaderFunc,
        [&](const std::string& name) { return records.read("data/" + name); }, device);
    unpickler.set_version(archive->version());
    return torch::jit::Module(unpickler.parse_ivalue().toObject());
}

} // namespace torchsharp
