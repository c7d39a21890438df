#pragma once

#include <string>

#include "core/calls/callable.h"
#include "core/support/export.h"

namespace torchsharp {

struct Program;

// The graph of a program for people: its inputs with their sizes, a line for each node, its
// results.
TSP_CORE_API std::string programText(const Program& program);

// The graph of what a callable runs, as text: of TorchScript code, or of a program. UNSUPPORTED for
// an operator and for another function in C++.
TSP_CORE_API std::string graphTextOf(const Callable& callable, bool inlined);

} // namespace torchsharp
