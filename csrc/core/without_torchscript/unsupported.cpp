#include "core/without_torchscript/unsupported.h"

#include "core/support/error.h"

namespace torchsharp {

void throwNoTorchScript(const std::string& what) {
    throw Error(TSP_ERROR_UNSUPPORTED, "this build of torchsharp_core has no TorchScript: " + what);
}

} // namespace torchsharp
