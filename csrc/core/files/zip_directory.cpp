#include "core/files/zip_directory.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "core/files/unreadable.h"

namespace torchsharp {

namespace {

static_assert(std::endian::native == std::endian::little, "zip archives are little-endian");

// The format is described in PKWARE's APPNOTE.TXT. The offsets are those of its fields.
constexpr std::string_view headerSignature = "PK\3\4";
constexpr std::string_view entrySignature = "PK\1\2";
constexpr std::string_view endSignature = "PK\5\6";
constexpr std::string_view end64Signature = "PK\6\6";
constexpr std::string_view locatorSignature = "PK\6\7";
constexpr size_t headerSize = 30;
constexpr size_t entrySize = 46;
constexpr size_t endSize = 22;
constexpr size_t end64Size = 56;
constexpr size_t locatorSize = 20;
constexpr size_t longestTail = endSize + locatorSize + 0xffff; // with a comment
constexpr size_t usualTail = 256;                              // PyTorch writes no comment

constexpr size_t usualNames = 512; // the name in a header, and what aligns the bytes after it
constexpr uint64_t shortText = uint64_t{1} << 16; // to be read at once with its header

constexpr uint16_t encryptedFlags = 0x1 | 0x40 | 0x2000;
constexpr uint16_t storedMethod = 0;
constexpr uint16_t deflatedMethod = 8;

// PyTorch compresses code, which repeats itself; a record that grows more than this is an attack.
constexpr uint64_t mostGrowth = 200;
constexpr uint64_t freeGrowth = uint64_t{1} << 20;

[[noreturn]] void throwDamaged(const std::string& problem) {
    throwUnreadable("the zip archive is truncated or damaged: " + problem);
}

class Bytes {
  public:
    explicit Bytes(std::string bytes) : bytes_(std::move(bytes)) {}

    size_t size() const { return bytes_.size(); }
    bool startsWith(std::string_view signature, size_t at) const {
        return std::string_view(bytes_).substr(at).starts_with(signature);
    }
    std::string_view part(size_t at, size_t size) const {
        return std::string_view(bytes_).substr(at, size);
    }
    template <class T> T number(size_t at) const {
        if (at > bytes_.size() || bytes_.size() - at < sizeof(T)) {
            throwDamaged("a field of the directory is outside it");
        }
        T value{};
        std::memcpy(&value, bytes_.data() + at, sizeof value);
        return value;
    }

