#include "python/classes/describe.h"

#include <map>

#include <ATen/core/enum_type.h>
#include <pybind11/stl.h>

#include "core/calls/code.h"
#include "core/calls/object.h"
#include "core/support/in_use.h"
#include "core/types/named_types.h"
#include "core/types/names.h"
#include "core/types/schema.h"
#include "python/convert/readable_text.h"
#include "python/convert/to_python.h"

namespace py = pybind11;
using py::literals::operator""_a;

namespace torchsharp {

namespace {

py::object typeObject(const c10::Type& type) { return asPython(typeTree(type)); }

py::object schemaOf(const torch::jit::Function& function, size_t implicit) {
    return asPython(schemaTree(function.getSchema(), implicit));
}

py::object describeTensor(const c10::IValue& value) {
    if (!value.isTensor() || !value.toTensor().defined()) {
        return py::none();
    }
    const auto& tensor = value.toTensor();
    const std::string dtype(c10::getDtypeNames(tensor.scalar_type()).first);
    return py::dict("shape"_a = tensor.sizes().vec(), "dtype"_a = "torch." + dtype,
                    "device"_a = tensor.device().str(),
                    "nbytes"_a = py::int_(tensor.numel()) * py::int_(tensor.dtype().itemsize()),
                    "requires_grad"_a = tensor.requires_grad());
}

bool isPlain(const c10::IValue& value) {
    return value.isInt() || value.isDouble() || value.isBool() || value.isString() ||
           value.isComplexDouble();
}

py::dict describeAttribute(const std::string& name, const c10::Type& type, const char* role,
                           const c10::IValue& value) {
    return py::dict("name"_a = name, "type"_a = typeObject(type), "role"_a = role,
                    "tensor"_a = describeTensor(value),
                    "value"_a = isPlain(value) ? asPython(value) : py::object(py::none()));
}

py::dict describeOne(const std::string& path, const torch::jit::Module& module) {
    const auto& type = *module.type();
    py::list children;
    py::list attributes;
    for (size_t i = 0; i < type.numAttributes(); ++i) {
        const auto& name = type.getAttributeName(i);
        const auto& attribute = *type.getAttribute(i);
        if (attribute.is_module()) {
            children.append(name);
            continue;
        }
        const char* role = type.is_parameter(i) ? "parameter"
                           : type.is_buffer(i)  ? "buffer"
                                                : "attribute";
        attributes.append(describeAttribute(name, attribute, role, module._ivalue()->getSlot(i)));
    }
    std::map<std::string, c10::IValue> constants; // the class does not keep them in order
    for (size_t i = 0; i < type.numConstants(); ++i) {
        constants.emplace(type.getConstantName(i), type.getConstant(i));
    }
    for (const auto& [name, value] : constants) {
        attributes.append(describeAttribute(name, *value.type(), "constant", value));
    }
    return py::dict("path"_a = path, "type"_a = typeName(module), "children"_a = children,
                    "attributes"_a = attributes);
}

// Like Module::named_modules, but a part of a file whose code has not run may be missing.
void describeParts(const std::string& path, const torch::jit::Module& module, py::list& modules) {
    modules.append(describeOne(path, module));
    const auto& type = *module.type();
    for (size_t i = 0; i < type.numAttributes(); ++i) {
        const auto& slot = module._ivalue()->getSlot(i);
        if (type.getAttribute(i)->is_module() && slot.isObject()) {
            const auto& name = type.getAttributeName(i);
            describeParts(path.empty() ? name : path + "." + name,
                          torch::jit::Module(slot.toObject()), modules);
        }
    }
}

py::list describeMethods(const torch::jit::Module& module) {
    py::list methods;
    for (auto* method : module.type()->methods()) {
        methods.append(py::dict("name"_a = method->name(), "schema"_a = schemaOf(*method, 1),
                                "code"_a = readableText(codeOf(*method)),
                                "operators"_a = operatorsOf(*method)));
    }
    return methods;
}

py::dict describeType(const c10::NamedTypePtr& type) {
    py::list fields;
    py::list members;
    py::list methods;
    py::object constructor = py::none();
    const char* kind = "named_tuple";
    if (const auto* tuple = type->castRaw<c10::TupleType>()) {
        for (const auto& field : tuple->schema()->arguments()) {
            fields.append(py::make_tuple(field.name(), typeObject(*field.type())));
        }
    } else if (const auto* enumeration = type->castRaw<c10::EnumType>()) {
        kind = "enum";
        for (const auto& [name, value] : enumeration->enumNamesValues()) {
            members.append(py::make_tuple(name, asPython(value)));
        }
    } else if (const auto* interface = type->castRaw<c10::InterfaceType>()) {
        kind = "interface";
        for (const auto& schema : interface->methods()) {
            methods.append(asPython(schemaTree(schema, 1)));
        }
    } else if (const auto* instance = type->castRaw<c10::ClassType>()) {
        kind = "class";
        for (const auto& [name, attribute] : attributesOf(*instance)) {
            fields.append(py::make_tuple(name, typeObject(*attribute)));
        }
        for (auto* method : instance->methods()) {
            if (method->name() == "__init__") {
                constructor = schemaOf(*method, 1);
            } else {
                methods.append(schemaOf(*method, 1));
            }
        }
    }
    return py::dict("kind"_a = kind, "name"_a = type->annotation_str(), "fields"_a = fields,
                    "members"_a = members, "methods"_a = methods, "constructor"_a = constructor);
}

std::shared_ptr<torch::jit::Graph> graphOfMethod(const torch::jit::Module& module,
                                                 const std::string& name, bool inlined) {
    auto& function = findMethod(module, name);
    if (auto graph = graphOf(function, inlined)) {
        return graph;
    }
    throw Error(TSP_ERROR_UNSUPPORTED, "'" + name + "' has no graph: it is written in C++");
}

py::tuple describeValue(const torch::jit::Value& value) {
    return py::make_tuple(value.debugName(), value.type()->annotation_str());
}

// An attribute as libtorch prints it, or "..." if it has no short text.
std::string attributeText(const torch::jit::Node& node, c10::Symbol name) {
    std::ostringstream text;
    switch (node.kindOf(name)) {
    case torch::jit::AttributeKind::i:
        text << node.i(name);
        break;
    case torch::jit::AttributeKind::f:
        text << node.f(name);
        break;
    case torch::jit::AttributeKind::s:
        text << c10::IValue(node.s(name));
        break;
    case torch::jit::AttributeKind::t:
        text << "Tensor" << node.t(name).sizes();
        break;
    case torch::jit::AttributeKind::ival:
        text << node.ival(name);
        break;
    default:
        text << "...";
    }
    return text.str();
}

py::dict describeBlock(const torch::jit::Block& block);

py::dict describeNode(const torch::jit::Node& node) {
    py::list inputs;
    py::list outputs;
    py::dict attributes;
    py::list blocks;
    for (const auto* input : node.inputs()) {
        inputs.append(input->debugName());
    }
    for (const auto* output : node.outputs()) {
        outputs.append(describeValue(*output));
    }
    for (const auto& name : node.attributeNames()) {
        attributes[name.toUnqualString()] = attributeText(node, name);
    }
    for (const auto* inner : node.blocks()) {
        blocks.append(describeBlock(*inner));
    }
    return py::dict("kind"_a = node.kind().toQualString(), "inputs"_a = inputs,
                    "outputs"_a = outputs, "attributes"_a = attributes, "blocks"_a = blocks);
}

py::dict describeBlock(const torch::jit::Block& block) {
    py::list inputs;
    py::list nodes;
    py::list outputs;
    for (const auto* input : block.inputs()) {
        inputs.append(describeValue(*input));
    }
    for (const auto* node : block.nodes()) {
        nodes.append(describeNode(*node));
    }
    for (const auto* output : block.outputs()) {
        outputs.append(output->debugName());
    }
    return py::dict("inputs"_a = inputs, "nodes"_a = nodes, "outputs"_a = outputs);
}

} // namespace

py::dict describeModule(const torch::jit::Module& module) {
    const UseMark reading(module._ivalue().get());
    py::list modules;
    describeParts("", module, modules);
    py::list types;
    for (const auto& type : namedTypesOf(module)) {
        types.append(describeType(type));
    }
    return py::dict("type_name"_a = typeName(module), "modules"_a = modules,
                    "methods"_a = describeMethods(module), "types"_a = types);
}

py::str graphText(const torch::jit::Module& module, const std::string& method, bool inlined) {
    return readableText(graphOfMethod(module, method, inlined)->toString(false));
}

py::dict graphTree(const torch::jit::Module& module, const std::string& method, bool inlined) {
    return describeBlock(*graphOfMethod(module, method, inlined)->block());
}

} // namespace torchsharp
