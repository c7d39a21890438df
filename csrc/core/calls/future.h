#pragma once

#include <ATen/core/ivalue.h>

#include "core/support/export.h"

namespace torchsharp {

// Futures, and Await values, which run on the thread that waits. TYPE for any other value.

TSP_CORE_API bool isDone(const c10::IValue& future);

// Waits for the value; throws what the future failed with. Release the GIL first.
TSP_CORE_API c10::IValue waitFor(const c10::IValue& future);

} // namespace torchsharp
