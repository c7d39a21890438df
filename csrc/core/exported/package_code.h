#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <ATen/core/stack.h>
#include <c10/core/Device.h>

#include "core/exported/program.h"
#include "core/files/archive_records.h"

namespace torch::inductor {
class AOTIModelContainerRunner;
}

namespace torchsharp {

// Code that AOTInductor compiled, in a file that has no program. The code says how many tensors it
// takes, and how they were grouped, but not their types and sizes: only its own checks look at
// these. It has its weights itself, and is a library of the file, so it runs as this process may.
class PackageCode {
  public:
    // UNSUPPORTED with the reason, if the code is not for this machine or is incomplete; FORMAT;
    // RUNTIME if the library cannot be loaded. device: of the tensors, or the code's own.
    static std::unique_ptr<PackageCode> load(const ArchiveRecords& records, const std::string& name,
                                             const std::optional<c10::Device>& device);
    PackageCode(const PackageCode&) = delete;
    PackageCode& operator=(const PackageCode&) = delete;
    ~PackageCode();

    // What is known of its arguments and result.
    const std::shared_ptr<const Program>& program() const { return program_; }

    // Replaces the leaves of the arguments by those of the result. VALUE for tensors that do not
    // fit the code; RUNTIME.
    void run(torch::jit::Stack& leaves) const;

  private:
    PackageCode(std::unique_ptr<torch::inductor::AOTIModelContainerRunner> runner,
                const std::string& name);

    at::Tensor checked(const at::Tensor& tensor, size_t leaf) const;
    std::vector<at::Tensor> call(std::vector<at::Tensor> inputs) const;
    [[noreturn]] void rethrow(const std::string& reason, const std::vector<at::Tensor>& given,
                              const std::vector<size_t>& places) const;

    std::unique_ptr<torch::inductor::AOTIModelContainerRunner> runner_;
    std::shared_ptr<const Program> program_;
    std::vector<std::string> paths_; // of the leaves
    size_t inputCount_;
    mutable std::once_flag first_;
};

} // namespace torchsharp
