#include "core/exported/program_reader.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "core/exported/graph_builder.h"
#include "core/exported/scalars.h"
#include "core/exported/tensor_meta.h"
#include "core/files/unreadable.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

constexpr int64_t knownSchema = 8;

c10::IValue constantOf(const Tagged& value) {
    if (value.tag == "as_int") {
        return intOf(value.value);
    }
    if (value.tag == "as_float") {
        return doubleOf(value.value);
    }
    if (value.tag == "as_bool") {
        return boolOf(value.value);
    }
    if (value.tag == "as_string") {
        return textOf(value.value);
    }
    if (value.tag == "as_none") {
        return {};
    }
    if (value.tag == "as_complex") {
        return c10::complex<double>(doubleOf(field(value.value, "real")),
                                    doubleOf(field(value.value, "imag")));
    }
    if (value.tag == "as_device") {
        return deviceOf(value.value);
    }
    if (value.tag == "as_scalar_type") {
        return static_cast<int64_t>(dtypeOf(value.value));
    }
    throw Error(TSP_ERROR_UNSUPPORTED, "the program takes or returns a value of the kind '" +
                                           value.tag + "', which is not supported");
}

class ProgramReader {
  public:
    ProgramReader(std::string name, std::string text, const std::string& what,
                  std::string sampleInputs)
        : program_(std::make_shared<Program>()) {
        program_->name = std::move(name);
        program_->sampleInputs = std::move(sampleInputs);
        json_ = parseJson(text, what);
        program_->json = std::move(text);
    }

    std::shared_ptr<const Program> read() {
        requireVersion();
        const auto& module = field(json_, "graph_module");
        graph_ = &field(module, "graph");
        const auto& signature = field(module, "signature");
        readInputs(arrayOf(field(signature, "input_specs")));
        readGraph();
        readOutputs(arrayOf(field(signature, "output_specs")));
        readRanges();
        readGuards();
        readStructure(module);
        return std::move(program_);
    }

  private:
    void requireVersion() {
        const auto major = intOf(field(field(json_, "schema_version"), "major"));
        if (const auto* version = optionalField(json_, "torch_version")) {
            program_->torchVersion = textOf(*version);
        }
        if (major != knownSchema) {
            throwUnreadable("its program has version " + std::to_string(major) +
                            " of the export schema, written by PyTorch " + program_->torchVersion +
                            "; version " + std::to_string(knownSchema) + " is supported");
        }
    }

    void readInputs(const Json::array_t& specs) {
        std::vector<std::pair<std::string, std::string>> objects;
        for (const auto& spec : specs) {
            const auto [tag, value] = taggedOf(spec);
            if (tag == "parameter") {
                addWeight(value, "parameter_name", WeightSpec::Kind::Parameter);
            } else if (tag == "buffer") {
                addWeight(value, "buffer_name", WeightSpec::Kind::Buffer);
                program_->weights.back().isPersistent = boolOf(field(value, "persistent"));
            } else if (tag == "tensor_constant") {
                addWeight(value, "tensor_constant_name", WeightSpec::Kind::Constant);
                program_->weights.back().isPersistent = false;
            } else if (tag == "custom_obj") {
                isUserInput_.push_back(false);
                objects.emplace_back(textOf(field(field(value, "arg"), "name")),
                                     textOf(field(value, "custom_obj_name")));
            } else if (tag == "token") { // it orders effects, which happen in order anyway
                isUserInput_.push_back(false);
            } else if (tag == "user_input") {
                isUserInput_.push_back(true);
                program_->inputs.push_back(leaf(taggedOf(field(value, "arg"))));
            } else if (tag == "constant_input") {
                isUserInput_.push_back(true);
                LeafSpec constant;
                constant.name = textOf(field(value, "name"));
                constant.constant = constantOf(taggedOf(field(value, "value")));
                program_->inputs.push_back(std::move(constant));
            } else {
                throw Error(TSP_ERROR_UNSUPPORTED, "the program has an input of the kind '" + tag +
                                                       "', which is not supported");
            }
        }
        for (auto& [value, name] : objects) {
            weightNumbers_.emplace(value, static_cast<uint32_t>(program_->weights.size()));
            program_->weights.push_back({std::move(name), WeightSpec::Kind::Object, false});
        }
    }

    void addWeight(const Json& spec, const char* nameField, WeightSpec::Kind kind) {
        isUserInput_.push_back(false);
        const auto& value = textOf(field(field(spec, "arg"), "name"));
        weightNumbers_.emplace(value, static_cast<uint32_t>(program_->weights.size()));
        program_->weights.push_back({textOf(field(spec, nameField)), kind, true});
        const auto meta = tensor(value);
        if (!program_->device) {
            program_->device = meta.device;
        }
        if (!program_->dtype && c10::isFloatingType(meta.dtype)) {
            program_->dtype = meta.dtype;
        }
    }

