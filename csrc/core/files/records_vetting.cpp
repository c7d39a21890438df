#include "core/files/records_vetting.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace torchsharp {

namespace {

// What every archive may grow, however small it is.
constexpr uint64_t anyGrowth = uint64_t{16} << 20;

// Whether the name, as a path, could lead out of a folder, or mean something else elsewhere.
bool leadsOut(std::string_view name) {
    if (name.empty() || name.front() == '/' || name.find('\\') != name.npos ||
        name.find('\0') != name.npos || name.find(':') != name.npos) {
        return true;
    }
    for (size_t begin = 0; begin <= name.size();) {
        const size_t end = std::min(name.find('/', begin), name.size());
        const auto part = name.substr(begin, end - begin);
        if (part == ".." || part == ".") {
            return true;
        }
        begin = end + 1;
    }
    return false;
}

class RecordsReport {
  public:
    explicit RecordsReport(VetReport& report) : report_(report) {}

    void problem(const std::string& text) { report_.problems.push_back({"archive", text, "", ""}); }
    void size(const char* name, uint64_t value) {
        report_.sizes[name] = static_cast<int64_t>(value);
    }
    void limit(uint64_t value, int64_t most, const std::string& what) {
        if (std::cmp_greater(value, most)) {
            problem("it has " + std::to_string(value) + " " + what + "; the policy allows " +
                    std::to_string(most));
        }
    }

  private:
    VetReport& report_;
};

} // namespace

void addRecords(const ArchiveRecords& records, uint64_t fileSize, const Policy& policy,
                VetReport& report) {
    RecordsReport found(report);
    const auto& directory = records.directory();
    uint64_t total = 0;
    uint64_t code = 0;
    uint64_t tensors = 0;
    uint64_t inflated = 0;
    uint64_t stored = 0;
    for (const auto& [name, record] : directory.records) {
        if (leadsOut(name)) {
            found.problem("its record '" + name + "' has a name that leads out of a folder");
        }
        total += record.size;
        code += name.starts_with("code/") || name.starts_with("models/") ? record.size : 0;
        tensors += name.starts_with("data/") || name.starts_with("constants/") ? record.size : 0;
        inflated += record.isCompressed ? record.size : 0;
        stored += record.isCompressed ? record.stored : 0;
    }
    for (const auto& name : directory.outside) {
        found.problem("its record '" + name + "' is not in the folder of the others");
    }
    found.size("file_bytes", fileSize);
    found.size("record_bytes", total);
    found.size("code_bytes", code);
    found.size("tensor_bytes", tensors);
    found.size("records", directory.records.size());
    const auto& limits = policy.limits();
    found.limit(total, limits.bytes, "bytes");
    found.limit(code, limits.codeBytes, "bytes of code");
    found.limit(directory.records.size(), limits.records, "records");
    if (inflated > anyGrowth &&
        (inflated - anyGrowth) / static_cast<uint64_t>(std::max<int64_t>(limits.growth, 1)) >
            stored) {
        found.problem("its compressed records grow from " + std::to_string(stored) + " to " +
                      std::to_string(inflated) + " bytes; the policy allows " +
                      std::to_string(limits.growth) + " times and 16 MiB");
    }
}

} // namespace torchsharp
