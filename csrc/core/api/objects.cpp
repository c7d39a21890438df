#include "abi/torchsharp_core.h"
#include "core/api/required.h"
#include "core/calls/object.h"
#include "core/nodes/arguments.h"
#include "core/nodes/handles.h"
#include "core/nodes/results.h"
#include "core/support/guard.h"
#include "core/support/text.h"
#include "core/types/names.h"
#include "core/types/schema.h"

using torchsharp::guard;
using torchsharp::readText;

tsp_status tsp_object_retain(tsp_object* object, tsp_object** out) {
    return guard([&] {
        TSP_REQUIRE(object, out);
        *out = new tsp_object(object->value);
    });
}

void tsp_object_release(tsp_object* object) { torchsharp::release(object); }

tsp_status tsp_object_type(tsp_object* object, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(object, out);
        torchsharp::writeResult(torchsharp::typeTree(*object->value.type()), out, 1);
    });
}

tsp_status tsp_object_identity(tsp_object* object, int64_t* out) {
    return guard([&] {
        TSP_REQUIRE(object, out);
        *out = object->value.isIntrusivePtr()
                   ? reinterpret_cast<int64_t>(object->value.internalToPointer())
                   : reinterpret_cast<int64_t>(object);
    });
}

tsp_status tsp_object_attributes(tsp_object* object, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(object, out);
        c10::impl::GenericList attributes(c10::AnyType::get());
        for (const auto& [name, type] :
             torchsharp::attributesOf(*torchsharp::classOf(object->value))) {
            attributes.push_back(c10::ivalue::Tuple::create(name, torchsharp::typeTree(*type)));
        }
        torchsharp::writeResult(attributes, out, 1);
    });
}

tsp_status tsp_object_methods(tsp_object* object, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(object, out);
        const c10::List<std::string> names(
            torchsharp::methodNames(*torchsharp::classOf(object->value)));
        torchsharp::writeResult(names, out, 1);
    });
}

tsp_status tsp_object_get(tsp_object* object, tsp_text name, tsp_value* out, int64_t capacity) {
    return guard([&] {
        TSP_REQUIRE(object, out);
        torchsharp::requireRoom(capacity);
        const auto value = torchsharp::getAttribute(object->value, readText(name));
        torchsharp::writeResult(value, out, capacity);
    });
}

tsp_status tsp_object_set(tsp_object* object, tsp_text name, const tsp_value* value) {
    return guard([&] {
        TSP_REQUIRE(object, value);
        const auto attribute = readText(name);
        const auto wanted = torchsharp::attributeToSet(object->value, attribute);
        try {
            torchsharp::setAttribute(object->value, attribute,
                                     torchsharp::readValue(*value, *wanted));
        } catch (const torchsharp::Mismatch& mismatch) {
            torchsharp::throwWrongAttribute(object->value, attribute, *wanted, mismatch.got);
        }
    });
}

tsp_status tsp_object_callable(tsp_object* object, tsp_text name, tsp_callable** out) {
    return guard([&] {
        TSP_REQUIRE(object, out);
        *out = new tsp_callable(torchsharp::Callable::ofObject(object->value, readText(name)));
    });
}
