#include "core/exported/compiled_program.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>
#include <thread>

#include <ATen/ATen.h>
#include <ATen/Version.h>
#include <ATen/core/LegacyTypeDispatch.h>
#include <c10/core/GradMode.h>
#include <c10/util/tempfile.h>
#include <torch/csrc/inductor/aoti_runner/model_container_runner.h>

#include "core/exported/cpu_container.h"
#include "core/exported/json.h"
#include "core/files/native_file.h"
#include "core/files/unreadable.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

using torch::inductor::AOTIModelContainerRunner;

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

std::string misfitOf(const Json& metadata, const Program& program) {
    const auto forPlatform = textOr(metadata, "AOTI_PLATFORM", std::string(platform));
    const auto forMachine = textOr(metadata, "AOTI_MACHINE", "");
    const auto forDevice = textOr(metadata, "AOTI_DEVICE_KEY", "cpu");
    if (forPlatform != platform || (!forMachine.empty() && !contains(machine, forMachine))) {
        return "it was compiled for " + forPlatform + " on " + forMachine;
    }
    const auto device = program.device.value_or(c10::Device(c10::kCPU));
    if (forDevice != c10::DeviceTypeName(device.type(), true)) {
        return "it was compiled for the device '" + forDevice + "'";
    }
    if (torch::inductor::getAOTIModelRunnerRegistry().count(forDevice) == 0) {
        return "this libtorch cannot run compiled code for '" + forDevice + "'";
    }
    return forDevice == "cpu" ? misfitOf(textOr(metadata, "AOTI_CPU_ISA", "")) : "";
}

// What compiled code cannot take or return.
std::string misfitOf(const Program& program) {
    for (const auto& input : program.inputs) {
        if (input.kind != LeafSpec::Kind::Tensor && input.kind != LeafSpec::Kind::Constant) {
            return "its program takes a value that is not a tensor";
        }
        if (input.kind == LeafSpec::Kind::Tensor && !input.tensor.isContiguous) {
            return "its program was exported for an input that is not contiguous";
        }
    }
    for (const auto& output : program.outputs) {
        if (output.kind != LeafSpec::Kind::Tensor) {
            return "its program returns a value that is not a tensor";
        }
    }
    return "";
}

// The files of the code, which the system loads only by path. They are removed once it has.
class LibraryFolder {
  public:
    LibraryFolder() : folder_(c10::make_tempdir("torchsharp-")) {}
    LibraryFolder(const LibraryFolder&) = delete;
    LibraryFolder& operator=(const LibraryFolder&) = delete;
    ~LibraryFolder() {
        std::error_code ignored; // what cannot be removed stays in the folder for such files
        for (const auto& entry : std::filesystem::directory_iterator(folder_.name, ignored)) {
            std::filesystem::remove(entry.path(), ignored);
        }
    }

    std::string add(const std::string& name, const std::string& bytes) const {
        const auto path = std::filesystem::path(folder_.name) / name;
        auto file = NativeFile::createLocked(path, path);
        if (!file) {
            throwUnreadable("its compiled code has the file '" + name + "' twice");
        }
        file->write(bytes.data(), bytes.size());
        file->close();
        return path.string();
    }

    const std::string& name() const { return folder_.name; }

  private:
    c10::TempDir folder_;
};

bool isPlainName(const std::string& name) {
    return !name.empty() && name.find_first_of("/\\:") == std::string::npos &&
           name.find("..") == std::string::npos;
}

} // namespace

std::unique_ptr<CompiledProgram> CompiledProgram::load(const ArchiveRecords& records,
                                                       const Program& program,
                                                       const std::vector<at::Tensor>& weights,
                                                       std::string& reason) {
    const auto folder = "data/aotinductor/" + program.name + "/";
    std::vector<std::string> files;
    std::optional<Json> metadata;
    for (const auto& [record, place] : records.directory().records) {
        if (!record.starts_with(folder)) {
            continue;
        }
        files.push_back(record.substr(folder.size()));
        if (!isPlainName(files.back())) {
            throwUnreadable("its compiled code has the file name '" + files.back() + "'");
        }
        if (record.ends_with(metadataEnd)) {
            metadata = parseJson(records.text(record), "the record '" + record + "'");
        }
    }
    if (!metadata) {
        reason = "the file has no compiled code";
        return nullptr;
    }
    reason = misfitOf(*metadata, program);
    if (reason.empty()) {
        reason = misfitOf(program);
    }
    if (!reason.empty()) {
        return nullptr;
    }
    const LibraryFolder unpacked;
    std::string library;
    for (const auto& file : files) {
        if (!file.ends_with(".cpp")) { // the source of what is in the library
            const auto path = unpacked.add(file, records.text(folder + file));
            library = file.ends_with(libraryEnd) ? path : library;
        }
    }
    if (library.empty()) {
        throwUnreadable("its compiled code has no library");
    }
    std::unique_ptr<CompiledProgram> compiled(new CompiledProgram(program));
    reason = compiled->open(library, unpacked.name(), program, weights);
    return reason.empty() ? std::move(compiled) : nullptr;
}

