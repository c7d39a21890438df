#pragma once

#include <memory>

#include "abi/torchsharp_types.h"
#include "core/calls/callable.h"
#include "core/calls/tensor_places.h"
#include "core/nodes/typed_operator.h"
#include "core/support/live.h"
#include "core/types/module.h"

// The definitions of the opaque handles of the ABI.

struct tsp_module : torchsharp::LiveHandle {
    explicit tsp_module(torchsharp::Module value) : module(std::move(value)) {}
    torchsharp::Module module;
    torchsharp::TensorPlaces places;
};

struct tsp_unit : torchsharp::LiveHandle {
    explicit tsp_unit(std::shared_ptr<torch::jit::CompilationUnit> value)
        : unit(std::move(value)) {}
    std::shared_ptr<torch::jit::CompilationUnit> unit;
};

struct tsp_callable : torchsharp::LiveHandle {
    explicit tsp_callable(std::unique_ptr<torchsharp::Callable> value,
                          std::unique_ptr<torchsharp::TypedOperator> fast = nullptr)
        : callable(std::move(value)), typed(std::move(fast)) {}
    std::unique_ptr<torchsharp::Callable> callable;
    std::unique_ptr<torchsharp::TypedOperator> typed; // a faster way to call an operator, or null
};

struct tsp_object : torchsharp::LiveHandle {
    explicit tsp_object(c10::IValue held) : value(std::move(held)) {}
    c10::IValue value;
};
