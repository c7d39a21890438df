#include "core/read_tree.h"

#include "core/arguments.h"
#include "core/error.h"
#include "core/infer.h"
#include "core/well_formed.h"

namespace torchsharp {

c10::IValue readTree(const tsp_value& value, const c10::Type& type, const char* what) {
    try {
        requireWellFormed(value);
        return readValue(value, type);
    } catch (const Mismatch& mismatch) {
        throw Error(TSP_ERROR_TYPE, std::string(what) + " must be " + type.annotation_str() +
                                        ", not " + mismatch.got);
    }
}

c10::IValue readAnyTree(const tsp_value& value, const char* what) {
    try {
        requireWellFormed(value);
        return inferValue(value);
    } catch (const Mismatch& mismatch) {
        throw Error(TSP_ERROR_TYPE, std::string(what) + " cannot be " + mismatch.got);
    }
}

std::vector<std::string> readNames(const tsp_value* value, const char* what) {
    std::vector<std::string> names;
    if (value != nullptr) {
        static const auto& type = *new c10::TypePtr(c10::ListType::ofStrings());
        const auto list = readTree(*value, *type, what);
        for (const auto& name : list.toListRef()) {
            names.push_back(name.toStringRef());
        }
    }
    return names;
}

} // namespace torchsharp