    std::string take() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

Bytes readBytes(const ByteSource& source, uint64_t position, size_t size) {
    std::string bytes(size, '\0');
    if (source.reader->read(position, bytes.data(), size, "directory") != size) {
        throwDamaged("it ends too early");
    }
    return Bytes(std::move(bytes));
}

// Where the directory is, and how many entries it has.
struct Place {
    uint64_t begin = 0;
    uint64_t size = 0;
    uint64_t entries = 0;
};

// Where the record at the archive's end begins in the tail, which is found from the back because a
// comment may follow it. None if it, or the locator before it, may be further in front.
std::optional<size_t> findEnd(const Bytes& tail, bool isAll) {
    size_t at = tail.size() - endSize;
    while (!tail.startsWith(endSignature, at)) {
        if (at == 0) {
            return std::nullopt;
        }
        --at;
    }
    return isAll || at >= locatorSize ? std::optional(at) : std::nullopt;
}

Place findDirectory(const ByteSource& source) {
    const uint64_t total = source.reader->size();
    auto most = static_cast<size_t>(std::min<uint64_t>(total, usualTail));
    if (most < endSize) {
        throwDamaged("it ends too early");
    }
    Bytes tail = readBytes(source, total - most, most);
    auto found = findEnd(tail, most == total);
    if (!found && most < total) {
        most = static_cast<size_t>(std::min<uint64_t>(total, longestTail));
        tail = readBytes(source, total - most, most);
        found = findEnd(tail, true);
    }
    if (!found) {
        throwDamaged("it has no directory");
    }
    const size_t at = *found;
    Place place{tail.number<uint32_t>(at + 16), tail.number<uint32_t>(at + 12),
                tail.number<uint16_t>(at + 10)};
    uint64_t end = total - most + at;
    if (at >= locatorSize && tail.startsWith(locatorSignature, at - locatorSize)) {
        const auto end64 = tail.number<uint64_t>(at - locatorSize + 8);
        if (end64 > end || end - end64 < end64Size) {
            throwDamaged("its directory is outside it");
        }
        const Bytes record = readBytes(source, end64, end64Size);
        if (!record.startsWith(end64Signature, 0)) {
            throwDamaged("its directory is outside it");
        }
        place = {record.number<uint64_t>(48), record.number<uint64_t>(40),
                 record.number<uint64_t>(32)};
        end = end64;
    }
    if (place.begin > end || end - place.begin < place.size ||
        place.size / entrySize < place.entries) {
        throwDamaged("its directory is outside it");
    }
    return place;
}

// The sizes and the position that do not fit into 32 bits are in an additional field.
struct Numbers {
    uint64_t size = 0;
    uint64_t stored = 0;
    uint64_t header = 0;
};

Numbers numbersOf(const Bytes& entries, size_t at) {
    constexpr uint32_t elsewhere = 0xffffffff;
    Numbers numbers{entries.number<uint32_t>(at + 24), entries.number<uint32_t>(at + 20),
                    entries.number<uint32_t>(at + 42)};
    size_t field = at + entrySize + entries.number<uint16_t>(at + 28);
    const size_t end = field + entries.number<uint16_t>(at + 30);
    std::vector<uint64_t*> missing;
    for (auto* number : {&numbers.size, &numbers.stored, &numbers.header}) {
        if (*number == elsewhere) {
            missing.push_back(number);
        }
    }
    while (!missing.empty() && field + 4 <= end) {
        const auto id = entries.number<uint16_t>(field);
        const auto size = entries.number<uint16_t>(field + 2);
        if (id == 1) {
            if (size < missing.size() * sizeof(uint64_t) || field + 4 + size > end) {
                break;
            }
            for (size_t i = 0; i < missing.size(); ++i) {
                *missing[i] = entries.number<uint64_t>(field + 4 + i * sizeof(uint64_t));
            }
            return numbers;
        }
        field += 4 + size;
    }
    if (!missing.empty()) {
        throwDamaged("a record's size is missing");
    }
    return numbers;
}

ZipRecord recordOf(const Bytes& entries, size_t at, const std::string& name, uint64_t end) {
    if ((entries.number<uint16_t>(at + 8) & encryptedFlags) != 0) {
        throwUnreadable("the record '" + name + "' is encrypted");
    }
    const auto method = entries.number<uint16_t>(at + 10);
    if (method != storedMethod && method != deflatedMethod) {
        throwUnreadable("the record '" + name + "' is compressed with the unknown method " +
                        std::to_string(method));
    }
    const auto numbers = numbersOf(entries, at);
    if (numbers.header > end || end - numbers.header < headerSize ||
        end - numbers.header - headerSize < numbers.stored) {
        throwDamaged("the record '" + name + "' is outside it");
    }
    const bool isCompressed = method == deflatedMethod;
    if (!isCompressed && numbers.size != numbers.stored) {
        throwDamaged("the record '" + name + "' has two sizes");
    }
    if (isCompressed && numbers.size > freeGrowth &&
        (numbers.size - freeGrowth) / mostGrowth >= numbers.stored) {
        throwUnreadable("the record '" + name + "' would grow from " +
                        std::to_string(numbers.stored) + " to " + std::to_string(numbers.size) +
                        " bytes; more than " + std::to_string(mostGrowth) +
                        " times is not supported");
    }
    return {numbers.header, end, numbers.stored, numbers.size, isCompressed};
}

// Sets where each record ends: at the next one. Records that share bytes are an attack.
void separate(std::vector<std::pair<std::string, ZipRecord>>& records) {
    std::vector<std::pair<std::string, ZipRecord>*> sorted;
    sorted.reserve(records.size());
    for (auto& record : records) {
        sorted.push_back(&record);
    }
    std::sort(sorted.begin(), sorted.end(),
              [](const auto* a, const auto* b) { return a->second.header < b->second.header; });
    for (size_t i = 0; i + 1 < sorted.size(); ++i) {
        auto& record = sorted[i]->second;
        record.end = sorted[i + 1]->second.header;
        if (record.end - record.header < headerSize + record.stored) {
            throwDamaged("the record '" + sorted[i]->first + "' overlaps another one");
        }
    }
}

// libtorch looks names up without regard to case.
std::string folded(std::string name) {
    for (auto& letter : name) {
        if (letter >= 'A' && letter <= 'Z') {
            letter = static_cast<char>(letter - 'A' + 'a');
        }
    }
    return name;
}

} // namespace

ZipDirectory readZipDirectory(const ByteSource& source) {
    const auto place = findDirectory(source);
    const Bytes entries = readBytes(source, place.begin, static_cast<size_t>(place.size));
    std::vector<std::pair<std::string, ZipRecord>> records;
    std::set<std::string> seen;
    size_t at = 0;
    for (uint64_t i = 0; i < place.entries; ++i) {
        if (entries.size() - at < entrySize || !entries.startsWith(entrySignature, at)) {
            throwDamaged("its directory is cut off");
        }
        const size_t nameSize = entries.number<uint16_t>(at + 28);
        const size_t size = entrySize + nameSize + entries.number<uint16_t>(at + 30) +
                            entries.number<uint16_t>(at + 32);
        if (entries.size() - at < size) {
            throwDamaged("its directory is cut off");
        }
        std::string name(entries.part(at + entrySize, nameSize));
        const auto record = recordOf(entries, at, name, place.begin);
        if (!seen.insert(folded(name)).second) {
            throwUnreadable("the zip archive has two records with the name '" + name + "'");
        }
        records.emplace_back(std::move(name), record);
        at += size;
    }
    if (records.empty()) {
        throwUnreadable("the zip archive is empty");
    }
    separate(records);

    ZipDirectory directory;
    directory.folder = records.front().first.substr(0, records.front().first.find('/'));
    const std::string prefix = directory.folder + "/";
    for (auto& [name, record] : records) {
        if (name.starts_with(prefix)) {
            directory.records.emplace(name.substr(prefix.size()), record);
        } else {
            directory.outside.push_back(std::move(name));
        }
    }
    return directory;
}

namespace {

uint64_t dataAfter(const Bytes& header, const std::string& name, const ZipRecord& record) {
    const uint64_t begin =
        record.header + headerSize + header.number<uint16_t>(26) + header.number<uint16_t>(28);
    if (!header.startsWith(headerSignature, 0) || begin > record.end ||
        record.end - begin < record.stored) {
        throwDamaged("the header of the record '" + name + "' is wrong");
    }
    const auto method = header.number<uint16_t>(8);
    if (method != (record.isCompressed ? deflatedMethod : storedMethod)) {
        throwDamaged("the header of the record '" + name + "' disagrees with the directory");
    }
    return begin;
}

} // namespace

uint64_t findZipData(const ByteSource& source, const std::string& name, const ZipRecord& record) {
    return dataAfter(readBytes(source, record.header, headerSize), name, record);
}

std::string readZipText(const ByteSource& source, const std::string& name,
                        const ZipRecord& record) {
    if (record.stored > shortText) {
        return readBytes(source, findZipData(source, name, record), record.stored).take();
    }
    const uint64_t most = headerSize + usualNames + record.stored;
    const auto size = static_cast<size_t>(std::min(most, record.end - record.header));
    const Bytes all = readBytes(source, record.header, size);
    const uint64_t begin = dataAfter(all, name, record) - record.header;
    if (begin + record.stored <= size) {
        return std::string(all.part(begin, record.stored));
    }
    return readBytes(source, record.header + begin, record.stored).take();
}

} // namespace torchsharp
