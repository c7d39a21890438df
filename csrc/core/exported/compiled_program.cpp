#include "core/exported/compiled_program.h"

#include <algorithm>
#include <set>
#include <thread>

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/inductor/aoti_runner/model_container_runner.h>

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
    const auto& device = files->device();
    // Each call takes one of the instances, which share the weights, or waits for one.
    constexpr unsigned most = 64;
    const size_t instances = std::clamp(std::thread::hardware_concurrency(), 1U, most);
    auto runner = torch::inductor::getAOTIModelRunnerRegistry().at(device)(
        unpacked->library(), instances, device, unpacked->folder(), false);
    std::unique_ptr<CompiledProgram> compiled(new CompiledProgram(std::move(runner), program));
    compiled->share(program, weights);
    compiled->keep(unpacked->kept(), weights);
    return compiled;
}

CompiledProgram::CompiledProgram(std::unique_ptr<AOTIModelContainerRunner> runner,
                                 const Program& program)
    : runner_(std::move(runner)), device_(program.device.value_or(c10::Device(c10::kCPU)).type()) {
    for (size_t i = 0; i < program.inputs.size(); ++i) {
        if (program.inputs[i].kind == LeafSpec::Kind::Tensor) {
            tensors_.push_back(i);
            isChanged_.push_back(program.changesInput(i));
        }
    }
}

CompiledProgram::~CompiledProgram() = default;

// The code comes with weights of its own, or with none.
void CompiledProgram::share(const Program& program, const std::vector<at::Tensor>& weights) {
    std::unordered_map<std::string, at::Tensor> shared; // by the code's names
    std::set<std::string> names;
    for (const auto& [name, original] : runner_->getConstantNamesToOriginalFQNs()) {
        for (size_t i = 0; i < weights.size(); ++i) {
            if (program.weights[i].name == original && weights[i].is_contiguous()) {
                shared.emplace(name, weights[i].detach());
                names.insert(original);
            }
        }
    }
    for (size_t i = 0; i < weights.size(); ++i) {
        weights_.push_back({weights[i].const_data_ptr(), names.count(program.weights[i].name) != 0,
                            weights[i]._version()});
    }
    if (!shared.empty()) {
        runner_->update_constant_buffer(shared, false, false, true);
    }
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
