#include <map>

#include <pybind11/stl.h>

#include "core/modules/members.h"
#include "core/modules/state.h"
#include "core/support/error.h"
#include "python/calls/without_gil.h"
#include "python/classes/script_module_bindings.h"
#include "python/convert/parameter.h"
#include "python/convert/tensor_object.h"
#include "python/convert/to_python.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

bool isChild(const Module& module, const std::string& name) {
    const auto slot = module.type()->findAttributeSlot(name);
    return slot && module.type()->getAttribute(*slot)->is_module();
}

// Only the module that holds a member knows whether it is a parameter.
bool isParameterAt(const Module& module, const std::string& path) {
    const auto [owner, name] = pathTo(module, path);
    return isParameter(*owner.type(), name);
}

py::list asPairs(const Module& module, const NamedValues& members) {
    py::list pairs;
    for (const auto& [name, value] : members) {
        const auto object = asPython(value);
        if (value.isTensor() && isParameterAt(module, name)) {
            markAsParameter(object);
        }
        pairs.append(py::make_tuple(name, object));
    }
    return pairs;
}

tsp_member_kind kindOf(const std::string& name) {
    static const std::map<std::string, tsp_member_kind> kinds{
        {"parameters", TSP_MEMBER_PARAMETERS}, {"buffers", TSP_MEMBER_BUFFERS},
        {"attributes", TSP_MEMBER_ATTRIBUTES}, {"modules", TSP_MEMBER_MODULES},
        {"children", TSP_MEMBER_CHILDREN},     {"state", TSP_MEMBER_STATE},
    };
    return kinds.at(name);
}

py::list members(const ScriptModule& self, const std::string& kind, bool recurse) {
    const auto module = self.module();
    const auto wanted = kindOf(kind);
    return asPairs(module, withoutGil([&] { return membersOf(module, wanted, recurse); }));
}

// Its own parameters, buffers or children, under every name that they have.
py::list ownMembers(const py::object& self, const std::string& kind) {
    const auto module = self.cast<const ScriptModule&>().module();
    const auto wanted = kindOf(kind);
    const bool children = wanted == TSP_MEMBER_CHILDREN;
    auto found = membersOf(module, children ? TSP_MEMBER_ATTRIBUTES : TSP_MEMBER_STATE, false);
    std::erase_if(found, [&](const auto& member) {
        return children
                   ? !isChild(module, member.first) || !member.second.isModule()
                   : isParameter(*module.type(), member.first) != (wanted == TSP_MEMBER_PARAMETERS);
    });
    const auto pairs = asPairs(module, found);
    for (const auto& pair : pairs) {
        if (children) {
            ScriptModule::keepChild(self, pair[py::int_(0)], pair[py::int_(1)]);
        }
    }
    return pairs;
}

NamedValues stateFrom(const py::list& items) {
    NamedValues state;
    for (const auto& item : items) {
        const auto pair = item.cast<py::tuple>();
        const auto name = pair[0].cast<std::string>();
        if (!isTensorObject(pair[1].ptr())) {
            throw Error(TSP_ERROR_TYPE, "the state of '" + name + "' must be a torch.Tensor, not " +
                                            Py_TYPE(pair[1].ptr())->tp_name);
        }
        state.emplace_back(name, tensorOf(pair[1].ptr()));
    }
    return state;
}

py::tuple loadItems(const ScriptModule& self, const py::list& items, bool strict, bool assign) {
    const auto module = self.module();
    const auto state = stateFrom(items);
    const auto keys = withoutGil([&] { return loadState(module, state, strict, assign); });
    return py::make_tuple(keys.missing, keys.unexpected);
}

} // namespace

void bindModuleState(py::class_<ScriptModule>& bound) {
    bound.def("_members", &members, py::arg("kind"), py::arg("recurse"))
        .def("_own_members", &ownMembers, py::arg("kind"))
        .def("_load_state", &loadItems, py::arg("items"), py::arg("strict"), py::arg("assign"));
}

} // namespace torchsharp
