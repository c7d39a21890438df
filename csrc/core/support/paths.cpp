#include "core/support/paths.h"

#include <cstring>
#include <fstream>

#include "core/support/error.h"

namespace torchsharp {

namespace fs = std::filesystem;

void requireNoNul(const std::string& path) {
    if (path.find('\0') != std::string::npos) {
        throw Error(TSP_ERROR_VALUE, "a path cannot contain a NUL character");
    }
}

void requireReadableFile(const std::string& path) {
    requireNoNul(path);
    std::error_code code;
    const auto status = fs::status(pathOf(path), code);
    if (status.type() == fs::file_type::not_found) {
        throw Error(TSP_ERROR_FILE_NOT_FOUND, "there is no file " + quoted(path));
    }
    if (fs::is_directory(status)) {
        throw Error(TSP_ERROR_IO, quoted(path) + " is a folder, not a file");
    }
    if (!std::ifstream(pathOf(path), std::ios::binary)) {
        throw Error(TSP_ERROR_IO, quoted(path) + " cannot be read: " + std::strerror(errno));
    }
}

} // namespace torchsharp
