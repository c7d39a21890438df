#pragma once

#include <memory>

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>
#include <torch/library.h>

namespace torchsharp {

// libtorch trusts the indices of some operators, and reads and writes wherever they point. Those
// that callers or models can give it are checked here first: the functions of this folder replace
// the kernels for the CPU, for the whole process, and then call them.

// Replaces kernels, before main. libtorch would warn of each one.
template <class Register> bool replaceKernels(Register&& into) noexcept {
    class Silent final : public c10::WarningHandler {
      public:
        void process(const c10::Warning&) override {}
    };
    Silent silent;
    const c10::WarningUtils::WarningHandlerGuard quiet(&silent);
    // Never destroyed: other threads may call the operators while the process ends.
    auto* const library =
        std::make_unique<torch::Library>(torch::Library::IMPL, "aten", c10::DispatchKey::CPU,
                                         __FILE__, __LINE__)
            .release();
    std::forward<Register>(into)(*library);
    return true;
}

// Requires integers from `least` to below `limit`; libtorch refuses other types itself.
void requireIndices(const char* name, const char* argument, const at::Tensor& indices,
                    int64_t least, int64_t limit);

// Requires two tensors of one shape.
void requireShape(const char* name, const char* argument, const at::Tensor& given,
                  at::IntArrayRef expected);

} // namespace torchsharp
