#pragma once

#include <mutex>
#include <unordered_set>

#include <torch/optim.h>

#include "core/modules/moving.h"
#include "core/support/error.h"
#include "core/support/host_lock.h"
#include "core/support/in_use.h"
#include "core/training/optimizer_archive.h"
#include "core/training/optimizer_options.h"
#include "core/training/optimizers.h"
#include "core/training/step_undo.h"

namespace torchsharp {

// VALUE for a group that torch.optim would refuse. seen holds the parameters of the earlier groups
// and gets those of this one.
void requireParameters(const ParameterGroup& group, std::unordered_set<const void*>& seen);

// Creates the state that a step expects. libtorch creates it only for the groups that an optimizer
// starts with.
template <class TorchOptimizer, class Options>
void prepareState(TorchOptimizer&, const std::vector<at::Tensor>&, const Options&) {}
void prepareState(torch::optim::Adagrad& optimizer, const std::vector<at::Tensor>& parameters,
                  const torch::optim::AdagradOptions& options);

// An optimizer's turn. A closure may use its optimizer, so a thread may have several. One that
// waits gives up the host's lock, which the closure may need.
class OptimizerTurn {
  public:
    explicit OptimizerTurn(std::recursive_mutex& mutex) : mutex_(mutex) {
        if (!mutex_.try_lock()) {
            const WithoutHostLock released;
            mutex_.lock();
        }
    }
    OptimizerTurn(const OptimizerTurn&) = delete;
    OptimizerTurn& operator=(const OptimizerTurn&) = delete;
    ~OptimizerTurn() { mutex_.unlock(); }

