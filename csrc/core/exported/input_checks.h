#pragma once

#include <optional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>
#include <ATen/core/ivalue.h>

#include "core/exported/guards.h"
#include "core/exported/program.h"

namespace torchsharp {

// The arguments' leaves as callers write them: "batch['x']".
std::vector<std::string> leafPaths(const Program& program);

// "Float[3, 8]"
std::string shapeOf(const at::Tensor& tensor);

// Compares what a caller gives with what the program was exported for: element types, sizes and
// the ranges of symbols. A program does not check that itself, and computes nonsense with others.
class InputChecks {
  public:
    explicit InputChecks(const Program& program);

    // dtype: of the weights, in place of the one that the program was exported with. VALUE.
    void check(const Program& program, c10::ArrayRef<c10::IValue> leaves,
               const std::optional<c10::ScalarType>& dtype) const;

  private:
    struct Place {
        size_t leaf;
        size_t dimension; // of a tensor
    };
    struct Dynamic {
        Place place;
        const Expression* expression;
    };
    struct Leaf {
        std::string path;           // as the caller writes it: "batch['x'][0]"
        std::vector<int64_t> sizes; // -1: dynamic
    };

    void checkTensor(const LeafSpec& spec, const Leaf& leaf, const c10::IValue& value,
                     const std::optional<c10::ScalarType>& dtype) const;
    void checkDynamic(const Program& program, c10::ArrayRef<c10::IValue> leaves) const;
    std::string describe(const Place& place) const;

    std::vector<Leaf> leaves_;
    std::vector<Dynamic> symbols_; // dimensions and numbers that are a symbol
    std::vector<Dynamic> expressions_;
    std::optional<c10::ScalarType> dtype_;
    Guards guards_;
};

} // namespace torchsharp
