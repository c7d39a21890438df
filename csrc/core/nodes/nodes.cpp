#include "core/nodes/nodes.h"

#include <cctype>

#include "core/nodes/handles.h"
#include "core/nodes/mismatch.h"

namespace torchsharp {

namespace {

template <class Nodes> std::string joined(const Nodes& nodes) {
    std::string text;
    for (const auto& node : nodes) {
        text += (text.empty() ? "" : ", ") + describe(node);
    }
    return text;
}

std::string describeNamed(const tsp_value& value) {
    std::string text;
    const auto pairs = pairsOf(value);
    for (size_t i = 0; i < pairs.size(); i += 2) {
        text += (text.empty() ? "" : ", ") + std::string(textOf(pairs[i])) + ": " +
                describe(pairs[i + 1]);
    }
    return "a named tuple (" + text + ")";
}

std::string describeObject(const tsp_value& value) {
    const auto* object = static_cast<const tsp_object*>(value.as.ref.data);
    return object == nullptr ? "None" : object->value.type()->annotation_str();
}

std::string describeModule(const tsp_value& value) {
    const auto* module = static_cast<const tsp_module*>(value.as.ref.data);
    return module == nullptr ? "None" : "a module " + module->module.type()->annotation_str();
}

char nextLetter(std::string_view& text) {
    while (!text.empty() && text.front() == '_') {
        text.remove_prefix(1);
    }
    if (text.empty()) {
        return '\0';
    }
    const auto letter = static_cast<unsigned char>(text.front());
    text.remove_prefix(1);
    return static_cast<char>(std::tolower(letter));
}

} // namespace

tsp_value elementOf(const tsp_value& list, int64_t i) {
    const void* data = list.as.ref.data;
    tsp_value node{};
    switch (list.kind) {
    case TSP_KIND_INT_LIST:
        node.kind = TSP_KIND_INT;
        node.as.i = static_cast<const int64_t*>(data)[i];
        return node;
    case TSP_KIND_FLOAT_LIST:
        node.kind = TSP_KIND_FLOAT;
        node.as.f = static_cast<const double*>(data)[i];
        return node;
    case TSP_KIND_BOOL_LIST:
        node.kind = TSP_KIND_BOOL;
        node.as.i = static_cast<const uint8_t*>(data)[i];
        return node;
    default:
        return static_cast<const tsp_value*>(data)[i];
    }
}

std::string describe(const tsp_value& value) {
    switch (value.kind) {
    case TSP_KIND_NONE:
        return "None";
    case TSP_KIND_TENSOR:
        return "Tensor";
    case TSP_KIND_INT:
        return "int";
    case TSP_KIND_FLOAT:
        return "float";
    case TSP_KIND_BOOL:
        return "bool";
    case TSP_KIND_COMPLEX:
        return "complex";
    case TSP_KIND_STRING:
        return "str";
    case TSP_KIND_DEVICE:
        return "Device";
    case TSP_KIND_TUPLE:
        return "Tuple[" + joined(nodesOf(value)) + "]";
    case TSP_KIND_NAMED_TUPLE:
        return describeNamed(value);
    case TSP_KIND_LIST:
        return value.as.ref.size == 0 ? "an empty list"
                                      : "List[" + describe(nodesOf(value)[0]) + "]";
    case TSP_KIND_INT_LIST:
        return "List[int]";
    case TSP_KIND_FLOAT_LIST:
        return "List[float]";
    case TSP_KIND_BOOL_LIST:
        return "List[bool]";
    case TSP_KIND_DICT:
        return value.as.ref.size == 0 ? "an empty dict"
                                      : "Dict[" + joined(pairsOf(value).slice(0, 2)) + "]";
    case TSP_KIND_ENUM:
        return value.as.ref.size < 1 ? "an enum member without a name"
                                     : "the enum member " + std::string(textOf(nodesOf(value)[0]));
    case TSP_KIND_OBJECT:
        return describeObject(value);
    case TSP_KIND_MODULE:
        return describeModule(value);
    case TSP_KIND_FUTURE:
        return value.as.ref.size < 1 ? "a future without a value"
                                     : "Future[" + describe(nodesOf(value)[0]) + "]";
    case TSP_KIND_DEFAULT:
        return "a default";
    case TSP_KIND_BYTES:
        return "bytes";
    case TSP_KIND_SET:
        return "a set";
    case TSP_KIND_DTYPE:
        return "a dtype";
    case TSP_KIND_LAYOUT:
        return "a layout";
    default:
        return "a value of unknown kind " + std::to_string(value.kind);
    }
}

c10::IValue handleValue(const tsp_value& value) {
    if (value.as.ref.data == nullptr) {
        throw Mismatch{describe(value)};
    }
    return value.kind == TSP_KIND_MODULE
               ? c10::IValue(static_cast<tsp_module*>(value.as.ref.data)->module.object())
               : static_cast<tsp_object*>(value.as.ref.data)->value;
}

bool sameName(std::string_view a, std::string_view b) {
    char left = nextLetter(a);
    char right = nextLetter(b);
    while (left == right && left != '\0') {
        left = nextLetter(a);
        right = nextLetter(b);
    }
    return left == right;
}

} // namespace torchsharp
