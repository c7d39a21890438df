#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/calls/callable.h"
#include "core/support/export.h"

namespace torchsharp {

// The code and the graph of a function. Nothing here runs it.

// The function behind a callable. UNSUPPORTED for an operator and for a function written in C++.
TSP_CORE_API torch::jit::Function& codedFunction(const Callable& callable);

// Its TorchScript source, as libtorch prints it; empty for a function written in C++.
TSP_CORE_API std::string codeOf(const torch::jit::Function& function);

// The same with the constants, which the text names CONSTANTS.c0 and so on, in this order.
struct CodeWithConstants {
    std::string text;
    std::vector<c10::IValue> constants;
};
TSP_CORE_API CodeWithConstants codeWithConstants(const torch::jit::Function& function);

// Its graph, which must not be changed, or (inlined) a copy in which the code of functions replaces
// the calls. Null for a function written in C++.
TSP_CORE_API std::shared_ptr<torch::jit::Graph> graphOf(torch::jit::Function& function,
                                                        bool inlined);

// The same graph as text, with the places of its source. Empty for a function written in C++.
TSP_CORE_API std::string graphText(torch::jit::Function& function, bool inlined);

// The libtorch operators that it and the functions it calls use, and in how many places.
TSP_CORE_API std::map<std::string, int64_t> operatorsOf(torch::jit::Function& function);

} // namespace torchsharp