CompiledProgram::CompiledProgram(const Program& program)
    : changesTensors_(program.changesWeights || !program.mutations.empty()),
      device_(program.device.value_or(c10::Device(c10::kCPU)).type()) {
    for (size_t i = 0; i < program.inputs.size(); ++i) {
        if (program.inputs[i].kind == LeafSpec::Kind::Tensor) {
            tensors_.push_back(i);
            isChanged_.push_back(program.changesInput(i));
            changesTensors_ = changesTensors_ || isChanged_.back();
        }
    }
}

CompiledProgram::~CompiledProgram() = default;

std::string CompiledProgram::open(const std::string& library, const std::string& folder,
                                  const Program& program, const std::vector<at::Tensor>& weights) {
    // Each call takes one of the instances, which share the weights, or waits for one.
    constexpr unsigned most = 64;
    const size_t instances = std::clamp(std::thread::hardware_concurrency(), 1U, most);
    std::set<std::string> computed;
    if (device_ == c10::kCPU) {
        auto container = std::make_unique<CpuContainer>(library, instances);
        computed = container->computedWeights();
        container_ = container.get();
        runner_ = std::move(container);
        if (container_->resultCount() != program.outputs.size()) {
            return "it returns " + std::to_string(container_->resultCount()) +
                   " values, and its program " + std::to_string(program.outputs.size());
        }
    } else {
        const auto device = c10::DeviceTypeName(device_, true);
        runner_ = torch::inductor::getAOTIModelRunnerRegistry().at(device)(library, instances,
                                                                           device, folder, false);
    }
    const auto shared = share(program, weights);
    for (size_t i = 0; i < weights.size(); ++i) {
        // What the code computes from weights has the values that they had.
        const bool isShared = computed.empty() && shared.count(program.weights[i].name) != 0;
        weights_.push_back({weights[i].const_data_ptr(), isShared, weights[i]._version()});
    }
    return container_ == nullptr ? "" : missingWeight(shared, computed);
}

// The code comes with weights of its own, or with none. Returns the names of those that it gets.
std::set<std::string> CompiledProgram::share(const Program& program,
                                             const std::vector<at::Tensor>& weights) {
    std::unordered_map<std::string, size_t> numbers; // by the program's names
    for (size_t i = 0; i < weights.size(); ++i) {
        numbers.emplace(program.weights[i].name, i);
    }
    std::unordered_map<std::string, at::Tensor> shared; // by the code's names
    std::set<std::string> names;
    for (const auto& [name, original] : runner_->getConstantNamesToOriginalFQNs()) {
        const auto found = numbers.find(original);
        if (found != numbers.end() && weights[found->second].is_contiguous()) {
            shared.emplace(name, weights[found->second].detach());
            names.insert(original);
        }
    }
    if (!shared.empty()) {
        runner_->update_constant_buffer(shared, false, false, true);
    }
    return names;
}

// Code that is not complete would read a weight where there is none.
std::string CompiledProgram::missingWeight(const std::set<std::string>& shared,
                                           const std::set<std::string>& computed) const {
    const auto known = container_->knownWeights();
    for (const auto& [name, original] : runner_->getConstantNamesToOriginalFQNs()) {
        if (computed.count(name) == 0 && shared.count(original) == 0 &&
            known.count(original) == 0) {
            return "neither it nor its program has the weight '" + original +
                   "' as it was compiled for";
        }
    }
    return "";
}

bool CompiledProgram::fits(c10::ArrayRef<c10::IValue> leaves,
                           c10::ArrayRef<const c10::IValue*> weights) const {
    const bool records = c10::GradMode::is_enabled();
    for (size_t i = 0; i < weights_.size(); ++i) {
        const auto& tensor = weights[i]->toTensor();
        if (tensor.const_data_ptr() != weights_[i].data || (records && tensor.requires_grad()) ||
            (!weights_[i].isShared && tensor._version() != weights_[i].version)) {
            return false;
        }
    }
    for (size_t i = 0; i < tensors_.size(); ++i) {
        const auto& tensor = leaves[tensors_[i]].toTensor();
        if (tensor.layout() != c10::kStrided || tensor.device().type() != device_ ||
            tensor.is_conj() || tensor.is_neg() || (records && tensor.requires_grad()) ||
            (isChanged_[i] && !tensor.is_contiguous())) {
            return false;
        }
    }
    return true;
}

void CompiledProgram::run(torch::jit::Stack& leaves) const {
    if (container_ != nullptr) {
        // No gradients are recorded. The views that compiled code makes do not share versions with
        // what they view, so those of the operators that it calls need not either.
        std::optional<at::AutoDispatchBelowAutograd> belowAutograd;
        std::optional<at::AutoDispatchBelowADInplaceOrView> belowViews;
        if (changesTensors_) {
            belowAutograd.emplace();
        } else {
            belowViews.emplace();
        }
        container_->run(tensors_, leaves);
        return;
    }
    std::vector<at::Tensor> inputs;
    inputs.reserve(tensors_.size());
    for (const auto place : tensors_) {
        inputs.push_back(std::move(leaves[place]).toTensor().contiguous());
    }
    leaves.clear();
    for (auto& output : runner_->boxed_run(std::move(inputs))) {
        leaves.emplace_back(std::move(output));
    }
}

} // namespace torchsharp
