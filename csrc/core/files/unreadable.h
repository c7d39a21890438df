#pragma once

#include <string>

#include "core/files/byte_source.h"

namespace torchsharp {

// The problem of a source without a byte. Empty text for any other.
std::string problemIfEmpty(const ByteSource& source);

// FORMAT with the problem. Whoever knows the file's name adds it.
[[noreturn]] void throwUnreadable(const std::string& problem);

// The same for something that only Python has: the name of a class or function.
[[noreturn]] void throwNeedsPython(const std::string& name);

} // namespace torchsharp
