#include "core/runtime/warm_up.h"

#include <algorithm>

#include "core/calls/stack.h"
#include "core/runtime/executor.h"

namespace torchsharp {

int64_t warmUp(const Callable& callable, const std::function<void(torch::jit::Stack&)>& fill,
               int64_t most) {
    if (most < 0) {
        throw Error(TSP_ERROR_VALUE,
                    "the number of warm-up runs must be 0 or more, not " + std::to_string(most));
    }
    auto* function = callable.function();
    const int64_t limit = std::min(most, runsToSpecialize(function));
    for (int64_t runs = 0; runs < limit; ++runs) {
        ReusedStack<1> stack;
        fill(*stack);
        callable.run(*stack);
        if (isSpecialized(function)) {
            return runs + 1;
        }
    }
    return limit;
}

} // namespace torchsharp
