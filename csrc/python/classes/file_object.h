#pragma once

#include <pybind11/pybind11.h>

#include "core/files/byte_sink.h"
#include "core/files/byte_source.h"

namespace torchsharp {

// Python's file objects as places of bytes. They are used by reference, take the GIL to call Python, and
// let through what Python raises.

// From where it stands now to its end; it must be seekable.
ByteSource fileObjectSource(const pybind11::object& file);

ByteSink fileObjectSink(const pybind11::object& file);

} // namespace torchsharp
