#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <ATen/core/function.h>
#include <ATen/core/jit_type.h>
#include <torch/csrc/jit/ir/ir.h>

#include "core/vetting/operator_name.h"

namespace torchsharp {

// What the code of a function itself does, without the functions that it calls.
struct FunctionFacts {
    std::string name; // "__torch__.Net.forward"
    std::set<OperatorName> operators;
    std::set<std::string> nativeClasses; // classes written in C++ whose methods it calls
    std::vector<const torch::jit::Function*> calls;
    bool isEndless = false;   // a loop has no condition and no bound
    bool isUnbounded = false; // a loop has no bound
    bool isNative = false;    // the function is written in C++
};

// Everything that code can reach from types and functions. It reads graphs, which are compiled as
// far as they are not yet, and runs nothing.
class Reach {
  public:
    void add(const c10::TypePtr& type);
    void add(torch::jit::Function& function);

    // In the order in which they were found.
    std::vector<const FunctionFacts*> functions() const;
    // Those that run if these do, by their names.
    std::set<std::string> closure(const std::vector<const torch::jit::Function*>& first) const;
    // The classes, each with whether it is written in C++.
    const std::map<std::string, bool>& classes() const { return classes_; }

  private:
    void addNow(const c10::TypePtr& type);
    void addClass(const c10::ClassType& type);
    void read(torch::jit::Function& function, FunctionFacts& facts);
    void read(const torch::jit::Block& block, FunctionFacts& facts);
    void read(const torch::jit::Node& node, FunctionFacts& facts);
    void readCall(const torch::jit::Node& node, FunctionFacts& facts);
    void finish();

    std::unordered_set<const c10::Type*> seen_;
    std::vector<c10::TypePtr> types_; // whose members are still to be read
    std::vector<torch::jit::Function*> pending_;
    std::vector<const torch::jit::Function*> order_;
    std::unordered_map<const torch::jit::Function*, FunctionFacts> facts_;
    std::map<std::string, bool> classes_;
    bool isBusy_ = false;
};

} // namespace torchsharp
