#pragma once

#include <string>

#include "core/support/export.h"

namespace torchsharp {

// Loads a library that registers operators or classes. FILE_NOT_FOUND; IO with the loader's
// message.
TSP_CORE_API void loadLibrary(const std::string& path);

} // namespace torchsharp
