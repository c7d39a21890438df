#include "core/exported/higher_order.h"

#include "core/exported/graph_step.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

constexpr std::string_view higherOrderPrefix = "torch.ops.higher_order.";

using StepMaker = std::unique_ptr<Step> (*)(GraphBuilder&, const Json&);

const std::map<std::string_view, StepMaker>& stepMakers() {
    static const auto& makers = *new std::map<std::string_view, StepMaker>{
        {"associative_scan", &associativeScanStep},
        {"auto_functionalized", &functionalizedStep},
        {"auto_functionalized_v2", &functionalizedBasesStep},
        {"call_torchbind", &customMethodStep},
        {"cond", &condStep},
        {"flex_gemm", &flexGemmStep},
        {"hints_wrapper", &blockStep},
        {"invoke_quant_packed", &blockStep},
        {"invoke_subgraph", &namedBlockStep},
        {"map_impl", &mapStep},
        {"out_dtype", &outDtypeStep},
        {"print", &printStep},
        {"run_const_graph", &blockStep},
        {"scan", &scanStep},
        {"strict_mode", &blockStep},
        {"tag_activation_checkpoint", &blockStep},
        {"while_loop", &whileStep},
        {"while_loop_stack_output", &stackedWhileStep},
        {"with_effects", &effectStep},
        {"wrap", &blockStep},
        {"wrap_activation_checkpoint", &blockStep},
        {"wrap_with_autocast", &autocastStep},
        {"wrap_with_set_grad_enabled", &gradModeStep},
    };
    return makers;
}

// Why a known operator cannot run here.
std::string reasonFor(std::string_view name) {
    static const auto& reasons = *new std::map<std::string_view, const char*>{
        {"aoti_call_delegate", "it runs compiled code that is not in the archive"},
        {"executorch_call_delegate", "it runs a part that was lowered for ExecuTorch"},
        {"flat_apply", "it calls a function of Python"},
        {"flex_attention", "its kernel is compiled by Python's torch.compile"},
        {"flex_attention_backward", "its kernel is compiled by Python's torch.compile"},
        {"inline_asm_elementwise", "it is machine code of a GPU, compiled by Python"},
        {"invoke_leaf_function", "it calls a function of Python"},
        {"local_map_hop", "it runs on several devices"},
        {"triton_kernel_wrapper_functional", "its kernel is compiled by Triton in Python"},
        {"triton_kernel_wrapper_mutation", "its kernel is compiled by Triton in Python"},
    };
    const auto found = reasons.find(name);
    return found == reasons.end() ? "" : std::string(": ") + found->second;
}

} // namespace

std::unique_ptr<Step> higherOrderStep(GraphBuilder& builder, const std::string& target,
                                      const Json& node) {
    if (!target.starts_with(higherOrderPrefix)) {
        return nullptr;
    }
    const auto name = std::string_view(target).substr(higherOrderPrefix.size());
    const auto found = stepMakers().find(name);
    if (found == stepMakers().end()) {
        throw Error(TSP_ERROR_UNSUPPORTED,
                    "the program calls '" + target + "', which is not supported" + reasonFor(name));
    }
    return found->second(builder, node);
}

} // namespace torchsharp
