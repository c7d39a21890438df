#include "core/exported/native_operators.h"

#include <algorithm>
#include <unordered_map>

#include "core/exported/quantization.h"

namespace torchsharp {

namespace {

// As programs name it: "torch.ops.quantized_decomposed.choose_qparams.tensor".
std::string programName(const c10::FunctionSchema& schema) {
    std::string name = "torch.ops.";
    for (const char letter : schema.name()) { // "quantized_decomposed::choose_qparams"
        if (letter != ':') {
            name += letter;
        } else if (name.back() != '.') {
            name += '.';
        }
    }
    const auto& overload = schema.overload_name();
    return name + "." + (overload.empty() ? "default" : overload);
}

} // namespace

const NativeOperator* findNativeOperator(const std::string& target) {
    static const auto& all = *[] {
        auto* operators = new std::unordered_map<std::string, NativeOperator>();
        for (auto& each : quantizationOperators()) {
            auto name = programName(each.schema);
            operators->emplace(std::move(name), std::move(each));
        }
        return operators;
    }();
    const auto found = all.find(target);
    return found == all.end() ? nullptr : &found->second;
}

bool isNativeOperator(const std::string& name) {
    const auto operators = quantizationOperators();
    return std::any_of(operators.begin(), operators.end(), [&](const auto& each) {
        const auto& overload = each.schema.overload_name();
        return name == each.schema.name() + (overload.empty() ? "" : "." + overload);
    });
}

} // namespace torchsharp
