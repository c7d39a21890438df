#include "core/files/unreadable.h"

#include "core/support/error.h"

namespace torchsharp {

void throwUnreadable(const std::string& problem) { throw Error(TSP_ERROR_FORMAT, problem); }

} // namespace torchsharp
