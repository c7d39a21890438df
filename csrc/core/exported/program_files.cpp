#include "core/exported/program_files.h"

#include <algorithm>

#include <caffe2/serialize/inline_container.h>

#include "core/exported/package_code.h"
#include "core/exported/program_archive.h"
#include "core/exported/program_module.h"
#include "core/exported/vet_program.h"
#include "core/exported/weights_writer.h"
#include "core/files/archive.h"
#include "core/support/error.h"
#include "core/support/in_use.h"
#include "core/types/names.h"

namespace torchsharp {

namespace {

bool holds(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string onlyOrModel(const std::vector<std::string>& names) {
    return names.size() == 1 ? names.front() : "model";
}

std::string chosenName(const ProgramArchive& archive, const std::string& name) {
    const auto names = archive.names();
    const auto packages = archive.packages();
    if (!name.empty() ? holds(packages, name) : names.empty() && !packages.empty()) {
        throw Error(TSP_ERROR_UNSUPPORTED,
                    "it holds no program '" + (name.empty() ? onlyOrModel(packages) : name) +
                        "', but code that AOTInductor compiled, and nothing else is known of it: "
                        "no element types, and no sizes. The mode 'unchecked' runs that code, a "
                        "library that may do what this process may: choose it only if you trust "
                        "the file");
    }
    if (name.empty() && names.empty()) {
        throw Error(TSP_ERROR_FORMAT, "it holds neither a program nor compiled code");
    }
    return name.empty() ? onlyOrModel(names) : name;
}

std::string chosenPackage(const ProgramArchive& archive, const std::string& name) {
    const auto names = archive.names();
    const auto packages = archive.packages();
    const auto chosen = name.empty() ? onlyOrModel(packages) : name;
    if (holds(packages, chosen)) {
        return chosen;
    }
    if (holds(names, chosen) || (name.empty() && packages.empty() && !names.empty())) {
        throw Error(TSP_ERROR_VALUE,
                    "the mode 'unchecked' is for compiled code without a program, and the file has "
                    "the program '" +
                        (holds(names, chosen) ? chosen : onlyOrModel(names)) +
                        "', whose inputs are checked: use another mode");
    }
    throw Error(packages.empty() ? TSP_ERROR_UNSUPPORTED : TSP_ERROR_VALUE,
                "the archive has no compiled code '" + chosen +
                    "'. It has: " + joinNames(packages) + ".");
}

std::unique_ptr<CompiledProgram> compiledCode(const ProgramArchive& archive, const Program& program,
                                              const std::vector<at::Tensor>& weights,
                                              tsp_program_mode mode) {
    if (mode == TSP_PROGRAM_INTERPRET) {
        return nullptr;
    }
    std::string reason;
    auto compiled = CompiledProgram::load(archive.records(), program, weights, reason);
    if (compiled == nullptr && mode == TSP_PROGRAM_COMPILED) {
        throw Error(TSP_ERROR_UNSUPPORTED, "its compiled code cannot be used: " + reason);
    }
    return compiled;
}

} // namespace

tsp_program_mode programModeOf(int32_t number) {
    if (number < TSP_PROGRAM_AUTO || number > TSP_PROGRAM_UNCHECKED) {
        throw Error(TSP_ERROR_VALUE, "there is no tsp_program_mode " + std::to_string(number));
    }
    return static_cast<tsp_program_mode>(number);
}

c10::intrusive_ptr<c10::ivalue::Object>
loadProgram(const ByteSource& source, const std::string& name, tsp_program_mode mode,
            const std::optional<c10::Device>& device, const std::vector<std::string>& extraNames,
            std::map<std::string, std::string>* extra, const Policy* policy) {
    if (policy != nullptr && mode != TSP_PROGRAM_INTERPRET) {
        throw Error(TSP_ERROR_VALUE, "a policy says nothing about compiled code: expected the mode "
                                     "'interpret' with a policy");
    }
    try {
        const ProgramArchive archive(source);
        for (const auto& each : extraNames) {
            if (archive.records().has("extra/" + each)) {
                (*extra)[each] = archive.records().text("extra/" + each);
            }
        }
        if (mode == TSP_PROGRAM_UNCHECKED) {
            return packageModule(
                PackageCode::load(archive.records(), chosenPackage(archive, name), device));
        }
        auto program = archive.program(chosenName(archive, name));
        if (policy != nullptr) {
            requireAllowed(archive, *program, *policy, source);
        }
        auto reader = archive.weights(*program, device);
        const auto weights = reader.read(program->weights);
        return programModule(program, weights, reader.readObjects(program->weights, policy),
                             compiledCode(archive, *program, weights, mode));
    } catch (...) {
        source.rethrowFailure();
        auto error = describeException(std::current_exception());
        if (error.kind == TSP_ERROR_POLICY) {
            throw;
        }
        if (error.kind == TSP_ERROR_RUNTIME) {
            error.kind = TSP_ERROR_FORMAT;
        }
        error.message = source.name + " cannot be loaded as an exported program: " + error.message;
        throw Error(std::move(error));
    }
}

namespace {

void saveProgram(const c10::ivalue::Object& module, const Program& program, const ByteSink& sink,
                 const std::map<std::string, std::string>& extra, bool withCode) {
    if (program.isPackage) {
        throw Error(TSP_ERROR_UNSUPPORTED,
                    "the module has only compiled code, and no program to save: copy the file that "
                    "it was loaded from");
    }
    const auto weights = weightsOf(module);
    const auto objects = objectsOf(module);
    sink.fill([&](const WriteBytes& write) {
        caffe2::serialize::PyTorchStreamWriter archive([&](const void* data, size_t size) {
            write(data, size);
            return size;
        });
        const auto add = [&](const std::string& name, const std::string& text) {
            archive.writeRecord(name, text.data(), text.size());
        };
        writeWeights(program, weights, objects, archive);
        add("models/" + program.name + ".json", program.json);
        if (!program.sampleInputs.empty()) {
            add("data/sample_inputs/" + program.name + ".pt", program.sampleInputs);
        }
        if (const auto* code = withCode ? compiledOf(*module.type()) : nullptr) {
            code->write(weights, compiledFolder(program.name), archive);
        }
        for (const auto& [name, content] : extra) {
            add("extra/" + name, content);
        }
        add("archive_format", "pt2");
        add("archive_version", "0");
        add("byteorder", "little");
        archive.writeEndOfFile();
    });
}

} // namespace

void saveAnyModule(const Module& module, const ByteSink& sink,
                   const std::map<std::string, std::string>& extra, bool withCode) {
    if (const auto program = programOf(*module.type())) {
        const UseMark reading(module.object().get());
        saveProgram(*module.object(), *program, sink, extra, withCode);
    } else {
        saveModule(module, sink, extra);
    }
}

} // namespace torchsharp
