#pragma once

#include <vector>

#include <ATen/core/function_schema.h>
#include <ATen/core/stack.h>

namespace torchsharp {

// The arguments of an operator that are numbers of an enum of libtorch, such as a dtype. They are
// ints for TorchScript, and libtorch reads beyond its tables for a number that it does not know.
class EnumArguments {
  public:
    explicit EnumArguments(const c10::FunctionSchema& schema);

    // VALUE for a number that is not one of its enum.
    void check(const torch::jit::Stack& stack) const {
        for (const auto& known : known_) {
            const auto& value = stack[known.place];
            if (value.isInt() && (value.toInt() < 0 || value.toInt() >= known.count)) {
                throwUnknown(known, value.toInt());
            }
        }
    }

  private:
    struct Known {
        size_t place;
        int64_t count;
    };
    [[noreturn]] void throwUnknown(const Known& known, int64_t number) const;

    const c10::FunctionSchema* schema_;
    std::vector<Known> known_;
};

} // namespace torchsharp
