#include "core/exported/program.h"

#include "core/files/unreadable.h"
#include "core/support/error.h"

namespace torchsharp {

std::string TensorSpec::text() const {
    std::string text = std::string(c10::toString(dtype)) + "[";
    for (size_t i = 0; i < sizes.size(); ++i) {
        text += (i == 0 ? "" : ", ") + sizes[i].text();
    }
    return text + "]";
}

c10::TypePtr LeafSpec::type() const {
    switch (kind) {
    case Kind::Tensor:
    case Kind::Unchecked:
        return c10::TensorType::get();
    case Kind::Int:
        return c10::IntType::get();
    case Kind::Float:
        return c10::FloatType::get();
    case Kind::Bool:
        return c10::BoolType::get();
    case Kind::Object:
        return c10::AnyType::get();
    case Kind::Constant:
        break;
    }
    // What was None at the export is most often a tensor that was not given.
    return constant.isNone() ? c10::OptionalType::create(c10::TensorType::get()) : constant.type();
}

std::string LeafSpec::text() const {
    switch (kind) {
    case Kind::Tensor:
        return tensor.text();
    case Kind::Constant:
        return c10::str(constant);
    default:
        return expression ? expression->text() : type()->annotation_str();
    }
}

bool Program::changesInput(size_t leaf) const { return changedInputs.count(leaf) != 0; }

c10::FunctionSchema Program::schema() const {
    // An argument that is a constant may be left out, if all that follow it may.
    size_t required = arguments.size();
    size_t leaf = inputs.size();
    while (required > 0 && arguments[required - 1].kind == Tree::Kind::Leaf &&
           inputs[leaf - 1].kind == LeafSpec::Kind::Constant) {
        --required;
        --leaf;
    }
    std::vector<c10::Argument> parameters{c10::Argument("self", c10::AnyType::get())};
    for (size_t i = 0; i < arguments.size(); ++i) {
        std::optional<c10::IValue> otherwise;
        if (i >= required) {
            otherwise = inputs[leaf++].constant;
        }
        parameters.emplace_back(argumentNames[i], arguments[i].type, std::nullopt,
                                std::move(otherwise));
    }
    try {
        return {"forward", "", std::move(parameters), {c10::Argument("", result.type)}};
    } catch (const c10::Error& e) { // two arguments of one name, or a name that is none
        throwUnreadable("its program has no valid signature: " +
                        std::string(e.what_without_backtrace()));
    }
}

} // namespace torchsharp
