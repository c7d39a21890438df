#include <ATen/ATen.h>
#include <ATen/autocast_mode.h>
#include <c10/core/GradMode.h>

#include "core/exported/graph_step.h"
#include "core/exported/scalars.h"
#include "core/support/device.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

std::vector<Source> operandsFrom(GraphBuilder& builder, const NodeArguments& arguments,
                                 size_t first) {
    std::vector<Source> operands;
    for (size_t i = first; i < arguments.count(); ++i) {
        for (const auto& operand : builder.sources(arguments[i])) {
            operands.push_back(operand);
        }
    }
    return operands;
}

// torch.cond(condition, true graph, false graph, operands)
class CondStep final : public GraphStep {
  public:
    CondStep(std::vector<Source> sources, std::vector<Output> outputs, Graph whenTrue,
             Graph whenFalse)
        : GraphStep(std::move(sources), std::move(outputs)), whenTrue_(std::move(whenTrue)),
          whenFalse_(std::move(whenFalse)) {}

    void run(Frame& frame) const override {
        runGraph(frame, truthOf(frame.take(sources_[0])) ? whenTrue_ : whenFalse_, 1);
    }

  private:
    Graph whenTrue_;
    Graph whenFalse_;
};

// A graph that runs as it is.
class BlockStep : public GraphStep {
  public:
    BlockStep(std::vector<Source> sources, std::vector<Output> outputs, Graph body)
        : GraphStep(std::move(sources), std::move(outputs)), body_(std::move(body)) {}

    void run(Frame& frame) const override { runGraph(frame, body_, 0); }

  private:
    Graph body_;
};

// A block under torch.no_grad() or torch.enable_grad().
class GradModeStep final : public BlockStep {
  public:
    GradModeStep(std::vector<Source> sources, std::vector<Output> outputs, Graph body, bool enabled)
        : BlockStep(std::move(sources), std::move(outputs), std::move(body)), enabled_(enabled) {}

    void run(Frame& frame) const override {
        const c10::AutoGradMode mode(enabled_);
        BlockStep::run(frame);
    }

  private:
    bool enabled_;
};

struct AutocastSettings {
    c10::DeviceType device;
    std::optional<c10::ScalarType> dtype; // nothing: the device's own
    bool enabled;
    std::optional<bool> caches;
    bool follows; // the program to another device
};

// What torch.autocast sets while its block runs.
class AutocastGuard {
  public:
    AutocastGuard(const AutocastSettings& settings, c10::DeviceType device)
        : device_(device), enabled_(at::autocast::is_autocast_enabled(device)),
          dtype_(at::autocast::get_autocast_dtype(device)),
          caches_(at::autocast::is_autocast_cache_enabled()) {
        at::autocast::set_autocast_enabled(device, settings.enabled);
        at::autocast::set_autocast_dtype(device, settings.dtype.value_or(dtype_));
        at::autocast::increment_nesting();
        at::autocast::set_autocast_cache_enabled(settings.caches.value_or(caches_));
    }
    AutocastGuard(const AutocastGuard&) = delete;
    AutocastGuard& operator=(const AutocastGuard&) = delete;
    ~AutocastGuard() {
        if (at::autocast::decrement_nesting() == 0) {
            at::autocast::clear_cache();
        }
        at::autocast::set_autocast_enabled(device_, enabled_);
        at::autocast::set_autocast_dtype(device_, dtype_);
        at::autocast::set_autocast_cache_enabled(caches_);
    }

  private:
    c10::DeviceType device_;
    bool enabled_;
    c10::ScalarType dtype_;
    bool caches_;
};

// A block under torch.autocast(device type, dtype, enabled, cache enabled).
class AutocastStep final : public BlockStep {
  public:
    AutocastStep(std::vector<Source> sources, std::vector<Output> outputs, Graph body,
                 AutocastSettings settings)
        : BlockStep(std::move(sources), std::move(outputs), std::move(body)), settings_(settings) {}

