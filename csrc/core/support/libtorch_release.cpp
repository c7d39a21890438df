#include "core/support/libtorch_release.h"

#include <cstdint>

#include <torch/csrc/inductor/aoti_torch/c/shim.h>
#include <torch/version.h>

#if !defined(_WIN32)
#include <dlfcn.h>
#endif

namespace torchsharp {

namespace {

// A byte each for the major, minor and patch version, from the highest on.
uint64_t releaseOf(uint64_t version) { return version >> 48U; }

std::string textOf(uint64_t version) {
    const auto part = [&](unsigned shift) { return std::to_string((version >> shift) & 0xFFU); };
    return part(56) + "." + part(48) + "." + part(40);
}

// " from FILE" of the library that has a function or a variable, or nothing if the system does not
// tell.
std::string fromFileOf(const void* address) {
#if !defined(_WIN32)
    Dl_info found{};
    if (dladdr(address, &found) != 0 && found.dli_fname != nullptr) {
        return std::string(" from ") + found.dli_fname;
    }
#endif
    return "";
}

} // namespace

bool isLibtorchRight() noexcept {
    static const bool isRight = releaseOf(aoti_torch_abi_version()) == releaseOf(TORCH_ABI_VERSION);
    return isRight;
}

std::string explainLibtorch() {
    static const char here = 0;
    const std::string release =
        std::to_string(TORCH_VERSION_MAJOR) + "." + std::to_string(TORCH_VERSION_MINOR);
    return "libtorchsharp_core" + fromFileOf(&here) + " was built for libtorch " TORCH_VERSION +
           ", but the process has loaded libtorch " + textOf(aoti_torch_abi_version()) +
           fromFileOf(reinterpret_cast<const void*>(&aoti_torch_abi_version)) + ": expected " +
           release + ". Install it (pip install 'torch==" + release +
           ".*'), or set LIBTORCH or VIRTUAL_ENV to where it is, or build torchsharp_py for the "
           "libtorch that you have (pip install --no-build-isolation . in its sources)";
}

} // namespace torchsharp
