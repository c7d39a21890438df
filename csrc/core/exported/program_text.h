#pragma once

#include <string>

#include "core/exported/program.h"
#include "core/support/export.h"

namespace torchsharp {

// The graph of a program for people: its inputs with their sizes, a line for each node, its
// results.
TSP_CORE_API std::string programText(const Program& program);

} // namespace torchsharp
