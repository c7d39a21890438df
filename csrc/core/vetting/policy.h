#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/support/export.h"

namespace torchsharp {

// How large an archive may be.
struct ArchiveLimits {
    int64_t bytes = int64_t{16} << 30;     // of all records, inflated
    int64_t codeBytes = int64_t{64} << 20; // of the source in it
    int64_t records = 100000;
    int64_t growth = 20; // how many times larger all compressed records may be, beyond 16 MiB
};

// What an archive may do. Read from JSON, see docs/guides/security.md.
class TSP_CORE_API Policy {
  public:
    // "safe", or JSON. VALUE.
    static Policy read(const std::string& text);

    // The overload is "Tensor" or "".
    bool allows(const std::string& name, const std::string& overload) const;
    // A class that is written in C++, by its qualified name.
    bool allowsClass(const std::string& name) const;
    bool allowsEndlessLoops() const { return endlessLoops_; }
    const std::string& name() const { return name_; }
    const ArchiveLimits& limits() const { return limits_; }

  private:
    std::string name_ = "safe";
    bool isSafe_ = true; // allows what the generated list does
    bool endlessLoops_ = false;
    std::vector<std::string> allow_;
    std::vector<std::string> deny_;
    std::vector<std::string> classes_;
    ArchiveLimits limits_;
};

// What an operator does beyond computing: "writes_files"; empty if nothing is known.
std::string effectOf(const std::string& name, const std::string& overload);

// The same in words, as the end of a sentence about the operator: "writes files".
std::string effectInWords(const std::string& effect);

} // namespace torchsharp
