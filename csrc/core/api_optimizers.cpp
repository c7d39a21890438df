#include <ATen/core/Dict.h>

#include "core/api_bytes.h"
#include "core/error.h"
#include "core/guard.h"
#include "core/optimizer_handle.h"
#include "core/read.h"
#include "core/results.h"
#include "core/tensor_handle.h"

using torchsharp::guard;
using torchsharp::ParameterGroup;

namespace {

ParameterGroup readGroup(const tsp_value& value) {
    constexpr const char* what = "a parameter group";
    constexpr const char* wanted = "a tuple of a list of Tensor and a dict of options";
    const auto parts = torchsharp::readNodes(value, what);
    if (parts.size() != 2 || parts[1].kind != TSP_KIND_DICT) {
        torchsharp::throwWrongNode(what, wanted, value);
    }
    ParameterGroup group{torchsharp::readTensors(parts[0], "the parameters of a group"), {}};
    const auto options = torchsharp::pairsOf(parts[1]);
    for (size_t i = 0; i < options.size(); i += 2) {
        if (options[i].kind != TSP_KIND_STRING) {
            torchsharp::throwWrongNode("the name of an option", "str", options[i]);
        }
        const std::string name(torchsharp::textOf(options[i]));
        group.options.emplace_back(
            name, torchsharp::readAny(options[i + 1], "the option '" + name + "'"));
    }
    return group;
}

c10::IValue treeOf(const ParameterGroup& group) {
    c10::impl::GenericDict options(c10::StringType::get(), c10::AnyType::get());
    for (const auto& [name, value] : group.options) {
        options.insert(name, value);
    }
    return c10::ivalue::Tuple::create(c10::List<at::Tensor>(group.parameters), std::move(options));
}

torchsharp::Optimizer::Closure readClosure(tsp_closure closure, void* context) {
    if (closure == nullptr) {
        return nullptr;
    }
    return [closure, context] {
        tsp_tensor* loss = closure(context);
        if (loss == nullptr) {
            throw torchsharp::Error(TSP_ERROR_RUNTIME, "the closure failed");
        }
        return torchsharp::takeTensor(loss);
    };
}

} // namespace

tsp_status tsp_optimizer_create(const char* name, const tsp_value* groups, tsp_optimizer** out) {
    return guard([&] {
        std::vector<ParameterGroup> read;
        for (const auto& group : torchsharp::readNodes(*groups, "the parameter groups")) {
            read.push_back(readGroup(group));
        }
        *out = new tsp_optimizer(torchsharp::Optimizer::create(name, read));
    });
}

void tsp_optimizer_release(tsp_optimizer* optimizer) { delete optimizer; }

tsp_status tsp_optimizer_add_group(tsp_optimizer* optimizer, const tsp_value* group) {
    return guard([&] { optimizer->optimizer->addGroup(readGroup(*group)); });
}

tsp_status tsp_optimizer_groups(tsp_optimizer* optimizer, tsp_value* out) {
    return guard([&] {
        c10::impl::GenericList groups(c10::AnyType::get());
        for (const auto& group : optimizer->optimizer->groups()) {
            groups.push_back(treeOf(group));
        }
        torchsharp::writeResult(groups, out, 1);
    });
}

tsp_status tsp_optimizer_option_set(tsp_optimizer* optimizer, int64_t group, const char* name,
                                    const tsp_value* value) {
    return guard([&] {
        const std::string option(name);
        optimizer->optimizer->setOption(group, option,
                                        torchsharp::readAny(*value, "the option '" + option + "'"));
    });
}

tsp_status tsp_optimizer_step(tsp_optimizer* optimizer, tsp_closure closure, void* context,
                              tsp_tensor** loss) {
    return guard([&] {
        auto result = optimizer->optimizer->step(readClosure(closure, context));
        *loss = result.defined() ? torchsharp::releaseToHandle(std::move(result)) : nullptr;
    });
}

tsp_status tsp_optimizer_zero_grad(tsp_optimizer* optimizer, int32_t set_to_none) {
    return guard([&] { optimizer->optimizer->zeroGrad(set_to_none != 0); });
}

tsp_status tsp_optimizer_save(tsp_optimizer* optimizer, const tsp_sink* sink) {
    return guard([&] { optimizer->optimizer->save(torchsharp::sinkOf(*sink)); });
}

tsp_status tsp_optimizer_load(tsp_optimizer* optimizer, const tsp_source* source) {
    return guard([&] { optimizer->optimizer->load(torchsharp::sourceOf(*source)); });
}
