#include "abi/torchsharp_core.h"
#include "core/api/required.h"
#include "core/calls/unit_functions.h"
#include "core/nodes/handles.h"
#include "core/nodes/results.h"
#include "core/source/compile.h"
#include "core/support/guard.h"
#include "core/support/text.h"
#include "core/types/named_types.h"
#include "core/types/names.h"

using torchsharp::guard;
using torchsharp::readText;

tsp_status tsp_unit_compile(tsp_text source, tsp_unit** out) {
    return guard([&] {
        TSP_REQUIRE(out);
        *out = new tsp_unit(torchsharp::compileUnit(readText(source)));
    });
}

void tsp_unit_release(tsp_unit* unit) { torchsharp::release(unit); }

tsp_status tsp_unit_functions(tsp_unit* unit, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(unit, out);
        torchsharp::writeResult(torchsharp::textList(torchsharp::functionNames(*unit->unit)), out,
                                1);
    });
}

tsp_status tsp_unit_callable(tsp_unit* unit, tsp_text name, tsp_callable** out) {
    return guard([&] {
        TSP_REQUIRE(unit, out);
        *out = new tsp_callable(torchsharp::functionOf(unit->unit, readText(name)));
    });
}

tsp_status tsp_unit_class(tsp_unit* unit, tsp_text name, tsp_callable** out) {
    return guard([&] {
        TSP_REQUIRE(unit, out);
        *out = new tsp_callable(torchsharp::Callable::ofClass(
            torchsharp::findClass(torchsharp::namedTypesOf(*unit->unit), readText(name))));
    });
}
