#include "core/files/part_file.h"

#include <chrono>
#include <cstdio>
#include <random>
#include <string>

namespace torchsharp {

namespace fs = std::filesystem;

namespace {

constexpr const char* prefix = ".torchsharp-part-";
// How long a file of another machine, whose locks may not be seen here, must be unchanged.
constexpr std::chrono::hours patience{24};

std::string hexadecimal(unsigned long long number) {
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", number);
    return text;
}

std::string ownPrefix() { return prefix + hexadecimal(machineNumber()) + "-"; }

fs::path folderOf(const fs::path& target) {
    return target.has_parent_path() ? target.parent_path() : fs::path(".");
}

bool isUnchangedForLong(const fs::path& path) {
    std::error_code code;
    const auto written = fs::last_write_time(path, code);
    return !code && fs::file_time_type::clock::now() - written > patience;
}

// What cannot be read or removed stays: it does not concern this save.
void removeAbandoned(const fs::path& folder) {
    std::error_code code;
    const std::string own = ownPrefix();
    for (fs::directory_iterator entry(folder, code), end; !code && entry != end;
         entry.increment(code)) {
        const std::u8string name = entry->path().filename().u8string();
        const std::string text(name.begin(), name.end());
        if (text.starts_with(prefix) &&
            (text.starts_with(own) || isUnchangedForLong(entry->path()))) {
            removeIfAbandoned(entry->path());
        }
    }
}

// Sets the path that it chose.
NativeFile createPart(const fs::path& target, fs::path& path) {
    const fs::path folder = folderOf(target);
    removeAbandoned(folder);
    std::random_device random;
    for (;;) {
        const auto number = (static_cast<unsigned long long>(random()) << 32U) | random();
        path = folder / (ownPrefix() + hexadecimal(number));
        if (auto file = NativeFile::createLocked(path, target)) {
            return *std::move(file);
        }
    }
}

} // namespace

PartFile::PartFile(fs::path target)
    : target_(std::move(target)), file_(createPart(target_, path_)) {}

PartFile::~PartFile() {
    if (!isMoved_) {
        std::error_code code;
        fs::remove(path_, code);
    }
}

void PartFile::replaceTarget() {
    file_.sync();
    file_.moveTo(path_, target_);
    isMoved_ = true;
}

} // namespace torchsharp