    void run(Frame& frame) const override {
        const bool isMoved = settings_.follows && frame.state.device;
        const AutocastGuard guard(settings_, isMoved ? frame.state.device->toDevice().type()
                                                     : settings_.device);
        BlockStep::run(frame);
    }

  private:
    AutocastSettings settings_;
};

} // namespace

std::unique_ptr<Step> condStep(GraphBuilder& builder, const Json& node) {
    const NodeArguments arguments(node);
    std::vector<Source> sources{builder.source(arguments[0])};
    if (arguments.count() > 3) {
        for (const auto& operand : builder.sources(arguments[3])) {
            sources.push_back(operand);
        }
    }
    auto whenTrue = builder.subgraph(arguments[1]);
    auto whenFalse = builder.subgraph(arguments[2]);
    return std::make_unique<CondStep>(std::move(sources), builder.outputs(node),
                                      std::move(whenTrue), std::move(whenFalse));
}

std::unique_ptr<Step> gradModeStep(GraphBuilder& builder, const Json& node) {
    const NodeArguments arguments(node);
    builder.facts().setsGradMode = true;
    auto operands = operandsFrom(builder, arguments, 2);
    auto body = builder.subgraph(arguments[1]);
    return std::make_unique<GradModeStep>(std::move(operands), builder.outputs(node),
                                          std::move(body), arguments.boolAt(0));
}

std::unique_ptr<Step> autocastStep(GraphBuilder& builder, const Json& node) {
    const NodeArguments arguments(node);
    const auto isGiven = [&](size_t position) {
        return taggedOf(arguments[position]).tag != "as_none";
    };
    AutocastSettings settings{readDevice(arguments.textAt(0)).type(), std::nullopt,
                              arguments.boolAt(2), std::nullopt, false};
    if (isGiven(1)) {
        settings.dtype = dtypeOf(tagged(arguments[1], "as_scalar_type"));
    }
    if (isGiven(3)) {
        settings.caches = arguments.boolAt(3);
    }
    const auto& device = builder.facts().device;
    settings.follows = device && device->type() == settings.device;
    auto operands = operandsFrom(builder, arguments, 5);
    auto body = builder.subgraph(arguments[4]);
    return std::make_unique<AutocastStep>(std::move(operands), builder.outputs(node),
                                          std::move(body), settings);
}

std::unique_ptr<Step> blockStep(GraphBuilder& builder, const Json& node) {
    const NodeArguments arguments(node);
    std::vector<Source> operands;
    for (size_t i = 1; i < arguments.count(); ++i) {
        const auto [tag, value] = taggedOf(arguments[i]);
        if (tag == "as_string_to_argument") { // keywords of a graph, which has none
            if (!objectOf(value).empty()) {
                throw Error(TSP_ERROR_UNSUPPORTED,
                            "the program gives keyword arguments to a graph within it, in '" +
                                textOf(field(node, "target")) + "', which is not supported");
            }
            continue;
        }
        for (const auto& operand : builder.sources(arguments[i])) {
            operands.push_back(operand);
        }
    }
    auto body = builder.subgraph(arguments[0]);
    return std::make_unique<BlockStep>(std::move(operands), builder.outputs(node), std::move(body));
}

std::unique_ptr<Step> namedBlockStep(GraphBuilder& builder, const Json& node) {
    const NodeArguments arguments(node);
    auto operands = operandsFrom(builder, arguments, 2);
    auto body = builder.subgraph(arguments[0]);
    return std::make_unique<BlockStep>(std::move(operands), builder.outputs(node), std::move(body));
}

std::unique_ptr<Step> flexGemmStep(GraphBuilder& builder, const Json& node) {
    // The graph calls the operator with the keywords; the options choose a kernel for it.
    const NodeArguments arguments(node);
    auto operands = builder.sources(arguments[2]);
    auto body = builder.subgraph(arguments[1]);
    return std::make_unique<BlockStep>(std::move(operands), builder.outputs(node), std::move(body));
}

} // namespace torchsharp
