#include "core/read.h"

#include "core/arguments.h"
#include "core/error.h"
#include "core/infer.h"
#include "core/tensor_handle.h"
#include "core/well_formed.h"

namespace torchsharp {

namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& wanted,
                         const std::string& got) {
    throw Error(TSP_ERROR_TYPE, what + " must be " + wanted + ", not " + got);
}

void requireUsable(const tsp_value& value, const std::string& what) {
    try {
        requireWellFormed(value);
    } catch (const Mismatch& mismatch) {
        refuse(what, "a value", mismatch.got);
    }
}

at::Tensor tensorOf(const tsp_value& node, const std::string& what, const char* wanted) {
    if (node.kind != TSP_KIND_TENSOR || node.as.ref.data == nullptr) {
        throwWrongNode(what, wanted, node);
    }
    return shareTensor(static_cast<tsp_tensor*>(node.as.ref.data));
}

} // namespace

void throwWrongNode(const std::string& what, const std::string& wanted, const tsp_value& got) {
    refuse(what, wanted, describe(got));
}

c10::ArrayRef<tsp_value> readNodes(const tsp_value& value, const std::string& what) {
    requireUsable(value, what);
    const bool emptyList = isList(value) && value.as.ref.size == 0; // of any kind
    if (value.kind != TSP_KIND_LIST && value.kind != TSP_KIND_TUPLE && !emptyList) {
        throwWrongNode(what, "a list", value);
    }
    return nodesOf(value);
}

std::vector<std::string> readTexts(const tsp_value& value, const std::string& what) {
    std::vector<std::string> texts;
    for (const auto& node : readNodes(value, what)) {
        if (node.kind != TSP_KIND_STRING) {
            throwWrongNode(what, "a list of str", value);
        }
        texts.emplace_back(textOf(node));
    }
    return texts;
}

std::vector<at::Tensor> readTensors(const tsp_value& value, const std::string& what) {
    std::vector<at::Tensor> tensors;
    for (const auto& node : readNodes(value, what)) {
        tensors.push_back(tensorOf(node, "every element of " + what, "a Tensor"));
    }
    return tensors;
}

std::vector<at::Tensor> readOptionalTensors(const tsp_value& value, const std::string& what) {
    std::vector<at::Tensor> tensors;
    for (const auto& node : readNodes(value, what)) {
        tensors.push_back(node.kind == TSP_KIND_NONE
                              ? at::Tensor()
                              : tensorOf(node, "every element of " + what, "a Tensor or None"));
    }
    return tensors;
}

c10::IValue readAny(const tsp_value& value, const std::string& what) {
    requireUsable(value, what);
    try {
        return inferValue(value);
    } catch (const Mismatch& mismatch) {
        refuse(what, "a value", mismatch.got);
    }
}

} // namespace torchsharp
