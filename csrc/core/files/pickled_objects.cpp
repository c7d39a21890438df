#include "core/files/pickled_objects.h"

#include <map>
#include <utility>

#include <ATen/core/enum_type.h>
#include <torch/csrc/jit/runtime/graph_executor.h>

#include "core/limits/limited_code.h"

namespace torchsharp {

namespace {

// The type of the state that __setstate__ takes; null if the class does not have the pair of
// methods that TorchScript calls. FORMAT if they do not fit together.
c10::TypePtr stateType(const c10::ClassType& type) {
    const auto* get = type.findMethod("__getstate__");
    if (get == nullptr) {
        return nullptr;
    }
    const auto* set = type.findMethod("__setstate__");
    const auto& given = get->getSchema();
    const auto wrong = [&] {
        throwUnreadable("the methods __getstate__ and __setstate__ of " + type.repr_str() +
                        " do not fit together");
    };
    if (set == nullptr || given.arguments().size() != 1 || given.returns().size() != 1) {
        wrong();
    }
    const auto& taken = set->getSchema();
    if (taken.arguments().size() != 2 || taken.returns().size() != 1 ||
        !taken.returns()[0].type()->isSubtypeOf(*c10::NoneType::get()) ||
        !given.returns()[0].type()->isSubtypeOf(*taken.arguments()[1].type())) {
        wrong();
    }
    return taken.arguments()[1].type();
}

std::string attributeText(const c10::ClassType& type, size_t index) {
    return "the attribute '" + type.getAttributeName(index) + "' of " + type.repr_str();
}

} // namespace

const c10::TypePtr& PickledObjects::type(const std::string& name) {
    auto& type = types_[name];
    if (type == nullptr) {
        auto loaded = typeNamed_(name);
        if (loaded == nullptr) {
            throwUnreadable("it names the type '" + name + "', which it does not define");
        }
        return types_[name] = std::move(loaded);
    }
    return type;
}

c10::IValue PickledObjects::enumOf(const c10::EnumTypePtr& type, const c10::IValue& value) const {
    if (tags_.fits(value, *type->getValueType())) {
        for (const auto& [name, one] : type->enumNamesValues()) {
            if (one == value) {
                return c10::IValue(c10::make_intrusive<c10::ivalue::EnumHolder>(type, name, one));
            }
        }
    }
    throwUnreadable("it holds a value that " + type->repr_str() + " does not have");
}

c10::IValue PickledObjects::call(const std::string& name, const std::vector<Pickled>& arguments) {
    static const auto& lists = *new std::map<std::string, c10::TypePtr>{
        {"torch.jit._pickle.build_intlist", c10::ListType::ofInts()},
        {"torch.jit._pickle.build_doublelist", c10::ListType::ofFloats()},
        {"torch.jit._pickle.build_boollist", c10::ListType::ofBools()},
        {"torch.jit._pickle.build_tensorlist", c10::ListType::ofTensors()},
        {"torch.jit._pickle.build_complexlist", c10::ListType::ofComplexDoubles()},
    };
    if (const auto list = lists.find(name); list != lists.end() && arguments.size() == 1) {
        tags_.require(valueOf(arguments[0]), list->second, "a list");
        return valueOf(arguments[0]);
    }
    if (name == "torch.jit._pickle.restore_type_tag" && arguments.size() == 2) {
        const auto& text = textOf(arguments[1]);
        const auto& declared = type(text);
        if (declared->kind() != c10::TypeKind::ListType &&
            declared->kind() != c10::TypeKind::DictType) {
            throwUnreadable("it gives the type '" + text + "' to a list or dict");
        }
        tags_.require(valueOf(arguments[0]), declared, "a list or dict");
        return valueOf(arguments[0]);
    }
    if (name == "builtins.complex" && arguments.size() == 2) {
        return c10::complex<double>(doubleOf(arguments[0]), doubleOf(arguments[1]));
    }
    if (name.starts_with("__torch__.") && arguments.size() == 1) {
        if (const auto enumType = type(name)->cast<c10::EnumType>()) {
            return enumOf(enumType, valueOf(arguments[0]));
        }
        throwUnreadable("it calls the class '" + name + "', which is not an enum");
    }
    throwUnreadable("it holds '" + name + "', which a TorchScript archive does not have");
}

c10::IValue PickledObjects::object(const std::string& name, const c10::IValue& state) {
    const auto declared = type(name)->cast<c10::ClassType>();
    if (declared == nullptr) {
        throwUnreadable("it holds an object of '" + name + "', which is not a class");
    }
    const size_t count = declared->numAttributes();
    auto object = c10::ivalue::Object::create(c10::StrongTypePtr(unit_, declared), count);
    ++counts_[name];
    if (const auto taken = stateType(*declared)) {
        tags_.require(state, taken, "the state of " + declared->repr_str());
        unrestored_.push_back({object, state});
        return object;
    }
    if (!state.isGenericDict()) {
        throwUnreadable("it holds an object of '" + name + "' without attributes");
    }
    const auto attributes = state.toGenericDict();
    for (size_t i = 0; i < count; ++i) {
        const auto found = attributes.find(declared->getAttributeName(i));
        if (found == attributes.end()) {
            throwUnreadable(attributeText(*declared, i) + " is missing");
        }
        object->setSlot(i, found->value());
    }
    requireAttributes(*object);
    return object;
}

void PickledObjects::requireAttributes(const c10::ivalue::Object& object) {
    const auto& declared = *object.type();
    for (size_t i = 0; i < declared.numAttributes(); ++i) {
        tags_.require(object.getSlot(i), declared.getAttribute(i), attributeText(declared, i));
    }
    if (const auto slot = declared.findAttributeSlot("training");
        slot && declared.is_module() && !object.getSlot(*slot).isBool()) {
        throwUnreadable(attributeText(declared, *slot) + " is not a bool");
    }
}

void PickledObjects::restore() {
    for (const auto& one : std::exchange(unrestored_, {})) {
        torch::jit::Stack stack{one.object, one.state};
        const torch::jit::GraphOptimizerEnabledGuard unoptimized(false); // of a half-made object
        runUnderLimit(one.setter(), stack);
        requireAttributes(*one.object);
    }
}

std::vector<c10::TypePtr> PickledObjects::types() const {
    std::vector<c10::TypePtr> types;
    types.reserve(types_.size());
    for (const auto& [name, type] : types_) {
        types.push_back(type);
    }
    return types;
}

} // namespace torchsharp
