#include "core/exported/compiled_files.h"

#include <filesystem>
#include <set>
#include <sstream>

#include <ATen/ATen.h>
#include <ATen/Version.h>
#include <torch/csrc/inductor/aoti_runner/model_container_runner.h>

#include "core/files/byte_source.h"
#include "core/files/native_file.h"
#include "core/files/unreadable.h"

namespace torchsharp {

namespace {

#if defined(_WIN32)
constexpr std::string_view platform = "windows";
#elif defined(__APPLE__)
constexpr std::string_view platform = "darwin";
#else
constexpr std::string_view platform = "linux";
#endif
#if defined(__aarch64__) || defined(_M_ARM64)
constexpr std::string_view machine = "aarch64 arm64 ARM64";
#else
constexpr std::string_view machine = "x86_64 AMD64";
#endif

constexpr std::string_view metadataEnd = ".wrapper_metadata.json";
constexpr std::string_view libraryEnd = ".so";
constexpr std::string_view sourceEnd = ".cpp"; // the source of what is in the library

std::set<std::string> wordsIn(const std::string& text) {
    std::istringstream words(text);
    return {std::istream_iterator<std::string>(words), {}};
}

bool contains(std::string_view words, const std::string& word) {
    return wordsIn(std::string(words)).count(word) != 0;
}

std::string textOr(const Json& metadata, const char* name, const std::string& otherwise) {
    const auto* value = optionalField(metadata, name);
    return value == nullptr ? otherwise : textOf(*value);
}

// Why this processor cannot run code for these vector instructions; empty if it can.
std::string misfitOf(const std::string& instructions) {
    const auto own = at::get_cpu_capability(); // DEFAULT, AVX2, AVX512 or one of another machine
    for (const auto& needed : wordsIn(instructions)) {
        const bool isKnown = needed == own || (needed == "AVX2" && own == "AVX512") ||
                             (needed.starts_with("AVX512_") && own == "AVX512");
        if (!isKnown && needed != "DEFAULT") {
            return "it needs a processor with " + instructions + "; this one has " + own;
        }
    }
    return "";
}

bool isPlainName(const std::string& name) {
    return !name.empty() && name.find_first_of("/\\:") == std::string::npos &&
           name.find("..") == std::string::npos;
}

} // namespace

void KeptFiles::add(const std::string& name, const std::string& path, size_t size) {
    files_.push_back({name, size == 0 ? nullptr : mappedFileSource(path).bytes, size});
}

void KeptFiles::write(const std::string& folder,
                      caffe2::serialize::PyTorchStreamWriter& archive) const {
    for (const auto& file : files_) {
        archive.writeRecord(folder + file.name, file.bytes.get(), file.size);
    }
}

UnpackedCode::UnpackedCode()
    : folder_(c10::make_tempdir("torchsharp-")), kept_(std::make_shared<KeptFiles>()) {}

UnpackedCode::~UnpackedCode() {
    std::error_code ignored; // what cannot be removed stays in the folder for such files
    for (const auto& entry : std::filesystem::directory_iterator(folder_.name, ignored)) {
        std::filesystem::remove(entry.path(), ignored);
    }
}

void UnpackedCode::add(const std::string& name, const std::string& bytes) {
    const auto path = std::filesystem::path(folder_.name) / name;
    auto file = NativeFile::createLocked(path, path);
    if (!file) {
        throwUnreadable("its compiled code has the file '" + name + "' twice");
    }
    file->write(bytes.data(), bytes.size());
    file->close();
    kept_->add(name, path.string(), bytes.size());
    if (name.ends_with(libraryEnd)) {
        library_ = path.string();
    }
}

std::string compiledFolder(const std::string& name) { return "data/aotinductor/" + name + "/"; }

std::optional<CompiledFiles> CompiledFiles::find(const ArchiveRecords& records,
                                                 const std::string& name) {
    CompiledFiles found(records, compiledFolder(name));
    bool hasMetadata = false;
    for (const auto& [record, place] : records.directory().records) {
        if (!record.starts_with(found.folder_)) {
            continue;
        }
        found.names_.push_back(record.substr(found.folder_.size()));
        if (!isPlainName(found.names_.back())) {
            throwUnreadable("its compiled code has the file name '" + found.names_.back() + "'");
        }
        if (record.ends_with(metadataEnd)) {
            found.metadata_ = parseJson(records.text(record), "the record '" + record + "'");
            hasMetadata = true;
        }
    }
    if (!hasMetadata) {
        return std::nullopt;
    }
    found.device_ = textOr(found.metadata_, "AOTI_DEVICE_KEY", "cpu");
    return found;
}

std::string CompiledFiles::misfit(c10::DeviceType device) const {
    const auto forPlatform = textOr(metadata_, "AOTI_PLATFORM", std::string(platform));
    const auto forMachine = textOr(metadata_, "AOTI_MACHINE", "");
    if (forPlatform != platform || (!forMachine.empty() && !contains(machine, forMachine))) {
        return "it was compiled for " + forPlatform + " on " + forMachine;
    }
    if (device_ != c10::DeviceTypeName(device, true)) {
        return "it was compiled for the device '" + device_ + "'";
    }
    if (torch::inductor::getAOTIModelRunnerRegistry().count(device_) == 0) {
        return "this libtorch cannot run compiled code for '" + device_ + "'";
    }
    return device_ == "cpu" ? misfitOf(textOr(metadata_, "AOTI_CPU_ISA", "")) : "";
}

std::unique_ptr<UnpackedCode> CompiledFiles::unpack() const {
    auto unpacked = std::make_unique<UnpackedCode>();
    for (const auto& name : names_) {
        if (!name.ends_with(sourceEnd)) {
            unpacked->add(name, records_.text(folder_ + name));
        }
    }
    if (unpacked->library().empty()) {
        throwUnreadable("its compiled code has no library");
    }
    return unpacked;
}

} // namespace torchsharp
