#include "abi/torchsharp_core.h"
#include "core/nodes/results.h"
#include "core/support/running_call.h"

void tsp_value_release(tsp_value* value) {
    if (value != nullptr) {
        const torchsharp::RunningCall call;
        torchsharp::releaseResult(*value);
    }
}
