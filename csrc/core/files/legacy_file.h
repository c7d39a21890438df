#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/files/byte_source.h"
#include "core/files/stored_bytes.h"

namespace torchsharp {

// A file of torch.save before PyTorch 1.6: a magic number, the version, facts about the machine,
// the value, the keys of its storages (a pickle each), and the elements of these storages, after
// their number. They are always little-endian, whatever the facts say.
class LegacyFile final : public StoredBytes {
  public:
    static bool is(const ByteSource& source);

    // Finds the parts and checks that all of them lie in the file. FORMAT.
    explicit LegacyFile(const ByteSource& source);

    // Where the pickle of the value lies.
    uint64_t valueBegin() const { return valueBegin_; }
    uint64_t valueEnd() const { return valueEnd_; }

    bool has(const std::string& key) const override { return places_.count(key) != 0; }
    uint64_t size(const std::string& key) const override { return find(key).size; }
    at::DataPtr data(const std::string& key) const override;

  private:
    struct Place {
        uint64_t begin;
        uint64_t size;
    };
    using Widths = std::map<std::string, uint64_t>;

    const Place& find(const std::string& key) const;
    uint64_t readHeader(uint64_t at) const;
    Widths findStorages();
    void placeStorages(const Widths& widths);

    ByteSource source_;
    uint64_t valueBegin_ = 0;
    uint64_t valueEnd_ = 0;
    std::map<std::string, Place> places_;
};

// Whether it is a tar archive, as PyTorch wrote before 0.1.10.
bool isTarFile(const ByteSource& source);

} // namespace torchsharp
