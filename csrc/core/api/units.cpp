#include "core/source/compile.h"
#include "core/support/guard.h"
#include "core/nodes/handles.h"
#include "core/types/names.h"
#include "core/nodes/results.h"
#include "core/support/text.h"

using torchsharp::guard;
using torchsharp::readText;

tsp_status tsp_unit_compile(const char* source, int64_t source_size, tsp_unit** out) {
    return guard(
        [&] { *out = new tsp_unit(torchsharp::compileUnit(readText(source, source_size))); });
}

void tsp_unit_release(tsp_unit* unit) { delete unit; }

tsp_status tsp_unit_functions(tsp_unit* unit, tsp_value* out) {
    return guard([&] {
        torchsharp::writeResult(torchsharp::textList(torchsharp::functionNames(*unit->unit)), out,
                                1);
    });
}

tsp_status tsp_unit_callable(tsp_unit* unit, const char* name, int64_t name_size,
                             tsp_callable** out) {
    return guard([&] {
        *out = new tsp_callable(
            torchsharp::Callable::ofFunction(unit->unit, readText(name, name_size)));
    });
}
