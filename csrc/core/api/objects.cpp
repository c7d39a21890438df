#include <ATen/Context.h>
#include <ATen/core/Generator.h>

#include "core/nodes/arguments.h"
#include "core/support/device.h"
#include "core/calls/future.h"
#include "core/support/guard.h"
#include "core/nodes/handles.h"
#include "core/types/named_types.h"
#include "core/types/names.h"
#include "core/calls/object.h"
#include "core/nodes/results.h"
#include "core/types/schema.h"
#include "core/support/text.h"

using torchsharp::guard;
using torchsharp::readText;

namespace {

// The element type that a Future or Await declares, null where it has none.
c10::TypePtr elementOf(const c10::IValue& future) {
    const auto type = future.type();
    return type->containedTypeSize() == 1 ? c10::TypePtr(type->containedType(0)) : nullptr;
}

at::Generator generatorOf(const tsp_object& object) {
    if (!object.value.isGenerator()) {
        throw torchsharp::Error(TSP_ERROR_TYPE, "expected a Generator, not " +
                                                    object.value.type()->annotation_str());
    }
    return object.value.toGenerator();
}

} // namespace

tsp_status tsp_module_object(tsp_module* module, tsp_object** out) {
    return guard([&] { *out = new tsp_object(module->module._ivalue()); });
}

tsp_status tsp_object_retain(tsp_object* object, tsp_object** out) {
    return guard([&] { *out = new tsp_object(object->value); });
}

void tsp_object_release(tsp_object* object) { delete object; }

tsp_status tsp_object_type(tsp_object* object, tsp_value* out) {
    return guard(
        [&] { torchsharp::writeResult(torchsharp::typeTree(*object->value.type()), out, 1); });
}

tsp_status tsp_object_identity(tsp_object* object, int64_t* out) {
    return guard([&] {
        *out = object->value.isIntrusivePtr()
                   ? reinterpret_cast<int64_t>(object->value.internalToPointer())
                   : reinterpret_cast<int64_t>(object);
    });
}

tsp_status tsp_object_attributes(tsp_object* object, tsp_value* out) {
    return guard([&] {
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
        const c10::List<std::string> names(
            torchsharp::methodNames(*torchsharp::classOf(object->value)));
        torchsharp::writeResult(names, out, 1);
    });
}

tsp_status tsp_object_get(tsp_object* object, const char* name, int64_t name_size, tsp_value* out,
                          int64_t capacity) {
    return guard([&] {
        torchsharp::requireRoom(capacity);
        const auto value = torchsharp::getAttribute(object->value, readText(name, name_size));
        torchsharp::writeResult(value, out, capacity);
    });
}

tsp_status tsp_object_set(tsp_object* object, const char* name, int64_t name_size,
                          const tsp_value* value) {
    return guard([&] {
        const auto attribute = readText(name, name_size);
        const auto wanted = torchsharp::attributeToSet(object->value, attribute);
        try {
            torchsharp::setAttribute(object->value, attribute,
                                     torchsharp::readValue(*value, *wanted));
        } catch (const torchsharp::Mismatch& mismatch) {
            torchsharp::throwWrongAttribute(object->value, attribute, *wanted, mismatch.got);
        }
    });
}

tsp_status tsp_object_callable(tsp_object* object, const char* name, int64_t name_size,
                               tsp_callable** out) {
    return guard([&] {
        *out = new tsp_callable(
            torchsharp::Callable::ofObject(object->value, readText(name, name_size)));
    });
}

tsp_status tsp_class_callable(tsp_module* module, tsp_unit* unit, const char* name,
                              int64_t name_size, tsp_callable** out) {
    return guard([&] {
        if ((module == nullptr) == (unit == nullptr)) {
            throw torchsharp::Error(TSP_ERROR_VALUE,
                                    "a class is that of either a module or a unit: give one");
        }
        const auto types = module != nullptr ? torchsharp::namedTypesOf(module->module)
                                             : torchsharp::namedTypesOf(*unit->unit);
        *out = new tsp_callable(
            torchsharp::Callable::ofClass(torchsharp::findClass(types, readText(name, name_size))));
    });
}

tsp_status tsp_future_done(tsp_object* future, int32_t* out) {
    return guard([&] { *out = torchsharp::isDone(future->value) ? 1 : 0; });
}

tsp_status tsp_future_wait(tsp_object* future, tsp_value* out, int64_t capacity) {
    return guard([&] {
        torchsharp::requireRoom(capacity);
        const auto value = torchsharp::waitFor(future->value);
        torchsharp::writeResult(value, out, capacity, elementOf(future->value).get());
    });
}

tsp_status tsp_future_then(tsp_object* future, tsp_callback callback, void* context) {
    return guard([&] {
        if (future->value.isAwait()) {
            throw torchsharp::Error(TSP_ERROR_UNSUPPORTED,
                                    "an Await runs where it is waited for: it cannot call back");
        }
        torchsharp::isDone(future->value); // TYPE for what is no future
        future->value.toFuture()->addCallback(
            [callback, context](c10::ivalue::Future&) { callback(context); });
    });
}

tsp_status tsp_generator_create(const char* device, tsp_object** out) {
    return guard([&] {
        const auto target = torchsharp::parseDevice(device);
        at::Generator source = at::globalContext().defaultGenerator(target);
        const std::lock_guard<std::mutex> lock(source.mutex());
        auto generator = source.clone();
        generator.set_current_seed(at::default_rng_seed_val); // as torch.Generator does
        *out = new tsp_object(generator);
    });
}

tsp_status tsp_generator_seed_set(tsp_object* generator, int64_t seed) {
    return guard([&] {
        auto target = generatorOf(*generator);
        const std::lock_guard<std::mutex> lock(target.mutex());
        target.set_current_seed(static_cast<uint64_t>(seed));
    });
}

tsp_status tsp_generator_seed_get(tsp_object* generator, int64_t* out) {
    return guard([&] {
        auto source = generatorOf(*generator);
        const std::lock_guard<std::mutex> lock(source.mutex());
        *out = static_cast<int64_t>(source.current_seed());
    });
}
