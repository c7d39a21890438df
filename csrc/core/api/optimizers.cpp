#include "abi/torchsharp_core.h"

#include <ATen/core/Dict.h>

#include "core/api/bytes.h"
#include "core/api/required.h"
#include "core/nodes/read_tree.h"
#include "core/nodes/results.h"
#include "core/nodes/tensor_handle.h"
#include "core/support/error.h"
#include "core/support/guard.h"
#include "core/support/text.h"
#include "core/training/optimizer_handle.h"

using torchsharp::guard;
using torchsharp::ParameterGroup;

namespace {

c10::TypePtr groupType() {
    return c10::TupleType::create(
        {c10::ListType::ofTensors(),
         c10::DictType::create(c10::StringType::get(), c10::AnyType::get())});
}

ParameterGroup groupOf(const c10::IValue& tree) {
    const auto& parts = tree.toTupleRef().elements();
    ParameterGroup group{parts[0].toTensorVector(), {}};
    for (const auto& option : parts[1].toGenericDict()) {
        group.options.emplace_back(option.key().toStringRef(), option.value());
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

tsp_status tsp_optimizer_create(tsp_text name, const tsp_value* groups, tsp_optimizer** out) {
    return guard([&] {
        TSP_REQUIRE(groups, out);
        const auto list = torchsharp::readTree(*groups, *c10::ListType::create(groupType()),
                                               "the parameter groups");
        std::vector<ParameterGroup> read;
        for (const auto& group : list.toListRef()) {
            read.push_back(groupOf(group));
        }
        *out = new tsp_optimizer(torchsharp::Optimizer::create(torchsharp::readText(name), read));
    });
}

void tsp_optimizer_release(tsp_optimizer* optimizer) { torchsharp::release(optimizer); }

tsp_status tsp_optimizer_add_group(tsp_optimizer* optimizer, const tsp_value* group) {
    return guard([&] {
        TSP_REQUIRE(optimizer, group);
        optimizer->optimizer->addGroup(
            groupOf(torchsharp::readTree(*group, *groupType(), "a parameter group")));
    });
}

tsp_status tsp_optimizer_groups(tsp_optimizer* optimizer, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(optimizer, out);
        c10::impl::GenericList groups(c10::AnyType::get());
        for (const auto& group : optimizer->optimizer->groups()) {
            groups.push_back(treeOf(group));
        }
        torchsharp::writeResult(groups, out, 1);
    });
}

tsp_status tsp_optimizer_option_set(tsp_optimizer* optimizer, int64_t group, tsp_text name,
                                    const tsp_value* value) {
    return guard([&] {
        TSP_REQUIRE(optimizer, value);
        optimizer->optimizer->setOption(group, torchsharp::readText(name),
                                        torchsharp::readAnyTree(*value, "the value of an option"));
    });
}

tsp_status tsp_optimizer_step(tsp_optimizer* optimizer, tsp_closure closure, void* context,
                              tsp_tensor** loss) {
    return guard([&] {
        TSP_REQUIRE(optimizer, loss);
        auto result = optimizer->optimizer->step(readClosure(closure, context));
        *loss = result.defined() ? torchsharp::releaseToHandle(std::move(result)) : nullptr;
    });
}

tsp_status tsp_optimizer_zero_grad(tsp_optimizer* optimizer, int32_t set_to_none) {
    return guard([&] {
        TSP_REQUIRE(optimizer);
        optimizer->optimizer->zeroGrad(set_to_none != 0);
    });
}

tsp_status tsp_optimizer_save(tsp_optimizer* optimizer, const tsp_sink* sink) {
    return guard([&] {
        TSP_REQUIRE(optimizer, sink);
        optimizer->optimizer->save(torchsharp::sinkOf(*sink));
    });
}

tsp_status tsp_optimizer_load(tsp_optimizer* optimizer, const tsp_source* source) {
    return guard([&] {
        TSP_REQUIRE(optimizer, source);
        optimizer->optimizer->load(torchsharp::sourceOf(*source));
    });
}
