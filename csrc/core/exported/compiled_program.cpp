#include "core/exported/compiled_program.h"

#include <algorithm>
#include <set>
#include <thread>

#include <ATen/ATen.h>
#include <ATen/core/LegacyTypeDispatch.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/inductor/aoti_runner/model_container_runner.h>

#include "core/exported/cpu_container.h"

namespace torchsharp {

namespace {

using torch::inductor::AOTIModelContainerRunner;

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

} // namespace

std::unique_ptr<CompiledProgram> CompiledProgram::load(const ArchiveRecords& records,
                                                       const Program& program,
                                                       const std::vector<at::Tensor>& weights,
                                                       std::string& reason) {
    const auto files = CompiledFiles::find(records, program.name);
    if (!files) {
        reason = "the file has no compiled code";
        return nullptr;
    }
    reason = files->misfit(program.device.value_or(c10::Device(c10::kCPU)).type());
    if (reason.empty()) {
        reason = misfitOf(program);
    }
    if (!reason.empty()) {
        return nullptr;
    }
    const auto unpacked = files->unpack();
    std::unique_ptr<CompiledProgram> compiled(new CompiledProgram(program));
    reason = compiled->open(unpacked->library(), unpacked->folder(), program, weights);
    if (!reason.empty()) {
        return nullptr;
    }
    compiled->keep(unpacked->kept(), weights);
    return compiled;
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

CompiledProgram::~CompiledProgram() { endSharing(); }

// The code of libtorch 2.13 to 2.15 never frees its references to tensors that it shares, which
// would keep the weights. What else still uses such a tensor is a result that is a weight.
void CompiledProgram::endSharing() {
    constexpr size_t oursAndItsOwn = 2;
    std::vector<bool> isAlone;
    for (const auto& tensor : shared_) {
        isAlone.push_back(tensor.use_count() == oursAndItsOwn);
    }
    runner_.reset();
    for (size_t i = 0; i < shared_.size(); ++i) {
        if (isAlone[i] && shared_[i].use_count() == oursAndItsOwn) {
            shared_[i].unsafeGetTensorImpl()->release_resources();
        }
    }
}

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
    computesWeights_ = !computed.empty();
    for (size_t i = 0; i < weights.size(); ++i) {
        weights_.push_back({weights[i].const_data_ptr(), shared.count(program.weights[i].name) != 0,
                            weights[i]._version()});
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
    for (auto& [name, tensor] : shared) {
        shared_.push_back(std::move(tensor));
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

void CompiledProgram::keep(std::shared_ptr<const KeptFiles> files,
                           const std::vector<at::Tensor>& weights) {
    files_ = std::move(files);
    for (const auto& weight : weights) {
        layouts_.push_back({weight.scalar_type(), weight.sizes().vec()});
    }
}

bool CompiledProgram::write(const std::vector<at::Tensor>& weights, const std::string& folder,
                            caffe2::serialize::PyTorchStreamWriter& archive) const {
    for (size_t i = 0; i < weights_.size(); ++i) {
        const auto& tensor = weights[i];
        const bool isOther = tensor.scalar_type() != layouts_[i].dtype ||
                             tensor.sizes() != layouts_[i].sizes ||
                             tensor.device().type() != device_;
        const bool hasChanged =
            tensor.const_data_ptr() != weights_[i].data || tensor._version() != weights_[i].version;
        if (isOther || (!weights_[i].isShared && hasChanged)) {
            return false;
        }
    }
    files_->write(folder, archive);
    return true;
}

bool CompiledProgram::fits(c10::ArrayRef<c10::IValue> leaves,
                           c10::ArrayRef<const c10::IValue*> weights) const {
    const bool records = c10::GradMode::is_enabled();
    for (size_t i = 0; i < weights_.size(); ++i) {
        const auto& tensor = weights[i]->toTensor();
        if (tensor.const_data_ptr() != weights_[i].data || (records && tensor.requires_grad()) ||
            ((computesWeights_ || !weights_[i].isShared) &&
             tensor._version() != weights_[i].version)) {
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
