#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <vector>

#include <ATen/core/function.h>

#include "core/calls/enum_arguments.h"

namespace torchsharp {

// The numbers of enums, such as dtypes, that the operators of a function get from its arguments,
// from attributes of these, and from constants: what a caller or a file decides. Numbers that the
// code computes, or takes out of containers, are not followed.
class EnumFlow {
  public:
    // VALUE for a number that is not one of its enum. The stack holds self and every argument. The
    // first check reads the code of the function, always the same one.
    void check(torch::jit::Function& function, const torch::jit::Stack& stack) const {
        if (!isRead_.load(std::memory_order_acquire)) [[unlikely]] {
            read(function);
        }
        for (const auto& source : sources_) {
            check(source, stack);
        }
    }

  private:
    friend class EnumFlowReader;

    struct Source {
        const c10::FunctionSchema* schema; // of an operator, which libtorch keeps
        EnumArgument argument;
        size_t parameter;
        std::vector<std::string> path; // of an attribute of an attribute, and so on
    };

    void read(torch::jit::Function& function) const;
    static void check(const Source& source, const torch::jit::Stack& stack);

    mutable std::mutex reading_;
    mutable std::atomic<bool> isRead_{false};
    mutable std::vector<Source> sources_; // does not change once it is read
};

} // namespace torchsharp
