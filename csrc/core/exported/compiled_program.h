#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include <ATen/core/ivalue.h>
#include <ATen/core/stack.h>

#include "core/exported/compiled_files.h"
#include "core/exported/program.h"
#include "core/files/archive_records.h"

namespace torch::inductor {
class AOTIModelContainerRunner;
}

namespace torchsharp {

class CpuContainer;

// The compiled code of a program (AOTInductor), which a file may have beside it. The code is a
// library of the file, so it runs as this process may. It reads its inputs as the program describes
// them, without a look at what they are, and shares the weights of the program's module.
class CompiledProgram {
  public:
    // Null, with the reason, if the file has no code that fits this machine and program. FORMAT;
    // RUNTIME if the library cannot be loaded.
    static std::unique_ptr<CompiledProgram> load(const ArchiveRecords& records,
                                                 const Program& program,
                                                 const std::vector<at::Tensor>& weights,
                                                 std::string& reason);
    CompiledProgram(const CompiledProgram&) = delete;
    CompiledProgram& operator=(const CompiledProgram&) = delete;
    ~CompiledProgram();

    // Whether it can run with these: it records no gradients, and knows the weights by their
    // memory.
    bool fits(c10::ArrayRef<c10::IValue> leaves, c10::ArrayRef<const c10::IValue*> weights) const;

    // Replaces the leaves of the arguments, which were checked, by those of the result.
    void run(torch::jit::Stack& leaves) const;

    // Writes the files of the code, for a program that has these weights now. False, without a
    // file, if the code is not for them: it does not share one that has changed, or one has another
    // type, size or device. IO.
    bool write(const std::vector<at::Tensor>& weights, const std::string& folder,
               caffe2::serialize::PyTorchStreamWriter& archive) const;

  private:
    struct Weight {
        const void* data;
        bool isShared; // or the code has a copy, made when it had this version
        int64_t version;
    };

    struct Layout {
        c10::ScalarType dtype;
        std::vector<int64_t> sizes;
    };

    explicit CompiledProgram(const Program& program);
    // Loads the library, with the weights of the program. Returns why it cannot run; empty if it
    // can.
    std::string open(const std::string& library, const std::string& folder, const Program& program,
                     const std::vector<at::Tensor>& weights);
    std::set<std::string> share(const Program& program, const std::vector<at::Tensor>& weights);
    std::string missingWeight(const std::set<std::string>& shared,
                              const std::set<std::string>& computed) const;
    void keep(std::shared_ptr<const KeptFiles> files, const std::vector<at::Tensor>& weights);
    void endSharing();

    std::unique_ptr<torch::inductor::AOTIModelContainerRunner> runner_;
    const CpuContainer* container_ = nullptr; // the runner, on the CPU
    std::vector<size_t> tensors_;             // the leaves that it takes
    std::vector<bool> isChanged_;             // of those leaves
    bool changesTensors_;                     // leaves or weights
    bool computesWeights_ = false; // from others, when it is loaded: with the values that they had
    c10::DeviceType device_;
    std::vector<Weight> weights_;
    std::vector<Layout> layouts_; // of the weights, as the code was compiled for them
    std::shared_ptr<const KeptFiles> files_;
    std::vector<at::Tensor> shared_; // what the code got of them
};

} // namespace torchsharp
