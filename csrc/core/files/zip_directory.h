#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/files/byte_source.h"

namespace torchsharp {

// What the directory of a zip archive says about a record. All of it lies inside the archive.
struct ZipRecord {
    uint64_t header = 0; // where the header before the record's bytes begins
    uint64_t end = 0;    // where the next record begins
    uint64_t stored = 0; // the bytes in the archive
    uint64_t size = 0;   // the bytes of the record
    bool isCompressed = false;
};

// The directory of an archive that PyTorch wrote: all records are in one folder.
struct ZipDirectory {
    std::string folder;                                 // of the first record, without the '/'
    std::unordered_map<std::string, ZipRecord> records; // by the name in the folder
    std::vector<std::string> outside;                   // names that are not in it; never read
};

// Reads the directory and checks it: nothing outside the archive is read, nothing larger than the
// archive is allocated, and a compressed record may not grow without bound. FORMAT.
ZipDirectory readZipDirectory(const ByteSource& source);

// Where the bytes of the record begin. FORMAT if its header is damaged.
uint64_t findZipData(const ByteSource& source, const std::string& name, const ZipRecord& record);

// The bytes of a record that is not compressed. FORMAT.
std::string readZipText(const ByteSource& source, const std::string& name, const ZipRecord& record);

} // namespace torchsharp
