#include "core/files/legacy_file.h"

#include <string_view>

#include <c10/core/CPUAllocator.h>

#include "core/files/pickle_machine.h"
#include "core/files/pickled_tensors.h"
#include "core/files/python_data.h"

namespace torchsharp {

namespace {

// 0x1950a86a20f9469cfc6c as the number of a pickle, after the protocol and perhaps a frame.
constexpr std::string_view magic = "\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.";
constexpr unsigned char protocolCode = 0x80;
constexpr unsigned char frameCode = 0x95;
constexpr size_t protocolSize = 2;
constexpr size_t frameSize = 9;
constexpr int64_t formatVersion = 1001;

constexpr size_t tarMark = 257; // where a tar archive says "ustar"

std::string bytesAt(const ByteSource& source, uint64_t at, size_t size) {
    std::string bytes(size, '\0');
    bytes.resize(source.reader->read(at, bytes.data(), size, "header"));
    return bytes;
}

// Where the magic number ends; 0 if it is not there.
uint64_t endOfMagic(const ByteSource& source) {
    const auto head = bytesAt(source, 0, protocolSize + frameSize + magic.size());
    if (head.size() < protocolSize || static_cast<unsigned char>(head[0]) != protocolCode) {
        return 0;
    }
    const bool isFramed =
        head.size() > protocolSize && static_cast<unsigned char>(head[protocolSize]) == frameCode;
    const size_t at = isFramed ? protocolSize + frameSize : protocolSize;
    return head.compare(at, magic.size(), magic) == 0 ? at + magic.size() : 0;
}

PickledStorage noStorage(const std::vector<Pickled>&) {
    throwUnreadable("its header holds a tensor");
}

PickleNames plainNames() { return {pythonCall, noStorage, nullptr, pythonConstant}; }

} // namespace

bool LegacyFile::is(const ByteSource& source) { return endOfMagic(source) != 0; }

bool isTarFile(const ByteSource& source) { return bytesAt(source, tarMark, 5) == "ustar"; }

LegacyFile::LegacyFile(const ByteSource& source) : source_(source) {
    valueBegin_ = readHeader(endOfMagic(source));
    placeStorages(findStorages());
}

// The version and the facts about the machine.
uint64_t LegacyFile::readHeader(uint64_t at) const {
    const uint64_t end = source_.reader->size();
    PickleMachine version(PickleInput(source_, at, end), plainNames());
    const auto number = version.run();
    if (!number.isInt() || number.toInt() != formatVersion) {
        throwUnreadable("it is in an unknown version of the format before PyTorch 1.6");
    }
    PickleMachine facts(PickleInput(source_, version.end(), end), plainNames());
    if (!facts.run().isGenericDict()) {
        throwUnreadable("it does not say on which kind of machine it was written");
    }
    return facts.end();
}

// The bytes of an element of each storage that the value names.
LegacyFile::Widths LegacyFile::findStorages() {
    Widths widths;
    const auto storage = [&](const std::vector<Pickled>& id) {
        const auto read = storageId(id);
        const auto [place, isNew] = widths.emplace(read.key, read.elementSize());
        if (!isNew && place->second != read.elementSize()) {
            throwUnreadable("it holds a storage with elements of two sizes");
        }
        return PickledStorage{{}, read.dtype};
    };
    PickleMachine machine(PickleInput(source_, valueBegin_, source_.reader->size()),
                          {nullptr, storage, nullptr, pythonConstant});
    machine.skip();
    valueEnd_ = machine.end();
    return widths;
}

void LegacyFile::placeStorages(const Widths& widths) {
    const uint64_t end = source_.reader->size();
    PickleMachine machine(PickleInput(source_, valueEnd_, end), plainNames());
    const auto keys = machine.run();
    if (!keys.isList()) {
        throwUnreadable("it does not list its storages");
    }
    uint64_t at = machine.end();
    for (const c10::IValue& item : keys.toListRef()) {
        const std::string key = textOf(item);
        const auto width = widths.find(key);
        if (width == widths.end()) {
            throwUnreadable("it has a storage that no tensor uses");
        }
        PickleInput counter(source_, at, end);
        const auto count = counter.number<int64_t>();
        at = counter.position();
        if (count < 0 || static_cast<uint64_t>(count) > (end - at) / width->second) {
            throwUnreadable("it ends before the elements of a storage do");
        }
        const auto size = static_cast<uint64_t>(count) * width->second;
        if (!places_.emplace(key, Place{at, size}).second) {
            throwUnreadable("it has two storages with the same key");
        }
        at += size;
    }
}

const LegacyFile::Place& LegacyFile::find(const std::string& key) const {
    const auto found = places_.find(key);
    if (found == places_.end()) {
        throwUnreadable("it lacks the elements of a storage");
    }
    return found->second;
}

at::DataPtr LegacyFile::data(const std::string& key) const {
    const auto& place = find(key);
    auto data = c10::GetCPUAllocator()->allocate(place.size);
    if (source_.reader->read(place.begin, data.get(), place.size, "storage") != place.size) {
        throwUnreadable("it ends before the elements of a storage do");
    }
    return data;
}

} // namespace torchsharp
