#pragma once

#include <pybind11/pybind11.h>

#include "core/files/byte_sink.h"
#include "core/files/byte_source.h"

namespace torchsharp {

// Python's file objects as byte sources and sinks. These refer to the object, take the GIL to call
// Python, and pass on what Python raises.

// From the current position to the end; the file must be seekable.
ByteSource fileObjectSource(const pybind11::object& file);

ByteSink fileObjectSink(const pybind11::object& file);

} // namespace torchsharp
