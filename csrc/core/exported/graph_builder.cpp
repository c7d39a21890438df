#include "core/exported/graph_builder.h"

#include <ATen/core/dispatch/Dispatcher.h>

#include "core/exported/batching.h"
#include "core/exported/custom_objects.h"
#include "core/exported/higher_order.h"
#include "core/exported/made_values.h"
#include "core/exported/native_operators.h"
#include "core/exported/scalars.h"
#include "core/files/unreadable.h"
#include "core/support/error.h"
#include "core/support/nesting.h"

namespace torchsharp {

namespace {

using c10::TypeKind;

constexpr std::string_view operatorPrefix = "torch.ops.";

// The type within an Optional.
c10::TypePtr unwrapped(c10::TypePtr type) {
    while (type != nullptr && type->kind() == TypeKind::OptionalType) {
        type = type->expectRef<c10::OptionalType>().getElementType();
    }
    return type;
}

bool isKind(const c10::TypePtr& type, TypeKind kind) {
    return type != nullptr && type->kind() == kind;
}

bool isNumber(const c10::IValue& value) { return value.isScalar(); }

c10::OperatorHandle findOperatorOf(const std::string& target) {
    const auto dots = std::count(target.begin(), target.end(), '.');
    if (!target.starts_with(operatorPrefix) || dots < 4) {
        throw Error(TSP_ERROR_UNSUPPORTED,
                    "the program calls '" + target + "', which is not supported");
    }
    const auto rest = target.substr(operatorPrefix.size());
    const auto first = rest.find('.');
    const auto last = rest.rfind('.');
    const auto name = rest.substr(0, first) + "::" + rest.substr(first + 1, last - first - 1);
    const auto overload = rest.substr(last + 1);
    const auto handle =
        c10::Dispatcher::singleton().findSchema({name, overload == "default" ? "" : overload});
    if (!handle) {
        throw Error(TSP_ERROR_UNKNOWN_OPERATOR,
                    "the program calls the operator '" + name + "." + overload +
                        "', which this libtorch does not have. If another library registers it, "
                        "load that library first (ops.load_library).");
    }
    return *handle;
}

} // namespace

Graph GraphBuilder::build(const Json& graph) {
    const NestingLevel level(facts_.depth);
    if (level.isTooDeep()) {
        throwUnreadable("its program nests graphs more than " + std::to_string(deepestNesting) +
                        " levels deep");
    }
    graph_.sourceTexts.emplace_back();
    for (const auto& input : arrayOf(field(graph, "inputs"))) {
        graph_.inputs.push_back(inputSlot(input));
    }
    for (const auto& node : arrayOf(field(graph, "nodes"))) {
        noteOrigin(textOf(field(node, "target")), node);
        graph_.steps.push_back(step(node));
    }
    if (levels_ != 0) {
        throwUnreadable("its program begins torch.vmap and does not end it");
    }
    for (const auto& output : arrayOf(field(graph, "outputs"))) {
        graph_.outputs.push_back(source(output));
    }
    markLastUses();
    return std::move(graph_);
}

int GraphBuilder::inputSlot(const Json& input) {
    const auto [tag, value] = taggedOf(input);
    if (tag == "as_tensor" || tag == "as_custom_obj" || tag == "as_token") {
        const auto& name = textOf(field(value, "name"));
        return weights_.count(name) != 0 ? -1 : newSlot(name);
    }
    if (tag == "as_sym_int" || tag == "as_sym_float" || tag == "as_sym_bool") {
        const auto* name = optionalField(value, "as_name");
        return name == nullptr ? -1 : newSlot(textOf(*name));
    }
    return -1; // a constant, which the graph has wherever it uses it
}

int GraphBuilder::newSlot(const std::string& name) {
    const auto slot = static_cast<int>(graph_.slots);
    if (!slots_.emplace(name, slot).second) {
        throwUnreadable("its program defines the value '" + name + "' twice");
    }
    ++graph_.slots;
    return slot;
}

Source GraphBuilder::named(const std::string& name) const {
    if (const auto found = slots_.find(name); found != slots_.end()) {
        return {Source::Kind::Slot, static_cast<uint32_t>(found->second)};
    }
    const auto weight = weights_.find(name);
    if (weight == weights_.end()) {
        throwUnreadable("its program uses the value '" + name + "' before it is defined");
    }
    return {Source::Kind::Weight, weight->second};
}

Source GraphBuilder::constant(c10::IValue value) {
    graph_.constants.push_back(std::move(value));
    return {Source::Kind::Constant, static_cast<uint32_t>(graph_.constants.size() - 1)};
}

Source GraphBuilder::made(std::unique_ptr<MadeValue> value) {
    graph_.made.push_back(std::move(value));
    return {Source::Kind::Made, static_cast<uint32_t>(graph_.made.size() - 1)};
}

// A number of the program, or one that it computes.
Source GraphBuilder::symbolic(const Json& argument) {
    const auto [tag, value] = taggedOf(argument);
    if (tag == "as_name") {
        return named(textOf(value));
    }
    if (tag == "as_int") {
        return constant(intOf(value));
    }
    if (tag == "as_bool") {
        return constant(boolOf(value));
    }
    if (tag == "as_float") {
        return constant(doubleOf(value));
    }
    throwUnreadable("its program has a number of the unknown kind '" + tag + "'");
}

Source GraphBuilder::source(const Json& argument, const c10::TypePtr& type) {
    const auto [tag, value] = taggedOf(argument);
    const auto wanted = unwrapped(type);
    Source result;
    if (tag == "as_none") {
        return constant({});
    }
    if (tag == "as_tensor" || tag == "as_custom_obj") {
        result = named(textOf(field(value, "name")));
    } else if (tag == "as_sym_int" || tag == "as_sym_float" || tag == "as_sym_bool") {
        result = symbolic(value);
    } else if (tag == "as_int") {
        result = constant(intOf(value));
    } else if (tag == "as_float") {
        result = constant(doubleOf(value));
    } else if (tag == "as_bool") {
        result = constant(boolOf(value));
    } else if (tag == "as_string") {
        result = constant(textOf(value));
    } else if (tag == "as_complex") {
        result = constant(
            c10::complex<double>(doubleOf(field(value, "real")), doubleOf(field(value, "imag"))));
    } else if (tag == "as_scalar_type") {
        const auto dtype = dtypeOf(value);
        result = constant(static_cast<int64_t>(dtype));
        result.kind = facts_.dtype == dtype ? Source::Kind::Dtype : Source::Kind::Constant;
        return result;
    } else if (tag == "as_memory_format") {
        return constant(static_cast<int64_t>(memoryFormatOf(value)));
    } else if (tag == "as_layout") {
        return constant(static_cast<int64_t>(layoutOf(value)));
    } else if (tag == "as_device") {
        const auto device = deviceOf(value);
        result = constant(device);
        const bool follows = facts_.device && facts_.device->type() == device.type();
        result.kind = follows ? Source::Kind::Device : Source::Kind::Constant;
        return result;
    } else if (tag == "as_optional_tensor") {
        const auto inner = taggedOf(value);
        return inner.tag == "as_none" ? constant({}) : source(value, type);
    } else {
        const auto element = isKind(wanted, TypeKind::ListType)
                                 ? wanted->expectRef<c10::ListType>().getElementType()
                                 : nullptr;
        return list({tag, value}, element);
    }
    return wanted == nullptr ? result : converted(result, tag, *wanted);
}

// A value of another kind than the operator wants, as Python allows.
Source GraphBuilder::converted(Source source, const std::string& tag, const c10::Type& type) {
    const bool isConstant = source.kind == Source::Kind::Constant;
    const bool isSymbol = tag.starts_with("as_sym_");
    if (type.kind() == TypeKind::TensorType) {
        if (isConstant && isNumber(graph_.constants[source.index])) {
            auto& value = graph_.constants[source.index];
            value = WrappedNumber::wrap(value);
        } else if (isSymbol) {
            return made(std::make_unique<WrappedNumber>(source));
        }
        return source;
    }
    if (type.kind() == TypeKind::FloatType && isConstant) {
        auto& value = graph_.constants[source.index];
        if (value.isInt()) {
            value = static_cast<double>(value.toInt());
        }
        return source;
    }
    const bool isNumeric = type.kind() == TypeKind::FloatType || type.kind() == TypeKind::IntType ||
                           type.kind() == TypeKind::SymIntType ||
                           type.kind() == TypeKind::NumberType || type.kind() == TypeKind::BoolType;
    if (isNumeric && !isConstant &&
        (tag == "as_tensor" || (type.kind() == TypeKind::FloatType && isSymbol))) {
        return made(std::make_unique<ConvertedNumber>(source, type.kind()));
    }
    if ((type.kind() == TypeKind::ListType) && !isConstant && isSymbol) {
        // One number for a list of them: "int[2]" takes it for both.
        std::vector<Source> items(1, source);
        return made(std::make_unique<MadeList>(c10::IntType::get(), std::move(items)));
    }
    return source;
}

Source GraphBuilder::itemSource(const std::string& tag, const Json& item,
                                const c10::TypePtr& element) {
    if (tag == "as_tensors") {
        return named(textOf(field(item, "name")));
    }
    if (tag == "as_optional_tensors") {
        const auto inner = taggedOf(item);
        return inner.tag == "as_none" ? constant({}) : named(textOf(field(inner.value, "name")));
    }
    if (tag == "as_sym_ints" || tag == "as_sym_bools" || tag == "as_sym_floats") {
        return symbolic(item);
    }
    if (tag == "as_ints") {
        return isKind(element, TypeKind::FloatType) ? constant(static_cast<double>(intOf(item)))
                                                    : constant(intOf(item));
    }
    if (tag == "as_floats") {
        return constant(doubleOf(item));
    }
    if (tag == "as_bools") {
        return constant(boolOf(item));
    }
    if (tag == "as_strings") {
        return constant(textOf(item));
    }
    if (tag == "as_nested_tensors") {
        return list({"as_tensors", item}, unwrapped(element));
    }
    if (tag == "as_int_lists") {
        return list({"as_ints", item}, unwrapped(element));
    }
    if (tag == "as_float_lists") {
        return list({"as_floats", item}, unwrapped(element));
    }
    throw Error(TSP_ERROR_UNSUPPORTED,
                "the program has an argument of the kind '" + tag + "', which is not supported");
}

Source GraphBuilder::list(const Tagged& argument, const c10::TypePtr& element) {
    static const std::map<std::string, c10::TypePtr> elements = {
        {"as_tensors", c10::TensorType::get()},
        {"as_optional_tensors", c10::OptionalType::create(c10::TensorType::get())},
        {"as_sym_ints", c10::IntType::get()},
        {"as_sym_bools", c10::BoolType::get()},
        {"as_sym_floats", c10::FloatType::get()},
        {"as_ints", c10::IntType::get()},
        {"as_floats", c10::FloatType::get()},
        {"as_bools", c10::BoolType::get()},
        {"as_strings", c10::StringType::get()},
        {"as_nested_tensors", c10::ListType::create(c10::TensorType::get())},
        {"as_int_lists", c10::ListType::create(c10::IntType::get())},
        {"as_float_lists", c10::ListType::create(c10::FloatType::get())}};
    const auto known = elements.find(argument.tag);
    if (known == elements.end()) {
        throw Error(TSP_ERROR_UNSUPPORTED, "the program has an argument of the kind '" +
                                               argument.tag + "', which is not supported");
    }
    c10::TypePtr type = known->second;
    // An empty list has no kind of its own, and a list of tensors may be one of optional tensors.
    if (element != nullptr &&
        (arrayOf(argument.value).empty() || element->kind() == TypeKind::OptionalType ||
         element->kind() == TypeKind::FloatType)) {
        type = element->kind() == TypeKind::SymIntType ? c10::IntType::get() : element;
    }
    std::vector<Source> items;
    bool isConstant = true;
    for (const auto& item : arrayOf(argument.value)) {
        items.push_back(itemSource(argument.tag, item, type));
        isConstant = isConstant && items.back().kind == Source::Kind::Constant;
    }
    if (!isConstant) {
        return made(std::make_unique<MadeList>(std::move(type), std::move(items)));
    }
    c10::impl::GenericList values(std::move(type));
    for (const auto& item : items) {
        values.push_back(graph_.constants[item.index]);
    }
    return constant(std::move(values));
}

std::vector<Source> GraphBuilder::sources(const Json& argument) {
    const auto [tag, value] = taggedOf(argument);
    std::vector<Source> items;
    if (!value.is_array()) {
        items.push_back(source(argument));
        return items;
    }
    for (const auto& item : arrayOf(value)) {
        items.push_back(itemSource(tag, item, nullptr));
    }
    return items;
}

std::vector<Output> GraphBuilder::outputs(const Json& node) {
    std::vector<Output> outputs;
    for (const auto& each : arrayOf(field(node, "outputs"))) {
        const auto [tag, value] = taggedOf(each);
        Output output;
        if (tag == "as_tensor" || tag == "as_custom_obj" || tag == "as_token") {
            output.slots.push_back(newSlot(textOf(field(value, "name"))));
        } else if (tag == "as_sym_int" || tag == "as_sym_bool" || tag == "as_sym_float") {
            const auto* name = optionalField(value, "as_name");
            output.slots.push_back(name == nullptr ? -1 : newSlot(textOf(*name)));
        } else if (tag == "as_tensors") {
            output.isList = true;
            for (const auto& item : arrayOf(value)) {
                output.slots.push_back(newSlot(textOf(field(item, "name"))));
            }
        } else if (tag == "as_optional_tensors") {
            output.isList = true;
            for (const auto& item : arrayOf(value)) {
                const auto inner = taggedOf(item);
                output.slots.push_back(
                    inner.tag == "as_none" ? -1 : newSlot(textOf(field(inner.value, "name"))));
            }
        } else if (tag == "as_none" || tag == "as_int" || tag == "as_float" || tag == "as_bool") {
            output.slots.push_back(-1); // the graph has the value wherever it uses it
        } else {
            throw Error(TSP_ERROR_UNSUPPORTED, "the program has a result of the kind '" + tag +
                                                   "', which is not supported");
        }
        outputs.push_back(std::move(output));
    }
    return outputs;
}

Graph GraphBuilder::subgraph(const Json& argument) {
    const auto [tag, value] = taggedOf(argument);
    if (tag != "as_graph") {
        throwUnreadable("its program has an argument of the kind '" + tag +
                        "' in the place of a graph");
    }
    static const std::unordered_map<std::string, uint32_t> none; // it is given what it uses
    return GraphBuilder(facts_, none).build(field(value, "graph"));
}

std::unique_ptr<Step> GraphBuilder::step(const Json& node) {
    const auto& target = textOf(field(node, "target"));
    const auto& inputs = arrayOf(field(node, "inputs"));
    if (const auto symbolic = symbolicFunction(target); symbolic.function != nullptr) {
        if (inputs.size() != symbolic.arity) {
            throwUnreadable("its program calls '" + target + "' with " +
                            std::to_string(inputs.size()) + " arguments");
        }
        std::vector<Source> arguments;
        for (const auto& input : inputs) {
            arguments.push_back(source(field(input, "arg")));
        }
        return std::make_unique<SymbolicStep>(symbolic.function, std::move(arguments),
                                              outputs(node));
    }
    if (auto step = higherOrderStep(*this, target, node)) {
        ++facts_.operators[target.substr(operatorPrefix.size())];
        return step;
    }
    if (auto step = batchingStep(*this, target, node)) {
        return step;
    }
    return operatorStep(target, node);
}

std::unique_ptr<Step> GraphBuilder::operatorStep(const std::string& target, const Json& node) {
    if (const auto* native = findNativeOperator(target)) {
        note(native->schema);
        auto given = arguments(native->schema, node);
        return std::make_unique<NativeStep>(native->run, std::move(given), outputs(node));
    }
    const auto handle = operatorOf(target);
    const auto& schema = handle.schema();
    auto given = arguments(schema, node);
    noteMode(target, schema, given);
    return std::make_unique<OperatorStep>(handle, std::move(given), outputs(node));
}

void GraphBuilder::note(const c10::FunctionSchema& schema) {
    const auto& overload = schema.overload_name();
    ++facts_.operators[schema.name() + (overload.empty() ? "" : "." + overload)];
}

c10::OperatorHandle GraphBuilder::operatorOf(const std::string& target) {
    auto handle = findOperatorOf(target);
    note(handle.schema());
    return handle;
}

c10::ClassTypePtr GraphBuilder::customClass(const std::string& name) {
    facts_.customClasses.insert(name);
    return customClassOf(name);
}

std::vector<Source> GraphBuilder::arguments(const c10::FunctionSchema& schema, const Json& node) {
    const auto& target = textOf(field(node, "target"));
    std::vector<const Json*> given(schema.arguments().size(), nullptr);
    size_t position = 0;
    for (const auto& input : arrayOf(field(node, "inputs"))) {
        const auto& name = textOf(field(input, "name"));
        const auto index = name.empty() ? std::nullopt : schema.argumentIndexWithName(name);
        const auto place = index ? static_cast<size_t>(*index) : position;
        ++position;
        if ((!name.empty() && !index) || place >= given.size()) {
            throw Error(TSP_ERROR_UNKNOWN_OPERATOR,
                        "the program calls '" + target + "' with the argument '" + name +
                            "', which this libtorch's operator does not have: " + c10::str(schema));
        }
        given[place] = &field(input, "arg");
    }
    std::vector<Source> arguments;
    for (size_t i = 0; i < given.size(); ++i) {
        const auto& argument = schema.arguments()[i];
        if (given[i] != nullptr) {
            noteWrite(argument, *given[i]);
            arguments.push_back(source(*given[i], argument.type()));
        } else if (argument.default_value()) {
            arguments.push_back(constant(*argument.default_value()));
        } else {
            throwUnreadable("its program calls '" + target + "' without the argument '" +
                            argument.name() + "'");
        }
    }
    return arguments;
}

void GraphBuilder::changeLevels(int by) {
    levels_ += by;
    if (levels_ < 0) {
        throwUnreadable("its program ends torch.vmap where it has not begun");
    }
}

void GraphBuilder::noteWrite(const c10::Argument& argument, const Json& given) {
    if (argument.alias_info() == nullptr || !argument.alias_info()->isWrite()) {
        return;
    }
    const auto [tag, value] = taggedOf(given);
    if (tag == "as_tensor") {
        facts_.written.insert(textOf(field(value, "name")));
    }
}

// Dropout and normalizations have the mode in which the program was exported.
void GraphBuilder::noteMode(const std::string& target, const c10::FunctionSchema& schema,
                            const std::vector<Source>& arguments) {
    if (target.find("no_training") != std::string::npos) {
        facts_.evaluates = target;
    }
    for (const auto* name : {"p", "dropout"}) { // nothing is dropped in either mode
        const auto index = schema.argumentIndexWithName(name);
        if (index && arguments[*index].kind == Source::Kind::Constant) {
            const auto& value = graph_.constants[arguments[*index].index];
            if (value.isScalar() && value.toScalar().toDouble() == 0) {
                return;
            }
        }
    }
    for (const auto* name : {"train", "training"}) {
        const auto index = schema.argumentIndexWithName(name);
        if (!index || arguments[*index].kind != Source::Kind::Constant) {
            continue;
        }
        const auto& value = graph_.constants[arguments[*index].index];
        if (value.isBool()) {
            (value.toBool() ? facts_.trains : facts_.evaluates) = target;
        }
    }
}

void GraphBuilder::noteOrigin(const std::string& target, const Json& node) {
    StepOrigin origin{target, "", 0};
    if (const auto* name = optionalField(node, "name")) {
        origin.name = textOf(*name);
    }
    const auto* metadata = optionalField(node, "metadata");
    if (const auto* text =
            metadata == nullptr ? nullptr : optionalField(*metadata, "stack_trace")) {
        const auto [found, isNew] =
            sourceTexts_.emplace(textOf(*text), static_cast<uint32_t>(graph_.sourceTexts.size()));
        if (isNew) {
            graph_.sourceTexts.push_back(found->first);
        }
        origin.source = found->second;
    }
    if (const auto* stack =
            metadata == nullptr ? nullptr : optionalField(*metadata, "nn_module_stack")) {
        if (seenStacks_.insert(textOf(*stack)).second) {
            noteModules(textOf(*stack));
        }
    }
    graph_.origins.push_back(std::move(origin));
}

// "key,path,class;key,path,class": the modules around a node.
void GraphBuilder::noteModules(const std::string& stack) {
    size_t begin = 0;
    while (begin < stack.size()) {
        const size_t end = std::min(stack.find(';', begin), stack.size());
        const auto entry = stack.substr(begin, end - begin);
        const size_t first = entry.find(',');
        const size_t second = entry.find(',', first == std::string::npos ? first : first + 1);
        if (second != std::string::npos) {
            facts_.moduleClasses.emplace(entry.substr(first + 1, second - first - 1),
                                         entry.substr(second + 1));
        }
        begin = end + 1;
    }
}

// From the end on, the first use that is met is the last one.
void GraphBuilder::markLastUses() {
    std::vector<bool> isUsed(graph_.slots, false);
    const auto visit = [&](const auto& self, Source& source) -> void {
        if (source.kind == Source::Kind::Slot && !isUsed[source.index]) {
            isUsed[source.index] = true;
            source.kind = Source::Kind::LastUse;
        } else if (source.kind == Source::Kind::Made) {
            auto parts = graph_.made[source.index]->sources();
            for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
                self(self, **part);
            }
        }
    };
    for (auto output = graph_.outputs.rbegin(); output != graph_.outputs.rend(); ++output) {
        visit(visit, *output);
    }
    for (auto step = graph_.steps.rbegin(); step != graph_.steps.rend(); ++step) {
        for (auto* slot : (*step)->outputs()) {
            if (*slot >= 0 && !isUsed[*slot]) {
                *slot = -1;
            }
        }
        auto sources = (*step)->sources();
        for (auto source = sources.rbegin(); source != sources.rend(); ++source) {
            visit(visit, **source);
        }
    }
    for (auto& slot : graph_.inputs) {
        if (slot >= 0 && !isUsed[slot]) {
            slot = -1;
        }
    }
}

} // namespace torchsharp
