#include "core/checked/replace.h"

#include <memory>
#include <vector>

#include <ATen/ATen.h>
#include <c10/util/Exception.h>

namespace torchsharp {

namespace {

class Silent final : public c10::WarningHandler {
  public:
    void process(const c10::Warning&) override {}
};

} // namespace

bool replaceKernels(void (*registerAll)(torch::Library&)) noexcept {
    Silent silent;
    const c10::WarningUtils::WarningHandlerGuard quiet(&silent);
    // Never destroyed: other threads may call the operators while the process ends.
    using Libraries = std::vector<std::unique_ptr<torch::Library>>;
    static auto& libraries = *std::make_unique<Libraries>().release();
    libraries.push_back(std::make_unique<torch::Library>(
        torch::Library::IMPL, "aten", c10::DispatchKey::CPU, __FILE__, __LINE__));
    registerAll(*libraries.back());
    return true;
}

void requireIndices(const char* name, const char* argument, const at::Tensor& indices,
                    int64_t least, int64_t limit) {
    if (indices.numel() == 0 || !at::isIntegralType(indices.scalar_type(), false)) {
        return;
    }
    const auto [low, high] = indices.aminmax();
    const auto lowest = low.item<int64_t>();
    const auto wrong = lowest < least ? lowest : high.item<int64_t>();
    TORCH_CHECK_INDEX(wrong >= least && wrong < limit, name, ": ", argument, " has the value ",
                      wrong, ", which is out of range: expected ", least, " to ", limit - 1);
}

void requireShape(const char* name, const char* argument, const at::Tensor& given,
                  at::IntArrayRef expected) {
    TORCH_CHECK(given.sizes() == expected, name, ": ", argument, " has the shape ", given.sizes(),
                ", expected ", expected);
}

} // namespace torchsharp
