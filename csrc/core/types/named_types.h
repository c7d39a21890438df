#pragma once

#include <vector>

#include <ATen/core/function.h>
#include <ATen/core/jit_type.h>

#include "core/support/export.h"
#include "core/types/module.h"

namespace torchsharp {

// The classes, enums, interfaces and NamedTuples that the signatures, attributes and code of a
// module or of functions name, in the order in which they are found, without module types.
TSP_CORE_API std::vector<c10::NamedTypePtr> namedTypesOf(const Module& module);
TSP_CORE_API std::vector<c10::NamedTypePtr>
namedTypesOf(c10::ArrayRef<torch::jit::Function*> functions);

// One of these classes by its qualified name or the last part of it. UNKNOWN_METHOD with the known
// names.
TSP_CORE_API c10::ClassTypePtr findClass(const std::vector<c10::NamedTypePtr>& types,
                                         const std::string& name);

// The type of a NamedTuple, or null. Asking the value builds its type, which costs as much as a
// small call, so a declared type is preferred.
inline const c10::TupleType* namedTupleType(const c10::IValue& value, const c10::Type* declared) {
    const auto* type = declared == nullptr ? nullptr : declared->castRaw<c10::TupleType>();
    if (type == nullptr) {
        type = value.toTupleRef().type()->castRaw<c10::TupleType>(); // the value keeps it alive
    }
    return type->schema() == nullptr ? nullptr : type;
}

} // namespace torchsharp
