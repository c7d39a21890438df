#include "core/exported/vet_program.h"

#include <string>
#include <string_view>

#include "core/exported/native_operators.h"
#include "core/exported/program_archive.h"
#include "core/files/archive.h"
#include "core/files/records_vetting.h"
#include "core/support/error.h"
#include "core/vetting/report.h"

namespace torchsharp {

namespace {

constexpr std::string_view higherOrder = "higher_order.";

// "aten::add.Tensor"
OperatorName parsedName(const std::string& full) {
    const auto dot = full.find('.', full.find("::"));
    return dot == std::string::npos ? OperatorName{full, ""}
                                    : OperatorName{full.substr(0, dot), full.substr(dot + 1)};
}

// What the interpreter itself does is harmless, except that it prints and that a loop may be long.
void addHigherOrder(std::string_view name, const std::string& method, ReportWriter& writer) {
    if (name == "print") {
        writer.addOperator({"prim::Print", ""}, method);
    } else if (name.starts_with("while_loop")) {
        writer.addEffect("unbounded_loop", "", method);
    }
}

void addProgram(const Program& program, const Policy& policy, VetReport& report) {
    ReportWriter writer(policy, {}, report);
    const auto method = program.name + ".forward";
    for (const auto& [full, count] : program.operators) {
        if (full.starts_with(higherOrder)) {
            addHigherOrder(std::string_view(full).substr(higherOrder.size()), method, writer);
        } else if (!isNativeOperator(full)) {
            writer.addOperator(parsedName(full), method);
        }
    }
    int64_t objects = 0;
    for (const auto& weight : program.weights) {
        objects += weight.kind == WeightSpec::Kind::Object ? 1 : 0;
    }
    for (const auto& name : program.customClasses) {
        writer.addEffect("native_class", name, method);
        writer.addClass(name, true, objects);
    }
    writer.finish();
}

} // namespace

void requireAllowed(const ProgramArchive& archive, const Program& program, const Policy& policy,
                    const ByteSource& source) {
    VetReport report;
    report.policy = policy.name();
    addRecords(archive.records(), source.reader->size(), policy, report);
    addProgram(program, policy, report);
    requireAllowed(report, source.name);
}

c10::IValue vetAnyTree(const ByteSource& source, const Policy& policy) {
    if (!isProgramArchive(source)) {
        return vetTree(source, policy);
    }
    VetReport report;
    report.policy = policy.name();
    try {
        const ProgramArchive archive(source);
        addRecords(archive.records(), source.reader->size(), policy, report);
        if (report.problems.empty()) {
            const auto names = archive.names();
            if (names.empty()) {
                report.problems.push_back({"archive",
                                           "it holds no program, but compiled code, which no "
                                           "policy can look into",
                                           "", ""});
            }
            for (const auto& name : names) {
                addProgram(*archive.program(name), policy, report);
            }
        }
    } catch (const std::exception&) {
        source.rethrowFailure();
        const auto error = describeException(std::current_exception());
        if (error.kind == TSP_ERROR_OUT_OF_MEMORY) {
            throw;
        }
        report.problems.push_back({"format", error.message, "", ""});
    }
    return treeOf(report);
}

} // namespace torchsharp
