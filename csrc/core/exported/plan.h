#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ATen/core/ivalue.h>
#include <ATen/core/stack.h>

namespace torchsharp {

// Where a value comes from when a graph runs.
struct Source {
    enum class Kind : uint8_t {
        Constant,
        Slot,
        LastUse, // a slot that nothing reads afterwards: its value moves
        Weight,
        Device, // constants that follow the weights to another device or element type
        Dtype,
        Made // from other values, see MadeValue
    };
    Kind kind = Kind::Constant;
    uint32_t index = 0;
};

// What a run works with besides its slots.
struct RunState {
    c10::ArrayRef<const c10::IValue*> weights;
    std::optional<c10::IValue> device; // in place of the one that the program was exported with
    std::optional<c10::IValue> dtype;
    bool records = true; // whether autograd may record what runs
};

class Graph;

struct Frame {
    const Graph& graph;
    const RunState& state;
    torch::jit::Stack& slots;
    torch::jit::Stack& stack; // of the step that runs

    void push(const Source& source);
    c10::IValue take(const Source& source);
};

// A value made anew in each run: a list, or a conversion of one value.
class MadeValue {
  public:
    MadeValue() = default;
    MadeValue(const MadeValue&) = delete;
    MadeValue& operator=(const MadeValue&) = delete;
    virtual ~MadeValue() = default;

    virtual c10::IValue make(Frame& frame) const = 0;
    virtual std::vector<Source*> sources() = 0;
};

// A node of the program, ready to run.
class Step {
  public:
    Step() = default;
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;
    virtual ~Step() = default;

    virtual void run(Frame& frame) const = 0;
    // What it reads, in the order in which it does, and the slots that it writes; -1 is none.
    virtual std::vector<Source*> sources() = 0;
    virtual std::vector<int*> outputs() = 0;
    // How many levels of torch.vmap are open after it that were not before it.
    virtual int levels() const { return 0; }
};

// Where a step was in the exported program, for messages.
struct StepOrigin {
    std::string target; // "torch.ops.aten.linear.default"
    std::string name;   // of the node
    uint32_t source;    // the place in the source that it came from, by Graph::sources
};

class Graph {
  public:
    // Takes the values of its inputs off the stack, from the first one on, and leaves its outputs.
    void run(torch::jit::Stack& stack, const RunState& state) const;

    std::vector<std::unique_ptr<Step>> steps;
    std::vector<StepOrigin> origins; // of the steps
    std::vector<int> inputs;         // their slots; -1 for what is not read
    std::vector<Source> outputs;
    std::vector<c10::IValue> constants;
    std::vector<std::unique_ptr<MadeValue>> made;
    std::vector<std::string> sourceTexts; // places in source code, as Python prints them
    size_t slots = 0;

  private:
    [[noreturn]] void rethrowAt(size_t step) const;
};

inline void Frame::push(const Source& source) {
    switch (source.kind) {
    case Source::Kind::Constant:
        stack.push_back(graph.constants[source.index]);
        break;
    case Source::Kind::Slot:
        stack.push_back(slots[source.index]);
        break;
    case Source::Kind::LastUse:
        stack.push_back(std::move(slots[source.index]));
        break;
    case Source::Kind::Weight:
        stack.push_back(*state.weights[source.index]);
        break;
    default:
        stack.push_back(take(source));
        break;
    }
}

} // namespace torchsharp
