#include "core/nodes/read_tree.h"

#include "core/nodes/arguments.h"
#include "core/nodes/infer.h"
#include "core/nodes/well_formed.h"
#include "core/support/error.h"

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

std::vector<at::Tensor> readTensors(const tsp_value& value, const char* what) {
    static const auto& type = *new c10::TypePtr(c10::ListType::ofTensors());
    return readTree(value, *type, what).toTensorVector();
}

std::vector<at::Tensor> readOptionalTensors(const tsp_value* value, const char* what) {
    std::vector<at::Tensor> tensors;
    if (value != nullptr) {
        static const auto& type = *new c10::TypePtr(
            c10::ListType::create(c10::OptionalType::create(c10::TensorType::get())));
        const auto list = readTree(*value, *type, what);
        for (const auto& item : list.toListRef()) {
            tensors.push_back(item.isNone() ? at::Tensor() : item.toTensor());
        }
    }
    return tensors;
}

} // namespace torchsharp