    TensorSpec tensor(const std::string& name) {
        const auto& values = objectOf(field(*graph_, "tensor_values"));
        const auto found = values.find(name);
        if (found == values.end()) {
            throwUnreadable("its program does not describe the tensor '" + name + "'");
        }
        return readTensorMeta(found->second, program_->symbols);
    }

    LeafSpec leaf(const Tagged& argument) {
        LeafSpec result;
        const auto& value = argument.value;
        if (argument.tag == "as_tensor") {
            result.kind = LeafSpec::Kind::Tensor;
            result.name = textOf(field(value, "name"));
            result.tensor = tensor(result.name);
        } else if (argument.tag == "as_sym_int" || argument.tag == "as_sym_float" ||
                   argument.tag == "as_sym_bool") {
            const auto* name = optionalField(value, "as_name");
            if (name == nullptr) {
                result.constant = constantOf(taggedOf(value));
                return result;
            }
            result.kind = argument.tag == "as_sym_int"     ? LeafSpec::Kind::Int
                          : argument.tag == "as_sym_float" ? LeafSpec::Kind::Float
                                                           : LeafSpec::Kind::Bool;
            result.name = textOf(*name);
            if (result.kind == LeafSpec::Kind::Int) {
                const auto& values = objectOf(field(*graph_, "sym_int_values"));
                if (const auto found = values.find(result.name); found != values.end()) {
                    result.expression = readDimension(found->second, program_->symbols).expression;
                }
            }
        } else if (argument.tag == "as_custom_obj") {
            result.kind = LeafSpec::Kind::Object;
            result.name = textOf(field(value, "name"));
        } else {
            result.constant = constantOf(argument);
        }
        return result;
    }

    void readGraph() {
        ProgramFacts facts;
        facts.dtype = program_->dtype;
        facts.device = program_->device;
        program_->graph = GraphBuilder(facts, weightNumbers_).build(*graph_);
        auto& inputs = program_->graph.inputs;
        if (inputs.size() != isUserInput_.size()) {
            throwUnreadable("its program has " + std::to_string(inputs.size()) +
                            " inputs and describes " + std::to_string(isUserInput_.size()));
        }
        std::vector<int> given;
        for (size_t i = 0; i < inputs.size(); ++i) {
            if (isUserInput_[i]) {
                given.push_back(inputs[i]);
            }
        }
        inputs = std::move(given);
        if (!facts.trains.empty() || !facts.evaluates.empty()) {
            program_->isTraining = !facts.trains.empty();
            program_->modeOperator = facts.trains.empty() ? facts.evaluates : facts.trains;
        }
        if (const auto root = facts.moduleClasses.find(""); root != facts.moduleClasses.end()) {
            program_->className = root->second;
        }
        for (size_t i = 0; i < program_->inputs.size(); ++i) {
            if (facts.written.count(program_->inputs[i].name) != 0) {
                program_->changedInputs.insert(i);
            }
        }
        program_->changesWeights = std::any_of(
            facts.written.begin(), facts.written.end(),
            [this](const std::string& name) { return weightNumbers_.count(name) != 0; });
        program_->setsGradMode = facts.setsGradMode;
        program_->operators = std::move(facts.operators);
        program_->customClasses = std::move(facts.customClasses);
        if (const auto* objects = optionalField(*graph_, "custom_obj_values")) {
            for (const auto& [name, value] : objectOf(*objects)) {
                program_->customClasses.insert(textOf(field(value, "class_fqn")));
            }
        }
        program_->moduleClasses = std::move(facts.moduleClasses);
    }

    void readOutputs(const Json::array_t& specs) {
        if (specs.size() != program_->graph.outputs.size()) {
            throwUnreadable("its program has " + std::to_string(program_->graph.outputs.size()) +
                            " outputs and describes " + std::to_string(specs.size()));
        }
        auto& outputs = program_->graph.outputs;
        std::vector<Source> kept;
        for (size_t place = 0; place < specs.size(); ++place) {
            const auto [tag, value] = taggedOf(specs[place]);
            if (tag == "token") {
                continue;
            }
            const auto i = kept.size();
            kept.push_back(outputs[place]);
            if (tag == "user_output") {
                program_->outputs.push_back(leaf(taggedOf(field(value, "arg"))));
                program_->results.push_back(i);
            } else if (tag == "loss_output") {
                const std::string kind = "as_tensor";
                program_->outputs.push_back(leaf({kind, field(value, "arg")}));
                program_->results.push_back(i);
            } else if (tag == "buffer_mutation") {
                addMutation(i, weightNamed(textOf(field(value, "buffer_name"))));
            } else if (tag == "parameter_mutation") {
                addMutation(i, weightNamed(textOf(field(value, "parameter_name"))));
            } else if (tag == "user_input_mutation") {
                addMutation(i, std::nullopt);
                program_->mutations.back().input =
                    inputNamed(textOf(field(value, "user_input_name")));
                program_->changedInputs.insert(program_->mutations.back().input);
            } else if (tag == "gradient_to_parameter") {
                addMutation(i, weightNamed(textOf(field(value, "parameter_name"))));
                addGradient();
            } else if (tag == "gradient_to_user_input") {
                addMutation(i, std::nullopt);
                program_->mutations.back().input =
                    inputNamed(textOf(field(value, "user_input_name")));
                addGradient();
            } else {
                throw Error(TSP_ERROR_UNSUPPORTED, "the program has an output of the kind '" + tag +
                                                       "', which is not supported");
            }
        }
        outputs = std::move(kept);
    }

