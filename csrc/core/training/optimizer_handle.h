#pragma once

#include <memory>

#include "abi/torchsharp_types.h"
#include "core/support/live.h"
#include "core/training/optimizers.h"

struct tsp_optimizer : torchsharp::LiveHandle {
    explicit tsp_optimizer(std::unique_ptr<torchsharp::Optimizer> value)
        : optimizer(std::move(value)) {}
    std::unique_ptr<torchsharp::Optimizer> optimizer;
};
