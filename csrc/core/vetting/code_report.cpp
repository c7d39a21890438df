#include "core/vetting/code_report.h"

namespace torchsharp {

namespace {

void addFunction(const FunctionFacts& facts, ReportWriter& writer) {
    for (const auto& one : facts.operators) {
        writer.addOperator(one, facts.name);
    }
    for (const auto& name : facts.nativeClasses) {
        writer.addEffect("native_class", name, facts.name);
    }
    if (facts.isUnbounded) {
        writer.addEffect(facts.isEndless ? "endless_loop" : "unbounded_loop", "", facts.name);
    }
    if (facts.isEndless) {
        writer.addEndlessLoop(facts.name);
    }
}

} // namespace

void addCode(const Reach& reach, const std::vector<const torch::jit::Function*>& onLoad,
             const std::map<std::string, int64_t>& objects, const Policy& policy,
             VetReport& report) {
    ReportWriter writer(policy, reach.closure(onLoad), report);
    for (const auto* facts : reach.functions()) {
        addFunction(*facts, writer);
    }
    for (const auto& [name, isNative] : reach.classes()) {
        const auto found = objects.find(name);
        writer.addClass(name, isNative, found == objects.end() ? 0 : found->second);
    }
    writer.finish();
}

} // namespace torchsharp
