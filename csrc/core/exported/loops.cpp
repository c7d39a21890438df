#include <algorithm>

#include <ATen/ATen.h>

#include "core/exported/graph_step.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

using Values = torch::jit::Stack;

const at::Tensor& loopTensor(const c10::IValue& value) {
    if (!value.isTensor()) {
        throw Error(TSP_ERROR_RUNTIME, "a loop of the program goes over a value of type " +
                                           value.type()->annotation_str() +
                                           "; it goes over tensors");
    }
    return value.toTensor();
}

// Along the first dimension. RUNTIME unless all have the same size there.
int64_t lengthOf(c10::ArrayRef<c10::IValue> values) {
    std::optional<int64_t> length;
    for (const auto& value : values) {
        const auto& tensor = loopTensor(value);
        if (tensor.dim() == 0 || (length && *length != tensor.size(0))) {
            throw Error(TSP_ERROR_RUNTIME,
                        "a loop of the program goes over tensors of several lengths");
        }
        length = tensor.size(0);
    }
    return length.value_or(0);
}

void appendRows(Values& values, c10::ArrayRef<c10::IValue> tensors, int64_t row) {
    for (const auto& tensor : tensors) {
        values.emplace_back(tensor.toTensor().select(0, row));
    }
}

void append(Values& values, c10::ArrayRef<c10::IValue> more) {
    values.insert(values.end(), more.begin(), more.end());
}

// The results of each round of a loop, one list for each result.
class Rounds {
  public:
    void add(c10::ArrayRef<c10::IValue> results) {
        lists_.resize(std::max(lists_.size(), results.size()));
        for (size_t i = 0; i < results.size(); ++i) {
            if (results[i].isTensor()) {
                lists_[i].push_back(results[i].toTensor());
            }
        }
    }

    // None where a result is no tensor.
    void stackOnto(Values& values) const {
        for (const auto& list : lists_) {
            values.emplace_back(list.empty() ? c10::IValue() : c10::IValue(at::stack(list)));
        }
    }

  private:
    std::vector<std::vector<at::Tensor>> lists_;
};

// A step whose operands are several lists.
class LoopStep : public GraphStep {
  public:
    LoopStep(GraphBuilder& builder, const Json& node, const NodeArguments& arguments,
             std::initializer_list<size_t> positions)
        : GraphStep({}, builder.outputs(node)) {
        for (const auto position : positions) {
            if (position < arguments.count()) { // none are given by some releases of PyTorch
                for (const auto& operand : builder.sources(arguments[position])) {
                    sources_.push_back(operand);
                }
            }
            ends_.push_back(sources_.size());
        }
    }

  protected:
    Values operands(Frame& frame) const {
        Values values;
        for (const auto& source : sources_) {
            values.push_back(frame.take(source));
        }
        return values;
    }

    // The operands of one of the lists.
    c10::ArrayRef<c10::IValue> list(const Values& values, size_t index) const {
        const size_t begin = index == 0 ? 0 : ends_[index - 1];
        return c10::ArrayRef<c10::IValue>(values).slice(begin, ends_[index] - begin);
    }

    void finish(Frame& frame, Values results) const {
        frame.stack = std::move(results);
        store(frame, outputs_);
    }

  private:
    std::vector<size_t> ends_;
};

// while_loop(condition graph, body graph, [carried], [others])
class WhileStep final : public LoopStep {
  public:
    WhileStep(GraphBuilder& builder, const Json& node, const NodeArguments& arguments,
              bool stacksRounds)
        : LoopStep(builder, node, arguments, {2, 3}), condition_(builder.subgraph(arguments[0])),
          body_(builder.subgraph(arguments[1])), stacksRounds_(stacksRounds) {}

