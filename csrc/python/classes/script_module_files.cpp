#include <pybind11/stl.h>

#include "core/exported/program_files.h"
#include "core/exported/vet_program.h"
#include "core/files/archive.h"
#include "core/support/device.h"
#include "python/calls/without_gil.h"
#include "python/classes/file_object.h"
#include "python/classes/script_module_bindings.h"
#include "python/convert/bytes_view.h"
#include "python/convert/to_python.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

using DeviceText = std::optional<std::string>;

std::vector<std::string> namesIn(const std::optional<py::dict>& extra) {
    std::vector<std::string> names;
    for (const auto& item : extra.value_or(py::dict())) {
        names.push_back(item.first.cast<std::string>());
    }
    return names;
}

using PolicyText = std::optional<std::string>;

// Fills in the extra files that the archive has.
py::object load(const ByteSource& source, const DeviceText& device,
                const std::optional<py::dict>& extra, const PolicyText& policy) {
    const auto names = namesIn(extra);
    ExtraFiles found;
    auto module = withoutGil([&] {
        const auto target = device ? std::optional(parseDevice(*device)) : std::nullopt;
        const auto rules = policy ? std::optional(Policy::read(*policy)) : std::nullopt;
        return loadModule(source, target, names, &found, rules ? &*rules : nullptr);
    });
    for (const auto& [name, content] : found) {
        (*extra)[py::str(name)] = py::bytes(content);
    }
    return ScriptModule::of(std::move(module));
}

py::object loadFile(const std::string& path, bool mapped, const DeviceText& device,
                    const std::optional<py::dict>& extra, const PolicyText& policy) {
    return load(mapped ? mappedFileSource(path) : fileSource(path), device, extra, policy);
}

py::object loadBytes(const py::object& bytes, const DeviceText& device,
                     const std::optional<py::dict>& extra, const PolicyText& policy) {
    const BytesView view(bytes);
    return load(bytesSource(view.data(), view.size()), device, extra, policy);
}

py::object loadStream(const py::object& file, const DeviceText& device,
                      const std::optional<py::dict>& extra, const PolicyText& policy) {
    return load(fileObjectSource(file), device, extra, policy);
}

py::object vet(const ByteSource& source, const std::string& policy) {
    return asPython(withoutGil([&] { return vetAnyTree(source, Policy::read(policy)); }));
}

py::object vetFile(const std::string& path, const std::string& policy) {
    return vet(mappedFileSource(path), policy); // weights that the code does not need stay unread
}

py::object vetBytes(const py::object& bytes, const std::string& policy) {
    const BytesView view(bytes);
    return vet(bytesSource(view.data(), view.size()), policy);
}

py::object vetStream(const py::object& file, const std::string& policy) {
    return vet(fileObjectSource(file), policy);
}

py::tuple outlineFile(const std::string& path) {
    std::vector<std::string> empty;
    auto module = withoutGil([&] { return outlineOf(fileSource(path), empty); });
    return py::make_tuple(ScriptModule::of(std::move(module)), empty);
}

py::object loadProgram(const ByteSource& source, const std::string& name, int mode,
                       const PolicyText& policy, const DeviceText& device,
                       const std::optional<py::dict>& extra) {
    const auto names = namesIn(extra);
    ExtraFiles found;
    auto object = withoutGil([&] {
        const auto target = device ? std::optional(parseDevice(*device)) : std::nullopt;
        const auto rules = policy ? std::optional(Policy::read(*policy)) : std::nullopt;
        return torchsharp::loadProgram(source, name, programModeOf(mode), target, names, &found,
                                       rules ? &*rules : nullptr);
    });
    for (const auto& [file, content] : found) {
        (*extra)[py::str(file)] = py::bytes(content);
    }
    return ScriptModule::of(Module(std::move(object)));
}

