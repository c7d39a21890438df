#pragma once

#include <vector>

#include <ATen/core/function_schema.h>
#include <ATen/core/stack.h>

namespace torchsharp {

// An argument of an operator that is the number of an enum of libtorch, such as a dtype. It is an
// int for TorchScript, and libtorch reads beyond its tables for a number that it does not know.
struct EnumArgument {
    size_t place;
    const char* name; // of the enum
    int64_t count;    // of its numbers, from 0

    // None and other types are not for this to judge.
    bool accepts(const c10::IValue& value) const {
        return !value.isInt() || (value.toInt() >= 0 && value.toInt() < count);
    }
};

// An int, or an optional one.
bool isNumber(const c10::Type& type);

std::vector<EnumArgument> enumArguments(const c10::FunctionSchema& schema);

// VALUE for a number that the operator would accept, and make a tensor of that faults later: a
// quantized dtype without a scale, and the layout of mkldnn, which does not fit every dtype.
void requireUsable(const c10::FunctionSchema& schema, const EnumArgument& argument,
                   const c10::IValue& value);

// VALUE. The origin, such as "the attribute 'dtype'", may be empty.
[[noreturn]] void throwUnknownNumber(const c10::FunctionSchema& schema,
                                     const EnumArgument& argument, int64_t number,
                                     const std::string& origin);

} // namespace torchsharp
