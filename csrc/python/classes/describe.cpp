#include "python/classes/describe.h"

#include <map>

#include <ATen/core/enum_type.h>
#include <pybind11/stl.h>

#include "core/calls/code.h"
#include "core/calls/object.h"
#include "core/exported/describe_program.h"
#include "core/support/in_use.h"
#include "core/types/class_constants.h"
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

py::dict describeOne(const std::string& path, const Module& module) {
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
        attributes.append(describeAttribute(name, attribute, role, module.object()->getSlot(i)));
    }
    std::map<std::string, c10::IValue> constants; // the class does not keep them in order
    for (size_t i = 0; i < type.numConstants(); ++i) {
        if (!isHidden(type.getConstantName(i))) {
            constants.emplace(type.getConstantName(i), type.getConstant(i));
        }
    }
    for (const auto& [name, value] : constants) {
        attributes.append(describeAttribute(name, *value.type(), "constant", value));
    }
    return py::dict("path"_a = path, "type"_a = typeName(module), "children"_a = children,
                    "attributes"_a = attributes);
}

// A submodule that is in several places comes with each of their paths. A part of a file whose code
// has not run may be missing.
void describeParts(const std::string& path, const Module& module, py::list& modules) {
    modules.append(describeOne(path, module));
    const auto type = module.type();
    for (size_t i = 0; i < type->numAttributes(); ++i) {
        const auto slot = slotOf(module.object(), i);
        if (type->getAttribute(i)->is_module() && slot.isObject()) {
            const auto name = (path.empty() ? "" : path + ".") + type->getAttributeName(i);
            describeParts(name, Module(slot.toObject()), modules);
        }
    }
}

py::list describeMethods(const Module& module) {
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

} // namespace

py::dict describeModule(const Module& module) {
    const UseMark reading(module.object().get());
    py::list modules;
    describeParts("", module, modules);
    py::list types;
    for (const auto& type : namedTypesOf(module)) {
        types.append(describeType(type));
    }
    const bool isProgram = !isTorchScript(module);
    return py::dict("program"_a = isProgram ? asPython(describeProgram(module)) : py::none(),
                    "type_name"_a = typeName(module), "modules"_a = modules,
                    "methods"_a = describeMethods(module), "types"_a = types);
}

} // namespace torchsharp
