#include "core/runtime/libraries.h"

#include <ATen/DynamicLibrary.h>
#include <c10/util/Exception.h>

#include "core/support/error.h"
#include "core/support/paths.h"

namespace torchsharp {

void loadLibrary(const std::string& path) {
    requireReadableFile(path);
    try {
        // Never closed: what it registers stays for the life of the process.
        static_cast<void>(new at::DynamicLibrary(path.c_str(), nullptr, true));
    } catch (const c10::Error& e) {
        throw Error(TSP_ERROR_IO, quoted(path) + " cannot be loaded as a library: " +
                                      std::string(e.what_without_backtrace()));
    }
}

} // namespace torchsharp
