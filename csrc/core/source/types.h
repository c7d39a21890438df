#pragma once

#include <memory>
#include <string>

#include <ATen/core/enum_type.h>
#include <torch/csrc/jit/api/compilation_unit.h>
#include <torch/csrc/jit/frontend/resolver.h>
#include <torch/csrc/jit/frontend/tree_views.h>

namespace torchsharp {

// Defines the types of source text and registers them with the unit.

enum class DefinedKind { scriptClass, namedTuple, enumeration };

// The kind of type that a definition creates, by its base class. ErrorReport for a base class that
// TorchScript does not support.
DefinedKind kindOf(const torch::jit::ClassDef& definition);

c10::TypePtr defineNamedTuple(torch::jit::CompilationUnit& unit,
                              const torch::jit::ClassDef& definition,
                              const torch::jit::ResolverPtr& resolver);

c10::TypePtr defineEnum(const std::shared_ptr<torch::jit::CompilationUnit>& unit,
                        const torch::jit::ClassDef& definition);

// The class without its methods, so that they can name it.
c10::ClassTypePtr declareClass(const std::shared_ptr<torch::jit::CompilationUnit>& unit,
                               const torch::jit::ClassDef& definition,
                               const c10::QualifiedName& package = c10::QualifiedName("__torch__"));
void defineMethods(torch::jit::CompilationUnit& unit, const torch::jit::ClassDef& definition,
                   const c10::ClassTypePtr& type, const torch::jit::ResolverPtr& resolver);

} // namespace torchsharp
