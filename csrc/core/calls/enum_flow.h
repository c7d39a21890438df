#pragma once

#include <atomic>
#include <string>
#include <vector>

#include <ATen/core/function.h>

#include "core/calls/enum_arguments.h"

namespace torchsharp {

// The numbers of enums, such as dtypes, that the operators of a function get from its arguments,
// from attributes of these, and from constants: what a caller or a file decides. Not followed are
// numbers that the code computes or takes out of containers, attributes that it sets, and operators
// that only run under a condition, other than that the number is not None: the code may have
// another meaning for such a number.
class EnumFlow {
  public:
    // VALUE for a number that is not one of its enum. The stack holds self and every argument. The
    // first check reads the code of the function, always the same one.
    void check(torch::jit::Function& function, const torch::jit::Stack& stack) const {
        ensureRead(function);
        for (const auto& source : sources_) {
            check(source, stack[source.parameter]);
        }
    }
    // The same for a method that may get other arguments than the caller gives.
    void checkAttributes(torch::jit::Function& function, const c10::IValue& self) const;

  private:
    friend class EnumFlowReader;

    struct Source {
        const c10::FunctionSchema* schema; // of an operator, which libtorch keeps
        EnumArgument argument;
        size_t parameter;
        std::vector<std::string> path; // of an attribute of an attribute, and so on
    };

    void ensureRead(torch::jit::Function& function) const {
        if (!isRead_.load(std::memory_order_acquire)) [[unlikely]] {
            read(function);
        }
    }
    void read(torch::jit::Function& function) const;
    static void check(const Source& source, c10::IValue value);

    mutable std::atomic<bool> isRead_{false};
    mutable std::vector<Source> sources_; // does not change once it is read
};

} // namespace torchsharp
