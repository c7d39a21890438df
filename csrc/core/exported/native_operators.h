#pragma once

#include <string>

#include <ATen/core/function_schema.h>
#include <ATen/core/stack.h>

namespace torchsharp {

// An operator that PyTorch registers from Python only, and that programs need without Python.
struct NativeOperator {
    c10::FunctionSchema schema;
    void (*run)(torch::jit::Stack& stack);
};

// By its name in a program ("torch.ops.quantized_decomposed.quantize_per_tensor.default"); null
// for another one.
const NativeOperator* findNativeOperator(const std::string& target);

// Whether there is one of that name: "quantized_decomposed::quantize_per_tensor".
bool isNativeOperator(const std::string& name);

} // namespace torchsharp
