#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include <ATen/core/stack.h>
#include <torch/csrc/inductor/aoti_runner/model_container_runner_cpu.h>

namespace torchsharp {

// The models of a library that AOTInductor made for the CPU. Calls are the library's own, without
// what libtorch's runner adds to each: two lists of tensors, and a table of the results.
class CpuContainer final : public torch::inductor::AOTIModelContainerRunnerCpu {
  public:
    // instances: how many calls run at the same time. RUNTIME if the library cannot be loaded.
    CpuContainer(const std::string& library, size_t instances);

    size_t resultCount() const { return resultCount_; }
    // The code's names of the weights that it computes from others before its first call.
    std::set<std::string> computedWeights() const;
    // The names in the program of the weights that it has.
    std::set<std::string> knownWeights() const;

    // Replaces the values by the results; the values at these places are what the code takes.
    // RUNTIME.
    void run(const std::vector<size_t>& places, torch::jit::Stack& values) const;

  private:
    void requireSuccess(AOTIRuntimeError status) const;

    size_t resultCount_ = 0;
};

} // namespace torchsharp
