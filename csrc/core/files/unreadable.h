#pragma once

#include <string>

namespace torchsharp {

// FORMAT with the problem. Whoever knows the file's name adds it.
[[noreturn]] void throwUnreadable(const std::string& problem);

} // namespace torchsharp
