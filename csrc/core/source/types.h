#pragma once

#include <memory>
#include <string>

#include <ATen/core/enum_type.h>
#include <torch/csrc/jit/api/compilation_unit.h>
#include <torch/csrc/jit/frontend/resolver.h>
#include <torch/csrc/jit/frontend/tree_views.h>

namespace torchsharp {

// The types that source text may define, from their definitions. They are registered with the unit.

enum class DefinedKind { scriptClass, namedTuple, enumeration };

// What kind of type a definition makes, by what it inherits from. ErrorReport for what TorchScript
// has not.
DefinedKind kindOf(const torch::jit::ClassDef& definition);

c10::TypePtr defineNamedTuple(torch::jit::CompilationUnit& unit,
                              const torch::jit::ClassDef& definition,
                              const torch::jit::ResolverPtr& resolver);

c10::TypePtr defineEnum(const std::shared_ptr<torch::jit::CompilationUnit>& unit,
                        const torch::jit::ClassDef& definition);

// The class without its methods, so that they can name it.
c10::ClassTypePtr declareClass(const std::shared_ptr<torch::jit::CompilationUnit>& unit,
                               const torch::jit::ClassDef& definition);
void defineMethods(torch::jit::CompilationUnit& unit, const torch::jit::ClassDef& definition,
                   const c10::ClassTypePtr& type, const torch::jit::ResolverPtr& resolver);

} // namespace torchsharp