    void run(Frame& frame) const override {
        const auto given = operands(frame);
        Values carried(list(given, 0).begin(), list(given, 0).end());
        const auto others = list(given, 1);
        Rounds rounds;
        bool isFirst = true;
        for (; goesOn(frame, carried, others); isFirst = false) {
            const auto count = carried.size();
            append(carried, others);
            runInnerGraph(body_, carried, frame.state);
            if (carried.size() != count) {
                throw Error(TSP_ERROR_RUNTIME, "the body of a loop of the program returns " +
                                                   std::to_string(carried.size()) +
                                                   " values; it is given " + std::to_string(count));
            }
            if (stacksRounds_) {
                rounds.add(carried);
            }
        }
        if (isFirst) {
            copy(carried);
        } else if (stacksRounds_) {
            carried.clear();
            rounds.stackOnto(carried);
        }
        finish(frame, std::move(carried));
    }

  private:
    bool goesOn(const Frame& frame, const Values& carried,
                c10::ArrayRef<c10::IValue> others) const {
        Values values = carried;
        append(values, others);
        runInnerGraph(condition_, values, frame.state);
        if (values.size() != 1) {
            throw Error(TSP_ERROR_RUNTIME, "the condition of a loop of the program returns " +
                                               std::to_string(values.size()) + " values");
        }
        return truthOf(values[0]);
    }

    // The results never share memory with the arguments.
    void copy(Values& carried) const {
        for (auto& value : carried) {
            if (value.isTensor()) {
                const auto& tensor = value.toTensor();
                value = (stacksRounds_ ? tensor.unsqueeze(0) : tensor).clone();
            }
        }
    }

    Graph condition_;
    Graph body_;
    bool stacksRounds_;
};

// map(graph, [mapped], [others])
class MapStep final : public LoopStep {
  public:
    MapStep(GraphBuilder& builder, const Json& node, const NodeArguments& arguments)
        : LoopStep(builder, node, arguments, {1, 2}), body_(builder.subgraph(arguments[0])) {}

    void run(Frame& frame) const override {
        const auto given = operands(frame);
        const auto mapped = list(given, 0);
        const auto length = lengthOf(mapped);
        if (length == 0) {
            throw Error(TSP_ERROR_RUNTIME, "the program maps a graph over no elements; it must "
                                           "have at least one");
        }
        Rounds rounds;
        Values values;
        for (int64_t row = 0; row < length; ++row) {
            values.clear();
            appendRows(values, mapped, row);
            append(values, list(given, 1));
            runInnerGraph(body_, values, frame.state);
            rounds.add(values);
        }
        values.clear();
        rounds.stackOnto(values);
        finish(frame, std::move(values));
    }

  private:
    Graph body_;
};

// scan(graph, [carried], [scanned], [others])
class ScanStep final : public LoopStep {
  public:
    ScanStep(GraphBuilder& builder, const Json& node, const NodeArguments& arguments)
        : LoopStep(builder, node, arguments, {1, 2, 3}), body_(builder.subgraph(arguments[0])) {}

    void run(Frame& frame) const override {
        const auto given = operands(frame);
        const auto scanned = list(given, 1);
        Values carried(list(given, 0).begin(), list(given, 0).end());
        const auto count = carried.size();
        const auto length = lengthOf(scanned);
        if (length == 0 && !scanned.empty()) {
            throw Error(TSP_ERROR_RUNTIME, "the program scans no elements; there must be at least "
                                           "one");
        }
        Rounds rounds;
        for (int64_t row = 0; row < length; ++row) {
            appendRows(carried, scanned, row);
            append(carried, list(given, 2));
            runInnerGraph(body_, carried, frame.state);
            if (carried.size() < count) {
                throw Error(TSP_ERROR_RUNTIME, "the body of a scan of the program returns " +
                                                   std::to_string(carried.size()) +
                                                   " values; it carries " + std::to_string(count));
            }
            rounds.add(c10::ArrayRef<c10::IValue>(carried).slice(count));
            carried.resize(count);
        }
        rounds.stackOnto(carried);
        finish(frame, std::move(carried));
    }

  private:
    Graph body_;
};

// associative_scan(graph, [scanned], [others]): halves of neighbors are combined, level by level,
// in the order in which PyTorch does, so that the results are the same.
class AssociativeScanStep final : public LoopStep {
  public:
    AssociativeScanStep(GraphBuilder& builder, const Json& node, const NodeArguments& arguments)
        : LoopStep(builder, node, arguments, {1, 2}), combine_(builder.subgraph(arguments[0])) {}

