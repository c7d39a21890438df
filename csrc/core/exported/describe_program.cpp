#include "core/exported/describe_program.h"

#include "core/exported/input_checks.h"
#include "core/exported/program_module.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

using c10::IValue;
using Description = c10::impl::GenericDict;

IValue inputsOf(const Program& program) {
    c10::impl::GenericList inputs(c10::AnyType::get());
    const auto paths = leafPaths(program);
    for (size_t i = 0; i < paths.size(); ++i) {
        inputs.push_back(c10::ivalue::Tuple::create(paths[i], program.inputs[i].text()));
    }
    return inputs;
}

IValue outputsOf(const Program& program) {
    c10::List<std::string> outputs;
    for (const auto& output : program.outputs) {
        outputs.push_back(output.text());
    }
    return outputs;
}

IValue symbolsOf(const Program& program) {
    c10::impl::GenericList symbols(c10::AnyType::get());
    for (size_t i = 0; i < program.ranges.size(); ++i) {
        if (const auto& range = program.ranges[i]) {
            symbols.push_back(
                c10::ivalue::Tuple::create(program.symbols.name(i), range->least, range->most));
        }
    }
    return symbols;
}

IValue operatorsOf(const Program& program) {
    c10::Dict<std::string, int64_t> operators;
    for (const auto& [name, count] : program.operators) {
        operators.insert(name, count);
    }
    return operators;
}

const char* modeOf(const Program& program) {
    return program.isPackage     ? "unknown"
           : !program.isTraining ? "either"
           : *program.isTraining ? "training"
                                 : "evaluation";
}

const char* executionOf(const c10::ClassType& type, const Program& program) {
    return program.isPackage             ? "unchecked"
           : compiledOf(type) != nullptr ? "compiled"
                                         : "interpreted";
}

} // namespace

IValue describeProgram(const Module& module) {
    const auto program = programOf(*module.type());
    if (program == nullptr) {
        throw Error(TSP_ERROR_UNSUPPORTED, "the module is not an exported program");
    }
    Description description(c10::StringType::get(), c10::AnyType::get());
    description.insert("name", program->name);
    description.insert("torch_version", program->torchVersion);
    description.insert("execution", executionOf(*module.type(), *program));
    description.insert("mode", modeOf(*program));
    description.insert("inputs", inputsOf(*program));
    description.insert("outputs", outputsOf(*program));
    description.insert("symbols", symbolsOf(*program));
    description.insert("operators", operatorsOf(*program));
    return description;
}

} // namespace torchsharp
