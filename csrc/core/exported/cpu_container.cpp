#include "core/exported/cpu_container.h"

#include <algorithm>
#include <unordered_map>

#include <ATen/DynamicLibrary.h>
#include <c10/util/SmallVector.h>
#include <torch/csrc/inductor/aoti_torch/utils.h>

#include "core/support/error.h"

namespace torchsharp {

namespace {

constexpr size_t usual = 8; // so many tensors need no memory of the heap for their handles

using Handles = c10::SmallVector<AtenTensorHandle, usual>;

// A result may stand in several places: its handle is released at the last one.
void release(const Handles& handles, torch::jit::Stack& values) {
    for (auto handle = handles.begin(); handle != handles.end(); ++handle) {
        auto* tensor = torch::aot_inductor::tensor_handle_to_tensor_pointer(*handle);
        if (std::find(handle + 1, handles.end(), *handle) == handles.end()) {
            values.emplace_back(std::move(*tensor));
            aoti_torch_delete_tensor_object(*handle);
        } else {
            values.emplace_back(*tensor);
        }
    }
}

} // namespace

CpuContainer::CpuContainer(const std::string& library, size_t instances)
    : AOTIModelContainerRunnerCpu(library, instances) {
    requireSuccess(get_num_outputs_func_(container_handle_, &resultCount_));
}

std::set<std::string> CpuContainer::computedWeights() const {
    const auto isComputed =
        reinterpret_cast<decltype(&AOTInductorModelContainerGetConstantFromFolded)>(
            model_so_->sym("AOTInductorModelContainerGetConstantFromFolded"));
    size_t count = 0;
    requireSuccess(get_num_constants_func_(container_handle_, &count));
    std::set<std::string> names;
    for (size_t i = 0; i < count; ++i) {
        const char* name = nullptr;
        bool found = false;
        requireSuccess(isComputed(container_handle_, i, &found));
        requireSuccess(get_constant_name_func_(container_handle_, i, &name));
        if (found) {
            names.emplace(name);
        }
    }
    return names;
}

std::set<std::string> CpuContainer::knownWeights() const {
    std::unordered_map<std::string, AtenTensorHandle> weights;
    requireSuccess(extract_constants_map_func_(
        container_handle_, reinterpret_cast<AOTInductorConstantMapHandle>(&weights), false));
    std::set<std::string> names;
    for (const auto& [name, handle] : weights) {
        names.insert(name);
    }
    return names;
}

void CpuContainer::run(const std::vector<size_t>& places, torch::jit::Stack& values) const {
    for (const auto place : places) {
        if (const auto& tensor = values[place].toTensor(); !tensor.is_contiguous()) {
            values[place] = tensor.contiguous();
        }
    }
    Handles given;
    for (const auto place : places) { // the code releases these
        given.push_back(
            torch::aot_inductor::new_tensor_handle(std::move(values[place]).toTensor()));
    }
    values.clear();
    Handles found(resultCount_);
    requireSuccess(run_func_(container_handle_, given.data(), given.size(), found.data(),
                             found.size(), nullptr, proxy_executor_handle_));
    release(found, values);
}

void CpuContainer::requireSuccess(AOTIRuntimeError status) const {
    if (status == AOTI_RUNTIME_SUCCESS) {
        return;
    }
    const char* reason = "";
    if (get_last_error_func_ != nullptr) {
        get_last_error_func_(&reason);
    }
    throw Error(TSP_ERROR_RUNTIME, "the program's compiled code failed: " + std::string(reason));
}

} // namespace torchsharp