    void run(Frame& frame) const override {
        const auto given = operands(frame);
        lengthOf(list(given, 0));
        std::vector<at::Tensor> tensors;
        for (const auto& value : list(given, 0)) {
            tensors.push_back(value.toTensor());
        }
        Values results;
        for (auto& tensor : scan(frame, tensors, list(given, 1))) {
            results.emplace_back(std::move(tensor));
        }
        finish(frame, std::move(results));
    }

  private:
    using Tensors = std::vector<at::Tensor>;

    static Tensors parts(const Tensors& tensors, int64_t begin, std::optional<int64_t> end,
                         int64_t step) {
        Tensors taken;
        for (const auto& tensor : tensors) {
            taken.push_back(tensor.slice(0, begin, end, step));
        }
        return taken;
    }

    Tensors combined(Frame& frame, const Tensors& left, const Tensors& right,
                     c10::ArrayRef<c10::IValue> others) const {
        Values values(left.begin(), left.end());
        values.insert(values.end(), right.begin(), right.end());
        append(values, others);
        runInnerGraph(combine_, values, frame.state);
        Tensors results;
        for (const auto& value : values) {
            results.push_back(loopTensor(value));
        }
        if (results.size() != left.size()) {
            throw Error(TSP_ERROR_RUNTIME, "the body of a scan of the program returns " +
                                               std::to_string(results.size()) +
                                               " values; it combines " +
                                               std::to_string(left.size()));
        }
        return results;
    }

    static at::Tensor interleaved(const at::Tensor& even, const at::Tensor& odd) {
        auto sizes = even.sizes().vec();
        sizes[0] = even.size(0) + odd.size(0);
        auto result = at::empty(sizes, even.options());
        result.slice(0, 0, std::nullopt, 2).copy_(even);
        result.slice(0, 1, std::nullopt, 2).copy_(odd);
        return result;
    }

    Tensors scan(Frame& frame, const Tensors& tensors, c10::ArrayRef<c10::IValue> others) const {
        if (tensors.empty() || tensors.front().size(0) < 2) {
            return tensors;
        }
        const bool isEven = tensors.front().size(0) % 2 == 0;
        const auto odd = scan(
            frame,
            combined(frame, parts(tensors, 0, -1, 2), parts(tensors, 1, std::nullopt, 2), others),
            others);
        auto even = combined(frame, isEven ? parts(odd, 0, -1, 1) : odd,
                             parts(tensors, 2, std::nullopt, 2), others);
        Tensors results;
        for (size_t i = 0; i < tensors.size(); ++i) {
            const auto first = tensors[i].slice(0, 0, 1);
            results.push_back(
                interleaved(even[i].numel() == 0 ? first : at::cat({first, even[i]}), odd[i]));
        }
        return results;
    }

    Graph combine_;
};

template <class MadeStep, class... Settings>
std::unique_ptr<Step> makeLoop(GraphBuilder& builder, const Json& node, Settings... settings) {
    return std::make_unique<MadeStep>(builder, node, NodeArguments(node), settings...);
}

} // namespace

std::unique_ptr<Step> whileStep(GraphBuilder& builder, const Json& node) {
    return makeLoop<WhileStep>(builder, node, false);
}

std::unique_ptr<Step> stackedWhileStep(GraphBuilder& builder, const Json& node) {
    return makeLoop<WhileStep>(builder, node, true);
}

std::unique_ptr<Step> mapStep(GraphBuilder& builder, const Json& node) {
    return makeLoop<MapStep>(builder, node);
}

std::unique_ptr<Step> scanStep(GraphBuilder& builder, const Json& node) {
    return makeLoop<ScanStep>(builder, node);
}

std::unique_ptr<Step> associativeScanStep(GraphBuilder& builder, const Json& node) {
    return makeLoop<AssociativeScanStep>(builder, node);
}

} // namespace torchsharp
