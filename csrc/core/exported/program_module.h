#pragma once

#include <memory>
#include <vector>

#include <ATen/core/class_type.h>
#include <ATen/core/function.h>
#include <ATen/core/ivalue.h>

#include "core/exported/compiled_program.h"
#include "core/exported/package_code.h"
#include "core/exported/program.h"
#include "core/support/export.h"

namespace torchsharp {

// A program as a module: an object whose class has the program, and whose attributes are the
// weights, in modules within it where their names have dots. Its method forward runs the program
// with the weights that the object has at that time, so that copies, moves and assigned states
// work as for any module.

c10::intrusive_ptr<c10::ivalue::Object> programModule(std::shared_ptr<const Program> program,
                                                      const std::vector<at::Tensor>& weights,
                                                      const std::vector<c10::IValue>& objects,
                                                      std::unique_ptr<CompiledProgram> compiled);

// A module that runs compiled code without a program. It has no weights.
c10::intrusive_ptr<c10::ivalue::Object> packageModule(std::unique_ptr<PackageCode> code);

// Null for the class of another object.
TSP_CORE_API std::shared_ptr<const Program> programOf(const c10::ClassType& type);

// The compiled code that the program of the class also has; null if it has none.
const CompiledProgram* compiledOf(const c10::ClassType& type);

// The program that a function runs; null for another function, or none.
TSP_CORE_API const Program* programOf(const torch::jit::Function* function);

// The tensors among the weights of such an object, and the other values after them, in the order
// of Program::weights.
std::vector<at::Tensor> weightsOf(const c10::ivalue::Object& object);
std::vector<c10::IValue> objectsOf(const c10::ivalue::Object& object);

} // namespace torchsharp
