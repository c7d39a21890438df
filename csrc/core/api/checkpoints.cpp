#include "abi/torchsharp_core.h"
#include "core/api/bytes.h"
#include "core/api/required.h"
#include "core/files/checkpoint.h"
#include "core/nodes/pickled_nodes.h"
#include "core/nodes/results.h"
#include "core/support/device.h"
#include "core/support/guard.h"
#include "core/support/text.h"

using torchsharp::guard;

tsp_status tsp_checkpoint_load(const tsp_source* source, tsp_text device, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(source, out);
        torchsharp::writeResult(torchsharp::loadCheckpoint(
                                    torchsharp::sourceOf(*source),
                                    torchsharp::deviceOrNone(torchsharp::readOptionalText(device))),
                                out, 1);
    });
}

tsp_status tsp_checkpoint_save(const tsp_value* value, const tsp_sink* sink) {
    return guard([&] {
        TSP_REQUIRE(value, sink);
        torchsharp::saveCheckpoint(
            [&](torchsharp::PickleWriter& writer) { torchsharp::writeNodes(*value, writer); },
            torchsharp::sinkOf(*sink));
    });
}