py::object loadProgramFile(const std::string& path, bool mapped, const std::string& name, int mode,
                           const PolicyText& policy, const DeviceText& device,
                           const std::optional<py::dict>& extra) {
    return loadProgram(mapped ? mappedFileSource(path) : fileSource(path), name, mode, policy,
                       device, extra);
}

py::object loadProgramBytes(const py::object& bytes, const std::string& name, int mode,
                            const PolicyText& policy, const DeviceText& device,
                            const std::optional<py::dict>& extra) {
    const BytesView view(bytes);
    return loadProgram(bytesSource(view.data(), view.size()), name, mode, policy, device, extra);
}

py::object loadProgramStream(const py::object& file, const std::string& name, int mode,
                             const PolicyText& policy, const DeviceText& device,
                             const std::optional<py::dict>& extra) {
    return loadProgram(fileObjectSource(file), name, mode, policy, device, extra);
}

ExtraFiles extraToSave(const std::optional<py::dict>& extra) {
    ExtraFiles files;
    for (const auto& [name, content] : extra.value_or(py::dict())) {
        auto& file = files[name.cast<std::string>()];
        file = PyUnicode_Check(content.ptr()) != 0 ? content.cast<std::string>()
                                                   : std::string(BytesView(content).text());
    }
    return files;
}

void save(const ScriptModule& self, const ByteSink& sink, const std::optional<py::dict>& extra,
          bool withCode = true) {
    const auto files = extraToSave(extra);
    const auto module = self.module();
    withoutGil([&] { saveAnyModule(module, sink, files, withCode); });
}

py::bytes saveToBytes(const ScriptModule& self, const std::optional<py::dict>& extra,
                      bool withCode) {
    std::string bytes;
    save(self, ByteSink::stream([&bytes](const void* data, size_t size) {
             bytes.append(static_cast<const char*>(data), size);
         }),
         extra, withCode);
    return bytes;
}

} // namespace

void bindModuleFiles(py::class_<ScriptModule>& bound) {
    bound
        .def_static("_load_file", &loadFile, py::arg("path"), py::arg("mmap"), py::arg("device"),
                    py::arg("extra"), py::arg("policy"))
        .def_static("_load_bytes", &loadBytes, py::arg("data"), py::arg("device"), py::arg("extra"),
                    py::arg("policy"))
        .def_static("_load_stream", &loadStream, py::arg("file"), py::arg("device"),
                    py::arg("extra"), py::arg("policy"))
        .def_static("_vet_file", &vetFile, py::arg("path"), py::arg("policy"))
        .def_static("_vet_bytes", &vetBytes, py::arg("data"), py::arg("policy"))
        .def_static("_vet_stream", &vetStream, py::arg("file"), py::arg("policy"))
        .def_static("_outline_file", &outlineFile, py::arg("path"))
        .def_static("_load_program_file", &loadProgramFile, py::arg("path"), py::arg("mmap"),
                    py::arg("name"), py::arg("mode"), py::arg("policy"), py::arg("device"),
                    py::arg("extra"))
        .def_static("_load_program_bytes", &loadProgramBytes, py::arg("data"), py::arg("name"),
                    py::arg("mode"), py::arg("policy"), py::arg("device"), py::arg("extra"))
        .def_static("_load_program_stream", &loadProgramStream, py::arg("file"), py::arg("name"),
                    py::arg("mode"), py::arg("policy"), py::arg("device"), py::arg("extra"))
        .def(
            "_save_file",
            [](const ScriptModule& self, const std::string& path,
               const std::optional<py::dict>& extra) { save(self, ByteSink::file(path), extra); },
            py::arg("path"), py::arg("extra"))
        .def(
            "_save_stream",
            [](const ScriptModule& self, const py::object& file,
               const std::optional<py::dict>& extra,
               bool withCode) { save(self, fileObjectSink(file), extra, withCode); },
            py::arg("file"), py::arg("extra"), py::arg("with_code") = true)
        .def("_save_bytes", &saveToBytes, py::arg("extra"), py::arg("with_code") = true);
}

} // namespace torchsharp