    void addMutation(size_t output, std::optional<size_t> weight) {
        program_->mutations.push_back({output, weight});
    }
    void addGradient() {
        program_->mutations.back().isGradient = true;
        program_->hasGradients = true;
    }

    size_t weightNamed(const std::string& name) const {
        for (size_t i = 0; i < program_->weights.size(); ++i) {
            if (program_->weights[i].name == name) {
                return i;
            }
        }
        throwUnreadable("its program changes '" + name + "', which it does not have");
    }

    size_t inputNamed(const std::string& name) const {
        for (size_t i = 0; i < program_->inputs.size(); ++i) {
            if (program_->inputs[i].name == name) {
                return i;
            }
        }
        throwUnreadable("its program changes its input '" + name + "', which it does not have");
    }

    void readRanges() {
        auto& ranges = program_->ranges;
        ranges.resize(program_->symbols.size());
        for (const auto& [symbol, range] : objectOf(field(json_, "range_constraints"))) {
            const auto bound = [&range = range](const char* name, int64_t otherwise) {
                const auto* value = optionalField(range, name);
                return value == nullptr ? otherwise : intOf(*value);
            };
            if (const auto number = program_->symbols.find(symbol)) {
                ranges[*number] =
                    SymbolRange{bound("min_val", std::numeric_limits<int64_t>::min()),
                                bound("max_val", std::numeric_limits<int64_t>::max())};
            }
        }
    }

    void readGuards() {
        if (const auto* guards = optionalField(json_, "guards_code")) {
            for (const auto& guard : arrayOf(*guards)) {
                program_->guards.push_back(textOf(guard));
            }
        }
    }

    // How the caller's values are built of the leaves.
    void readStructure(const Json& module) {
        const auto& calls = arrayOf(field(module, "module_call_graph"));
        if (calls.empty()) {
            throwUnreadable("its program does not say how it is called");
        }
        const auto& call = field(calls.front(), "signature");
        FieldNames fields;
        if (const auto* tuples = optionalField(module, "treespec_namedtuple_fields")) {
            for (const auto& [name, definition] : objectOf(*tuples)) {
                for (const auto& each : arrayOf(field(definition, "field_names"))) {
                    fields[name].push_back(textOf(each));
                }
            }
        }
        auto inputs = readTreeSpec(textOf(field(call, "in_spec")), fields);
        program_->result = readTreeSpec(textOf(field(call, "out_spec")), fields);
        setLeafTypes(inputs, program_->inputs);
        setLeafTypes(program_->result, program_->outputs);
        if (inputs.children.size() != 2 || inputs.children[0].kind != Tree::Kind::Tuple ||
            inputs.children[1].kind != Tree::Kind::Dict) {
            throwUnreadable("its program does not take arguments and keyword arguments");
        }
        readArguments(std::move(inputs.children[0]), std::move(inputs.children[1]),
                      optionalField(call, "forward_arg_names"));
    }

    static void setLeafTypes(Tree& tree, const std::vector<LeafSpec>& leaves) {
        std::vector<c10::TypePtr> types;
        for (const auto& leaf : leaves) {
            types.push_back(leaf.type());
        }
        size_t next = 0;
        setTypes(tree, types, next);
        if (next != leaves.size()) {
            throwUnreadable("its program has more values than the structure of its arguments or "
                            "results");
        }
    }

    void readArguments(Tree positional, Tree keywords, const Json* names) {
        auto& known = program_->argumentNames;
        for (size_t i = 0; i < positional.children.size(); ++i) {
            const bool isNamed = names != nullptr && i < arrayOf(*names).size();
            known.push_back(isNamed ? textOf((*names)[i]) : "arg_" + std::to_string(i));
            program_->arguments.push_back(std::move(positional.children[i]));
        }
        for (size_t i = 0; i < keywords.children.size(); ++i) {
            if (!keywords.keys[i].isString()) {
                throwUnreadable("its program takes a keyword that is not a text");
            }
            known.push_back(keywords.keys[i].toStringRef());
            program_->arguments.push_back(std::move(keywords.children[i]));
        }
    }

    std::shared_ptr<Program> program_;
    Json json_;
    const Json* graph_ = nullptr;
    std::unordered_map<std::string, uint32_t> weightNumbers_; // by the names in the graph
    std::vector<bool> isUserInput_;
};

} // namespace

std::shared_ptr<const Program> readProgram(const std::string& name, std::string text,
                                           const std::string& what, std::string sampleInputs) {
    return ProgramReader(name, std::move(text), what, std::move(sampleInputs)).read();
}

} // namespace torchsharp
