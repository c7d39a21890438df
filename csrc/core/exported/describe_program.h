#pragma once

#include <ATen/core/ivalue.h>

#include "core/support/export.h"
#include "core/types/module.h"

namespace torchsharp {

// What an exported program takes, returns and runs, as the value that tsp_program_describe
// documents. UNSUPPORTED for another module.
TSP_CORE_API c10::IValue describeProgram(const Module& module);

} // namespace torchsharp
