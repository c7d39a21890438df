#include "core/vetting/report.h"

#include <algorithm>

#include "core/support/error.h"

namespace torchsharp {

namespace {

class CodeReport {
  public:
    CodeReport(const Policy& policy, std::set<std::string> onLoad, VetReport& report)
        : policy_(policy), onLoad_(std::move(onLoad)), report_(report) {}

    void add(const FunctionFacts& facts) {
        for (const auto& one : facts.operators) {
            addOperator(one, facts.name);
        }
        for (const auto& name : facts.nativeClasses) {
            addEffect("native_class", name, facts.name);
        }
        if (facts.isUnbounded) {
            addEffect(facts.isEndless ? "endless_loop" : "unbounded_loop", "", facts.name);
        }
        if (facts.isEndless && !policy_.allowsEndlessLoops()) {
            addProblem("endless_loop", facts.name, "has a loop that does not end", "prim::Loop");
        }
    }

    void addClass(const std::string& name, bool isNative, int64_t objects) {
        const bool isAllowed = !isNative || policy_.allowsClass(name);
        report_.classes.push_back({name, isNative, isAllowed, objects});
        if (!isAllowed) {
            report_.problems.push_back({"class",
                                        "it uses the class " + name +
                                            ", which is written in C++ and not in the list of "
                                            "the policy",
                                        name, ""});
        }
    }

    void finish() {
        for (auto& [name, one] : operators_) {
            report_.operators.push_back(std::move(one));
        }
        report_.onLoad.assign(onLoad_.begin(), onLoad_.end());
        // What runs on load is worse, and what is known better than what is not.
        const auto rank = [this](const VetProblem& one) {
            return std::pair(onLoad_.count(one.method) == 0,
                             one.kind == "operator" && effectOf(one.operatorName, "").empty());
        };
        std::stable_sort(report_.problems.begin(), report_.problems.end(),
                         [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    }

  private:
    void addOperator(const OperatorName& one, const std::string& method) {
        const auto full = one.full();
        auto& entry = operators_[full];
        if (entry.name.empty()) {
            entry = {
                full, policy_.allows(one.name, one.overload), effectOf(one.name, one.overload), {}};
        }
        entry.methods.push_back(method);
        if (!entry.effect.empty()) {
            addEffect(entry.effect, full, method);
        }
        if (!entry.isAllowed) {
            addProblem("operator", method,
                       "calls " + full + ", which " + effectInWords(entry.effect), full);
        }
    }

    void addEffect(const std::string& kind, const std::string& name, const std::string& method) {
        report_.effects.push_back({kind, name, method, onLoad_.count(method) != 0});
    }

    void addProblem(const char* kind, const std::string& method, const std::string& what,
                    const std::string& operatorName) {
        const char* when = onLoad_.count(method) != 0 ? ", which runs on load, " : " ";
        report_.problems.push_back({kind, method + when + what, operatorName, method});
    }

    const Policy& policy_;
    std::set<std::string> onLoad_;
    VetReport& report_;
    std::map<std::string, VetReport::Operator> operators_;
};

} // namespace

void addCode(const Reach& reach, const std::vector<const torch::jit::Function*>& onLoad,
             const std::map<std::string, int64_t>& objects, const Policy& policy,
             VetReport& report) {
    CodeReport code(policy, reach.closure(onLoad), report);
    for (const auto* facts : reach.functions()) {
        code.add(*facts);
    }
    for (const auto& [name, isNative] : reach.classes()) {
        const auto found = objects.find(name);
        code.addClass(name, isNative, found == objects.end() ? 0 : found->second);
    }
    code.finish();
}

void requireAllowed(const VetReport& report, const std::string& name) {
    if (report.problems.empty()) {
        return;
    }
    const size_t more = report.problems.size() - 1;
    throw Error(TSP_ERROR_POLICY,
                name + " is refused by the policy '" + report.policy +
                    "': " + report.problems.front().text +
                    (more == 0 ? "" : " (and " + std::to_string(more) + " more)") +
                    ". To see everything that the file could do, use jit.vet or the command "
                    "'torchsharp-py vet'; to allow it, load it with a policy of your own.");
}

} // namespace torchsharp
