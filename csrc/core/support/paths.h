#pragma once

#include <filesystem>
#include <string>

namespace torchsharp {

inline std::filesystem::path pathOf(const std::string& utf8) {
    return {std::u8string(utf8.begin(), utf8.end())};
}

inline std::string quoted(const std::string& text) { return "'" + text + "'"; }

// VALUE if the path contains a NUL, where the operating system would cut it short.
void requireNoNul(const std::string& path);

// VALUE, FILE_NOT_FOUND, IO.
void requireReadableFile(const std::string& path);

} // namespace torchsharp
