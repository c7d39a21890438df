#include "abi/torchsharp_core.h"
#include "core/nodes/results.h"

void tsp_value_release(tsp_value* value) {
    if (value != nullptr) {
        torchsharp::releaseResult(*value);
    }
}
