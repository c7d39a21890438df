#pragma once

#include <vector>

#include <ATen/core/jit_type.h>

#include "core/exported/plan.h"

namespace torchsharp {

// A list of values, some of which are known only when the program runs.
class MadeList final : public MadeValue {
  public:
    MadeList(c10::TypePtr element, std::vector<Source> items)
        : element_(std::move(element)), items_(std::move(items)) {}

    c10::IValue make(Frame& frame) const override;
    std::vector<Source*> sources() override;

  private:
    c10::TypePtr element_;
    std::vector<Source> items_;
};

// A number in the place of a tensor ("x * n"): like a Python number, it does not change the
// element type of the result.
class WrappedNumber final : public MadeValue {
  public:
    explicit WrappedNumber(Source number) : number_(number) {}

    static at::Tensor wrap(const c10::IValue& number);

    c10::IValue make(Frame& frame) const override { return wrap(frame.take(number_)); }
    std::vector<Source*> sources() override { return {&number_}; }

  private:
    Source number_;
};

// A value in the place of a number of another kind: a tensor's element, or a whole for a real.
class ConvertedNumber final : public MadeValue {
  public:
    ConvertedNumber(Source value, c10::TypeKind wanted) : value_(value), wanted_(wanted) {}

    c10::IValue make(Frame& frame) const override;
    std::vector<Source*> sources() override { return {&value_}; }

  private:
    Source value_;
    c10::TypeKind wanted_;
};

} // namespace torchsharp
