#include "core/exported/program_text.h"

#include "core/calls/code.h"
#include "core/exported/json.h"
#include "core/exported/program_module.h"
#include "core/exported/scalars.h"
#include "core/exported/tensor_meta.h"
#include "core/support/error.h"
#include "core/types/names.h"

namespace torchsharp {

namespace {

class ProgramPrinter {
  public:
    std::string print(const Program& program) {
        const auto json = parseJson(program.json, "the program");
        const auto& module = field(json, "graph_module");
        const auto& graph = field(module, "graph");
        for (const auto& spec : arrayOf(field(field(module, "signature"), "input_specs"))) {
            noteWeight(taggedOf(spec));
        }
        text_ = "graph(";
        printGraph(graph, 1);
        return std::move(text_);
    }

  private:
    // "parameter 'layer.weight'", by the name that it has in the graph.
    void noteWeight(const Tagged& spec) {
        for (const auto* name :
             {"parameter_name", "buffer_name", "tensor_constant_name", "custom_obj_name"}) {
            if (const auto* weight = optionalField(spec.value, name)) {
                std::string kind(name, std::string(name).rfind('_'));
                weights_[textOf(field(field(spec.value, "arg"), "name"))] =
                    kind + " '" + textOf(*weight) + "'";
            }
        }
    }

    void line(size_t level) {
        text_ += '\n';
        text_.append(2 * level, ' ');
    }

    // The rest of a graph after its opening parenthesis.
    void printGraph(const Json& graph, size_t level) {
        const Json* outer = tensors_;
        tensors_ = &field(graph, "tensor_values");
        bool isFirst = true;
        for (const auto& input : arrayOf(field(graph, "inputs"))) {
            if (!isFirst) {
                text_ += ',';
                line(level + 2);
            }
            isFirst = false;
            text_ += described(input);
        }
        text_ += "):";
        for (const auto& node : arrayOf(field(graph, "nodes"))) {
            line(level);
            printNode(node, level);
        }
        line(level);
        text_ += "return (" + joined(arrayOf(field(graph, "outputs"))) + ")";
        tensors_ = outer;
    }

    void printNode(const Json& node, size_t level) {
        std::vector<std::string> results;
        for (const auto& output : arrayOf(field(node, "outputs"))) {
            results.push_back(described(output));
        }
        if (!results.empty()) {
            text_ += joinNames(results) + " = ";
        }
        text_ += textOf(field(node, "target")) + "(";
        bool isFirst = true;
        for (const auto& input : arrayOf(field(node, "inputs"))) {
            text_ += isFirst ? "" : ", ";
            isFirst = false;
            const auto& name = textOf(field(input, "name"));
            const auto* kind = optionalField(input, "kind");
            constexpr int keyword = 2;
            if (!name.empty() && kind != nullptr && *kind == keyword) {
                text_ += name + "=";
            }
            printArgument(field(input, "arg"), level);
        }
        text_ += ')';
    }

    void printArgument(const Json& argument, size_t level) {
        const auto [tag, value] = taggedOf(argument);
        if (tag != "as_graph") {
            text_ += argumentText(argument);
            return;
        }
        line(level + 1);
        text_ += textOf(field(value, "name")) + "(";
        printGraph(field(value, "graph"), level + 2);
        line(level + 1);
    }

    static std::string joined(const Json::array_t& arguments) {
        std::string text;
        for (const auto& argument : arguments) {
            text += (text.empty() ? "" : ", ") + argumentText(argument);
        }
        return text;
    }

    // A value where it is defined: "%x : Float[s0, 8]".
    std::string described(const Json& argument) {
        const auto [tag, value] = taggedOf(argument);
        if (tag == "as_tensors") {
            std::string text;
            for (const auto& item : arrayOf(value)) {
                text += (text.empty() ? "" : ", ") + describedTensor(textOf(field(item, "name")));
            }
            return "[" + text + "]";
        }
        if (tag == "as_tensor") {
            return describedTensor(textOf(field(value, "name")));
        }
        return argumentText(argument);
    }

    std::string describedTensor(const std::string& name) {
        std::string text = "%" + name;
        const auto meta = tensors_->find(name);
        if (meta != tensors_->end()) {
            text += " : " + readTensorMeta(*meta, symbols_).text();
        }
        const auto weight = weights_.find(name);
        return weight == weights_.end() ? text : text + " = " + weight->second;
    }

    static std::string argumentText(const Json& argument) {
        const auto [tag, value] = taggedOf(argument);
        if (tag == "as_none") {
            return "None";
        }
        if (tag == "as_scalar_type") {
            return c10::toString(dtypeOf(value));
        }
        if (tag == "as_operator") {
            return textOf(value);
        }
        if (tag == "as_memory_format") {
            return c10::str(memoryFormatOf(value));
        }
        if (tag == "as_layout") {
            return c10::str(layoutOf(value));
        }
        if (tag == "as_device") {
            return "'" + deviceOf(value).str() + "'";
        }
        return valueText(value);
    }

    // Named values, numbers, text, and lists of these.
    static std::string valueText(const Json& value) {
        if (value.is_array()) {
            std::string text;
            for (const auto& item : value) {
                text += (text.empty() ? "" : ", ") + valueText(item);
            }
            return "[" + text + "]";
        }
        if (value.is_boolean()) {
            return boolOf(value) ? "True" : "False";
        }
        if (!value.is_object()) {
            return value.dump(-1, ' ', false, Json::error_handler_t::replace);
        }
        if (const auto* name = optionalField(value, "name")) {
            return "%" + textOf(*name);
        }
        if (const auto* name = optionalField(value, "as_name")) {
            return "%" + textOf(*name);
        }
        if (value.size() == 1) {
            return value.begin().key().starts_with("as_") ? argumentText(value)
                                                          : valueText(value.begin().value());
        }
        return value.dump(-1, ' ', false, Json::error_handler_t::replace);
    }

    std::string text_;
    std::map<std::string, std::string> weights_;
    Symbols symbols_;
    const Json* tensors_ = nullptr;
};

} // namespace

std::string programText(const Program& program) { return ProgramPrinter().print(program) + "\n"; }

std::string graphTextOf(const Callable& callable, bool inlined) {
    if (const auto* program = programOf(callable.function())) {
        if (program->isPackage) {
            throw Error(TSP_ERROR_UNSUPPORTED, "the module has only compiled code, and no graph");
        }
        return programText(*program);
    }
    return graphText(codedFunction(callable), inlined);
}

} // namespace torchsharp
