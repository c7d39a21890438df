#pragma once

#include <map>
#include <string>
#include <vector>

#include <torch/csrc/jit/api/module.h>

#include "core/calls/callable.h"
#include "core/support/export.h"

namespace torchsharp {

// What a function is made of. Nothing here runs it.

// The function behind a callable. UNSUPPORTED for an operator and for what is written in C++.
TSP_CORE_API torch::jit::Function& codedFunction(const Callable& callable);

// Its TorchScript source, as libtorch prints it; empty for what is written in C++.
TSP_CORE_API std::string codeOf(const torch::jit::Function& function);

// The same, and the constants that it names CONSTANTS.c0 and so on, in that order.
struct CodeWithConstants {
    std::string text;
    std::vector<c10::IValue> constants;
};
TSP_CORE_API CodeWithConstants codeWithConstants(const torch::jit::Function& function);

// Its graph, not to be changed, or a copy with the functions that it calls in their place. Null for what
// is written in C++.
TSP_CORE_API std::shared_ptr<torch::jit::Graph> graphOf(torch::jit::Function& function,
                                                        bool inlined);

// The operators of libtorch that it uses, those of what it calls included, and at how many places.
TSP_CORE_API std::map<std::string, int64_t> operatorsOf(torch::jit::Function& function);

} // namespace torchsharp
