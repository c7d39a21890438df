#include "core/vetting/report.h"

#include <algorithm>

#include <ATen/core/Dict.h>
#include <ATen/core/List.h>

#include "core/support/error.h"
#include "core/types/names.h"

namespace torchsharp {

namespace {

// A list of tuples, one for each item.
template <class Items, class Row> c10::IValue rows(const Items& items, Row&& row) {
    c10::impl::GenericList list(c10::AnyType::get());
    for (const auto& item : items) {
        list.push_back(c10::ivalue::Tuple::create(row(item)));
    }
    return list;
}

} // namespace

void ReportWriter::addOperator(const OperatorName& one, const std::string& method) {
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
        addProblem("operator", method, "calls " + full + ", which " + effectInWords(entry.effect),
                   full);
    }
}

void ReportWriter::addEffect(const std::string& kind, const std::string& name,
                             const std::string& method) {
    report_.effects.push_back({kind, name, method, onLoad_.count(method) != 0});
}

void ReportWriter::addEndlessLoop(const std::string& method) {
    if (!policy_.allowsEndlessLoops()) {
        addProblem("endless_loop", method, "has a loop that does not end", "prim::Loop");
    }
}

void ReportWriter::addClass(const std::string& name, bool isNative, int64_t objects) {
    const bool isAllowed = !isNative || policy_.allowsClass(name);
    report_.classes.push_back({name, isNative, isAllowed, objects});
    if (!isAllowed) {
        report_.problems.push_back({"class",
                                    "it uses the class " + name +
                                        ", which is written in C++ and not in the list of the "
                                        "policy",
                                    name, ""});
    }
}

void ReportWriter::finish() {
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

void ReportWriter::addProblem(const char* kind, const std::string& method, const std::string& what,
                              const std::string& operatorName) {
    const char* when = onLoad_.count(method) != 0 ? ", which runs on load, " : " ";
    report_.problems.push_back({kind, method + when + what, operatorName, method});
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

c10::IValue treeOf(const VetReport& report) {
    using Row = std::vector<c10::IValue>;
    c10::Dict<std::string, int64_t> sizes;
    for (const auto& [name, size] : report.sizes) {
        sizes.insert(name, size);
    }
    return c10::ivalue::Tuple::create(
        {report.problems.empty(), report.policy,
         rows(
             report.problems,
             [](const auto& one) { return Row{one.kind, one.text, one.operatorName, one.method}; }),
         rows(report.operators,
              [](const auto& one) {
                  return Row{one.name, one.isAllowed, one.effect, textList(one.methods)};
              }),
         rows(report.effects,
              [](const auto& one) {
                  return Row{one.kind, one.operatorName, one.method, one.isOnLoad};
              }),
         rows(report.classes,
              [](const auto& one) {
                  return Row{one.name, one.isNative, one.isAllowed, one.objects};
              }),
         textList(report.onLoad), sizes});
}

} // namespace torchsharp
