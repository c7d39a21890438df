#pragma once

#include <cstdint>

#include "core/support/export.h"

namespace torchsharp {

// A number of threads that libtorch can take. VALUE.
TSP_CORE_API int threadCount(int64_t threads);

} // namespace torchsharp
