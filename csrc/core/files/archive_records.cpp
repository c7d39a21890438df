#include "core/files/archive_records.h"

#include <cstring>

#include <c10/core/CPUAllocator.h>

#include "core/files/unreadable.h"

namespace torchsharp {

namespace {

constexpr size_t alignment = 16; // that of the largest element, a complex128

} // namespace

ArchiveRecords::ArchiveRecords(ByteSource source)
    : source_(std::move(source)), directory_(readZipDirectory(source_)) {
    if (!has("version") && !has(".data/version")) {
        throwUnreadable("the zip archive does not have the layout of a TorchScript archive or of a "
                        "checkpoint (no record 'version')");
    }
}

caffe2::serialize::PyTorchStreamReader& ArchiveRecords::reader() const {
    if (archive_ == nullptr) {
        archive_ = std::make_unique<caffe2::serialize::PyTorchStreamReader>(source_.reader);
    }
    return *archive_;
}

const ZipRecord& ArchiveRecords::find(const std::string& name) const {
    const auto found = directory_.records.find(name);
    if (found == directory_.records.end()) {
        throwUnreadable("it has no record '" + name + "'");
    }
    return found->second;
}

void ArchiveRecords::read(uint64_t position, void* buffer, uint64_t size,
                          const std::string& name) const {
    if (source_.reader->read(position, buffer, size, "record") != size) {
        throwUnreadable("the zip archive is truncated or damaged: the record '" + name +
                        "' ends too early");
    }
}

at::DataPtr ArchiveRecords::data(const std::string& name) const {
    const auto& record = find(name);
    const uint64_t begin = findZipData(source_, name, record);
    if (record.isCompressed) {
        return std::get<0>(reader().getRecord(name));
    }
    if (source_.bytes != nullptr && begin % alignment == 0) {
        auto* keep = new std::shared_ptr<void>(source_.bytes);
        return {static_cast<char*>(source_.bytes.get()) + begin, keep,
                [](void* context) { delete static_cast<std::shared_ptr<void>*>(context); },
                at::DeviceType::CPU};
    }
    auto data = c10::GetCPUAllocator()->allocate(record.size);
    read(begin, data.get(), record.size, name);
    return data;
}

std::string ArchiveRecords::text(const std::string& name) const {
    const auto& record = find(name);
    if (!record.isCompressed) {
        return readZipText(source_, name, record);
    }
    std::string text(record.size, '\0');
    findZipData(source_, name, record);
    reader().getRecord(name, text.data(), text.size());
    return text;
}

} // namespace torchsharp
