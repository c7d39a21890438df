#pragma once

#include <string>

#include <ATen/core/ivalue.h>

namespace torchsharp {

// The functions on numbers that a program computes sizes with, as Python defines them.
using SymbolicFunction = c10::IValue (*)(c10::ArrayRef<c10::IValue> arguments);

struct Symbolic {
    SymbolicFunction function = nullptr;
    size_t arity = 0;
};

// By its name in a program ("_operator.add"); a null function for another name.
Symbolic symbolicFunction(const std::string& target);

} // namespace torchsharp