  private:
    std::recursive_mutex& mutex_;
};

// One of libtorch's optimizers and its class of options.
template <class TorchOptimizer, class Options> class TypedOptimizer final : public Optimizer {
    using TorchGroup = torch::optim::OptimizerParamGroup;
    static constexpr bool isLbfgs = std::is_same_v<TorchOptimizer, torch::optim::LBFGS>;

  public:
    TypedOptimizer(std::string name, const std::vector<ParameterGroup>& groups)
        : name_(std::move(name)), defaults_(defaultOptions<Options>()) {
        if (groups.empty()) {
            throw Error(TSP_ERROR_VALUE, name_ + " needs at least one group of parameters");
        }
        if (isLbfgs && groups.size() > 1) {
            throwOneGroup();
        }
        std::unordered_set<const void*> seen;
        std::vector<Options> options;
        for (const auto& group : groups) {
            requireParameters(group, seen);
            options.push_back(withOptions(defaultOptions<Options>(), group.options, name_));
        }
        defaults_ = options.front();
        optimizer_ = make(groups, options);
    }

    void addGroup(const ParameterGroup& group) override {
        const OptimizerTurn turn(mutex_);
        requireNoStep();
        if (isLbfgs) {
            throwOneGroup();
        }
        std::unordered_set<const void*> seen;
        for (const auto& other : optimizer_->param_groups()) {
            for (const auto& parameter : other.params()) {
                seen.insert(parameter.unsafeGetTensorImpl());
            }
        }
        requireParameters(group, seen);
        const auto options = withOptions(defaults_, group.options, name_);
        optimizer_->add_param_group(TorchGroup(group.parameters));
        optionsOf(optimizer_->param_groups().back()) = options;
        prepareState(*optimizer_, group.parameters, options);
    }

    std::vector<ParameterGroup> groups() override {
        const OptimizerTurn turn(mutex_);
        std::vector<ParameterGroup> groups;
        for (auto& group : optimizer_->param_groups()) {
            groups.push_back({group.params(), allOptions(optionsOf(group))});
        }
        return groups;
    }

    void setOption(int64_t group, const std::string& name, const c10::IValue& value) override {
        const OptimizerTurn turn(mutex_);
        auto& groups = optimizer_->param_groups();
        if (group < 0 || group >= static_cast<int64_t>(groups.size())) {
            throw Error(TSP_ERROR_VALUE, c10::str("there is no parameter group ", group,
                                                  ": expected 0 to ", groups.size() - 1));
        }
        requireNoStep();
        if (isLbfgs && name == "history_size" && !optimizer_->state().empty()) {
            throw Error(TSP_ERROR_VALUE, "history_size cannot change after LBFGS has made a step: "
                                         "create another optimizer");
        }
        auto& options = optionsOf(groups[static_cast<size_t>(group)]);
        options = withOptions(options, {{name, value}}, name_);
    }

    at::Tensor step(const Closure& closure) override {
        const OptimizerTurn turn(mutex_);
        requireNoStep();
        if (isLbfgs && closure == nullptr) {
            throw Error(TSP_ERROR_VALUE,
                        "LBFGS computes the loss several times in a step: give it a closure");
        }
        const Stepping stepping(stepping_);
        std::vector<at::Tensor> parameters;
        for (const auto& group : optimizer_->param_groups()) {
            parameters.insert(parameters.end(), group.params().begin(), group.params().end());
        }
        const UseMark running({.tensors = parameters});
        StepUndo<TorchOptimizer> undo(*optimizer_);
        try {
            return optimizer_->step(closure);
        } catch (...) {
            undo.restore();
            throw;
        }
    }

    void zeroGrad(bool setToNone) override {
        const OptimizerTurn turn(mutex_);
        for (auto& group : optimizer_->param_groups()) {
            zeroGradients(group.params(), setToNone);
        }
    }

    void save(const ByteSink& sink) override {
        const OptimizerTurn turn(mutex_);
        requireNoStep();
        saveOptimizer(*optimizer_, sink);
    }

    // Loads into another optimizer, which replaces this one only if loading succeeds.
    void load(const ByteSource& source) override {
        const OptimizerTurn turn(mutex_);
        requireNoStep();
        const auto before = groups();
        std::vector<Options> options;
        for (auto& group : optimizer_->param_groups()) {
            options.push_back(optionsOf(group));
        }
        auto loaded = make(before, options);
        loadOptimizer(*loaded, source, name_, [&] {
            for (auto& group : loaded->param_groups()) {
                auto& read = optionsOf(group);
                read = withOptions(read, allOptions(read), name_);
            }
        });
        optimizer_ = std::move(loaded);
    }

  private:
    class Stepping {
      public:
        explicit Stepping(bool& flag) : flag_(flag) { flag_ = true; }
        Stepping(const Stepping&) = delete;
        Stepping& operator=(const Stepping&) = delete;
        ~Stepping() { flag_ = false; }

      private:
        bool& flag_;
    };

    static Options& optionsOf(TorchGroup& group) { return static_cast<Options&>(group.options()); }

    // libtorch treats an option that equals its default as not given, so the options are set
    // afterwards.
    static std::unique_ptr<TorchOptimizer> make(const std::vector<ParameterGroup>& groups,
                                                const std::vector<Options>& options) {
        std::vector<TorchGroup> bare;
        for (const auto& group : groups) {
            bare.emplace_back(group.parameters);
        }
        auto optimizer = std::make_unique<TorchOptimizer>(bare, options.front());
        for (size_t i = 0; i < options.size(); ++i) {
            optionsOf(optimizer->param_groups()[i]) = options[i];
            prepareState(*optimizer, groups[i].parameters, options[i]);
        }
        return optimizer;
    }

    void requireNoStep() const {
        if (stepping_) {
            throw Error(TSP_ERROR_RUNTIME, "a closure cannot step, change or save the " + name_ +
                                               " that runs it: do it after the step");
        }
    }

    [[noreturn]] static void throwOneGroup() {
        throw Error(TSP_ERROR_VALUE, "LBFGS takes all parameters in one group");
    }

    std::string name_;
    Options defaults_;
    std::unique_ptr<TorchOptimizer> optimizer_;
    std::recursive_mutex mutex_;
    bool stepping_ = false;
};

} // namespace torchsharp
