#include "core/exported/program_files.h"

#include <caffe2/serialize/inline_container.h>

#include "core/exported/program_archive.h"
#include "core/exported/program_module.h"
#include "core/exported/weights_writer.h"
#include "core/files/archive.h"
#include "core/support/error.h"
#include "core/support/in_use.h"
#include "core/types/names.h"

namespace torchsharp {

namespace {

std::string chosenName(const ProgramArchive& archive, const std::string& name) {
    const auto names = archive.names();
    if (!name.empty()) {
        return name;
    }
    if (names.empty()) {
        throw Error(TSP_ERROR_UNSUPPORTED,
                    "it holds no program: it was written by an AOTInductor packager, whose "
                    "compiled code says nothing about the types and sizes that it takes");
    }
    return names.size() == 1 ? names.front() : "model";
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
    if (number < TSP_PROGRAM_AUTO || number > TSP_PROGRAM_COMPILED) {
        throw Error(TSP_ERROR_VALUE, "there is no tsp_program_mode " + std::to_string(number));
    }
    return static_cast<tsp_program_mode>(number);
}

c10::intrusive_ptr<c10::ivalue::Object> loadProgram(const ByteSource& source,
                                                    const std::string& name, tsp_program_mode mode,
                                                    const std::optional<c10::Device>& device,
                                                    const std::vector<std::string>& extraNames,
                                                    std::map<std::string, std::string>* extra) {
    try {
        const ProgramArchive archive(source);
        auto program = archive.program(chosenName(archive, name));
        auto reader = archive.weights(*program, device);
        const auto weights = reader.read(program->weights);
        for (const auto& each : extraNames) {
            if (archive.records().has("extra/" + each)) {
                (*extra)[each] = archive.records().text("extra/" + each);
            }
        }
        return programModule(program, weights, reader.readObjects(program->weights),
                             compiledCode(archive, *program, weights, mode));
    } catch (...) {
        source.rethrowFailure();
        auto error = describeException(std::current_exception());
        if (error.kind == TSP_ERROR_RUNTIME) {
            error.kind = TSP_ERROR_FORMAT;
        }
        error.message = source.name + " cannot be loaded as an exported program: " + error.message;
        throw Error(std::move(error));
    }
}

namespace {

void saveProgram(const c10::ivalue::Object& module, const Program& program, const ByteSink& sink,
                 const std::map<std::string, std::string>& extra) {
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
                   const std::map<std::string, std::string>& extra) {
    if (const auto program = programOf(*module.type())) {
        const UseMark reading(module.object().get());
        saveProgram(*module.object(), *program, sink, extra);
    } else {
        saveModule(module, sink, extra);
    }
}

} // namespace torchsharp
