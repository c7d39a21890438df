#include "core/exported/input_checks.h"

#include <ATen/core/Tensor.h>

#include "core/support/error.h"

namespace torchsharp {

namespace {

void addPaths(const Tree& tree, const std::string& path, std::vector<std::string>& paths) {
    if (tree.kind == Tree::Kind::Leaf) {
        paths.push_back(path);
    }
    for (size_t i = 0; i < tree.children.size(); ++i) {
        const auto& child = tree.children[i];
        if (!tree.fields.empty()) {
            addPaths(child, path + "." + tree.fields[i], paths);
        } else if (tree.kind == Tree::Kind::Dict && tree.keys[i].isString()) {
            addPaths(child, path + "['" + tree.keys[i].toStringRef() + "']", paths);
        } else {
            const auto key =
                tree.kind == Tree::Kind::Dict ? c10::str(tree.keys[i]) : std::to_string(i);
            addPaths(child, path + "[" + key + "]", paths);
        }
    }
}

std::string rangeText(const SymbolRange& range) {
    return "from " + std::to_string(range.least) +
           (range.most == std::numeric_limits<int64_t>::max()
                ? " on"
                : " to " + std::to_string(range.most));
}

[[noreturn]] void throwValue(const std::string& text) { throw Error(TSP_ERROR_VALUE, text); }

int64_t sizeAt(const c10::IValue& value, size_t dimension) {
    return value.isTensor() ? value.toTensor().sizes()[dimension] : value.toInt();
}

} // namespace

std::string shapeOf(const at::Tensor& tensor) {
    std::string text = std::string(c10::toString(tensor.scalar_type())) + "[";
    for (int64_t i = 0; i < tensor.dim(); ++i) {
        text += (i == 0 ? "" : ", ") + std::to_string(tensor.size(i));
    }
    return text + "]";
}

std::vector<std::string> leafPaths(const Program& program) {
    std::vector<std::string> paths;
    for (size_t i = 0; i < program.arguments.size(); ++i) {
        addPaths(program.arguments[i], program.argumentNames[i], paths);
    }
    return paths;
}

InputChecks::InputChecks(const Program& program) : dtype_(program.dtype) {
    const auto paths = leafPaths(program);
    for (size_t i = 0; i < program.inputs.size(); ++i) {
        const auto& spec = program.inputs[i];
        Leaf leaf{paths[i], {}};
        const auto add = [&](const Expression& expression, size_t dimension) {
            (expression.symbol() ? symbols_ : expressions_)
                .push_back({{i, dimension}, &expression});
        };
        for (size_t d = 0; d < spec.tensor.sizes.size(); ++d) {
            const auto& size = spec.tensor.sizes[d];
            leaf.sizes.push_back(size.expression ? -1 : size.size);
            if (size.expression) {
                add(*size.expression, d);
            }
        }
        if (spec.expression) {
            add(*spec.expression, 0);
        }
        leaves_.push_back(std::move(leaf));
    }
    std::vector<std::string> names;
    for (size_t i = 0; i < program.arguments.size(); ++i) {
        addPaths(program.arguments[i], "['" + program.argumentNames[i] + "']", names);
    }
    std::vector<Guards::Leaf> guarded;
    for (size_t i = 0; i < names.size(); ++i) {
        const auto& spec = program.inputs[i];
        const bool isNumber = spec.kind == LeafSpec::Kind::Int || spec.constant.isScalar();
        guarded.push_back({names[i], spec.kind == LeafSpec::Kind::Tensor, isNumber});
    }
    guards_ = Guards(program.guards, guarded);
}

void InputChecks::check(const Program& program, c10::ArrayRef<c10::IValue> leaves,
                        const std::optional<c10::ScalarType>& dtype) const {
    for (size_t i = 0; i < leaves.size(); ++i) {
        const auto& spec = program.inputs[i];
        const auto& value = leaves[i];
        if (spec.kind == LeafSpec::Kind::Tensor) {
            checkTensor(spec, leaves_[i], value, dtype);
        } else if (spec.kind == LeafSpec::Kind::Int && !value.isInt()) {
            throwValue("'" + leaves_[i].path + "' is an int in the program, not a value of type " +
                       value.type()->annotation_str());
        } else if (spec.kind == LeafSpec::Kind::Constant &&
                   !(value.isNone() ? spec.constant.isNone()
                                    : !spec.constant.isNone() && value == spec.constant)) {
            throwValue("'" + leaves_[i].path + "' was exported as the constant " +
                       c10::str(spec.constant) + "; got " +
                       (value.isTensor() ? shapeOf(value.toTensor()) : c10::str(value)) +
                       ". Export the program again for another value, or as a dynamic number.");
        }
    }
    if (!symbols_.empty() || !expressions_.empty()) {
        checkDynamic(program, leaves);
    }
    if (!guards_.empty()) {
        guards_.check(leaves);
    }
}

void InputChecks::checkTensor(const LeafSpec& spec, const Leaf& leaf, const c10::IValue& value,
                              const std::optional<c10::ScalarType>& dtype) const {
    if (!value.isTensor()) {
        throwValue("'" + leaf.path + "' is a tensor in the program, not a value of type " +
                   value.type()->annotation_str());
    }
    const auto& tensor = value.toTensor();
    const auto wanted = dtype && spec.tensor.dtype == dtype_ ? *dtype : spec.tensor.dtype;
    const auto sizes = tensor.sizes();
    bool fits = tensor.scalar_type() == wanted && sizes.size() == leaf.sizes.size();
    for (size_t d = 0; d < leaf.sizes.size() && fits; ++d) {
        fits = leaf.sizes[d] < 0 || leaf.sizes[d] == sizes[d];
    }
    if (!fits) {
        auto moved = spec.tensor;
        moved.dtype = wanted;
        throwValue("'" + leaf.path + "' must be " + moved.text() +
                   ", for which the program was exported; got " + shapeOf(tensor));
    }
}

std::string InputChecks::describe(const Place& place) const {
    const auto& leaf = leaves_[place.leaf];
    return leaf.sizes.empty()
               ? "'" + leaf.path + "'"
               : "dimension " + std::to_string(place.dimension) + " of '" + leaf.path + "'";
}

void InputChecks::checkDynamic(const Program& program, c10::ArrayRef<c10::IValue> leaves) const {
    std::vector<std::optional<int64_t>> values(program.symbols.size());
    for (const auto& each : symbols_) {
        const auto number = *each.expression->symbol();
        const auto size = sizeAt(leaves[each.place.leaf], each.place.dimension);
        auto& known = values[number];
        if (known && *known != size) {
            throwValue(describe(each.place) + " is " + program.symbols.name(number) +
                       " in the program, which is " + std::to_string(*known) + " elsewhere; got " +
                       std::to_string(size));
        }
        const auto& range = program.ranges[number];
        if (range && (size < range->least || size > range->most)) {
            throwValue(describe(each.place) + " must be " + rangeText(*range) +
                       ", for which the program was exported; got " + std::to_string(size));
        }
        known = size;
    }
    for (const auto& each : expressions_) {
        const auto wanted = each.expression->value(values);
        const auto size = sizeAt(leaves[each.place.leaf], each.place.dimension);
        if (wanted && *wanted != size) {
            throwValue(describe(each.place) + " is " + each.expression->text() +
                       " in the program, which is " + std::to_string(*wanted) + "; got " +
                       std::to_string(size));
        }
    }
}

} // namespace torchsharp
