#include "core/source/augmented.h"

#include <torch/csrc/jit/frontend/schema_matching.h>

namespace torchsharp {

namespace {

class AugmentedOperator final : public torch::jit::SugaredValue {
  public:
    AugmentedOperator(std::string sign, const char* inPlace, const char* plain)
        : sign_(std::move(sign)), inPlace_(c10::Symbol::aten(inPlace)),
          plain_(c10::Symbol::aten(plain)) {}

    std::string kind() const override { return "operator " + sign_; }

    std::shared_ptr<SugaredValue> call(const torch::jit::SourceRange& range,
                                       torch::jit::GraphFunction& function,
                                       at::ArrayRef<torch::jit::NamedValue> args,
                                       at::ArrayRef<torch::jit::NamedValue> attributes,
                                       size_t /*n_binders*/) override {
        auto& graph = *function.graph();
        const auto type = args.front().value(graph)->type();
        const auto name = type->isSubtypeOf(*c10::TensorType::get()) ? inPlace_ : plain_;
        return std::make_shared<torch::jit::SimpleValue>(
            torch::jit::emitBuiltinCall(range, graph, name, args, attributes));
    }

  private:
    std::string sign_;
    c10::Symbol inPlace_;
    c10::Symbol plain_;
};

} // namespace

std::shared_ptr<torch::jit::SugaredValue> augmentedOperator(const std::string& name) {
    if (name == "%=") {
        return std::make_shared<AugmentedOperator>(name, "remainder_", "remainder");
    }
    if (name == "//=") {
        return std::make_shared<AugmentedOperator>(name, "floor_divide_", "floordiv");
    }
    return nullptr;
}

} // namespace torchsharp
