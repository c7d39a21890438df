#pragma once

#include <c10/core/Device.h>
#include <c10/core/Layout.h>
#include <c10/core/MemoryFormat.h>
#include <c10/core/ScalarType.h>

#include "core/exported/json.h"

namespace torchsharp {

// The enums of the export schema, whose numbers differ from libtorch's. FORMAT for others.
c10::ScalarType dtypeOf(const Json& number);
// The number of an element type. UNSUPPORTED.
int64_t numberOf(c10::ScalarType dtype);
c10::Layout layoutOf(const Json& number);
c10::MemoryFormat memoryFormatOf(const Json& number);
c10::Device deviceOf(const Json& value);

} // namespace torchsharp
