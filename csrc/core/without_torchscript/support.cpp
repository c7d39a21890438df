#include "core/support/listener.h"
#include "core/support/script_exception.h"

namespace torchsharp {

std::optional<ScriptException> scriptExceptionOf(const std::exception&) { return std::nullopt; }

void collectPrints() noexcept {} // only TorchScript prints

} // namespace torchsharp
