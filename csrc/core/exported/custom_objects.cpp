#include "core/exported/custom_objects.h"

#include <torch/csrc/jit/serialization/pickle.h>
#include <torch/custom_class.h>

#include "core/files/archive_records.h"
#include "core/files/byte_source.h"
#include "core/files/pickle_machine.h"
#include "core/files/pickled_objects.h"
#include "core/files/pickled_tensors.h"
#include "core/files/unreadable.h"
#include "core/support/error.h"

namespace torchsharp {

c10::ClassTypePtr customClassOf(const std::string& name) {
    auto type = torch::getCustomClass(name);
    if (type == nullptr) {
        throw Error(TSP_ERROR_UNKNOWN_OPERATOR,
                    "the program has an object of the class '" + name +
                        "', which nothing registers. If a library registers it, load that "
                        "library first (ops.load_library).");
    }
    return type;
}

c10::IValue readCustomObject(const std::string& record, const std::string& bytes,
                             const Policy* policy) {
    const ArchiveRecords records(bytesSource(bytes.data(), bytes.size()));
    const ArchiveStorages storages(records, "data/");
    PickledTensors tensors(storages, std::nullopt);
    const auto classOf = [&](const std::string& name) {
        if (policy != nullptr && !policy->allowsClass(name)) {
            throw Error(TSP_ERROR_POLICY, "its record '" + record + "' is an object of the class " +
                                              name + ", which the policy '" + policy->name() +
                                              "' does not allow");
        }
        return customClassOf(name);
    };
    PickledObjects objects(std::make_shared<torch::jit::CompilationUnit>(), classOf);
    const auto call = [&](const std::string& name, const std::vector<Pickled>& arguments) {
        auto made = tensors.call(name, arguments);
        return made ? *std::move(made) : objects.call(name, arguments);
    };
    auto value = PickleMachine(records.text("data.pkl"),
                               {call, [&](const auto& id) { return tensors.storage(id); },
                                [&](const std::string& name, const c10::IValue& state) {
                                    return objects.object(name, state);
                                },
                                nullptr})
                     .run();
    objects.restore();
    if (!value.isObject()) {
        throwUnreadable("its record '" + record + "' is not an object");
    }
    return value;
}

std::string writeCustomObject(const c10::IValue& object) {
    const auto& type = object.toObjectRef().type();
    if (type->findMethod("__getstate__") == nullptr) {
        throw Error(TSP_ERROR_UNSUPPORTED, "an object of the class '" + type->repr_str() +
                                               "' cannot be saved: it has no __getstate__");
    }
    const auto bytes = torch::jit::pickle_save(object);
    return {bytes.begin(), bytes.end()};
}

} // namespace torchsharp
