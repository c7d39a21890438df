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

py::object tensorObject(const at::Tensor& tensor, bool isParameter) {
    auto object = py::reinterpret_steal<py::object>(THPVariable_Wrap(tensor));
    if (!object) {
        throw py::error_already_set();
    }
    if (isParameter) {
        markAsParameter(object);
    }
    return object;
}

// Parameters, buffers or both ("state"), in pairs with their names, or alone.
py::list tensors(ScriptModule& self, const std::string& kind, bool recurse, bool once, bool named) {
    ensureTorch();
    const auto found = self.places.find(self.module().object(), kindOf(kind), recurse, once);
    const auto names = named ? self.placeNames(found.layout) : nullptr;
    py::list list(found.tensors.size());
    for (size_t i = 0; i < found.tensors.size(); ++i) {
        const auto& [place, tensor] = found.tensors[i];
        auto object = tensorObject(tensor, found.layout->places[place].isParameter);
        if (names != nullptr) {
            object = py::reinterpret_steal<py::object>(
                PyTuple_Pack(2, (*names)[place].ptr(), object.ptr()));
            if (!object) {
                throw py::error_already_set();
            }
        }
        PyList_SET_ITEM(list.ptr(), static_cast<Py_ssize_t>(i), object.release().ptr());
    }
    return list;
}

// Its own children, under every name that they have.
py::list ownChildren(const py::object& self) {
    const auto module = self.cast<const ScriptModule&>().module();
    auto found = membersOf(module, TSP_MEMBER_ATTRIBUTES, false);
    std::erase_if(found, [&](const auto& member) {
        return !isChild(*module.type(), member.first) || !member.second.isModule();
    });
    const auto pairs = asPairs(module, found);
    for (const auto& pair : pairs) {
        ScriptModule::keepChild(self, pair[py::int_(0)], pair[py::int_(1)]);
    }
    return pairs;
}

// Its own parameters, buffers or children, under every name that they have.
py::list ownMembers(const py::object& self, const std::string& kind) {
    return kind == "children" ? ownChildren(self)
                              : tensors(self.cast<ScriptModule&>(), kind, false, false, true);
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
        .def("_tensors", &tensors, py::arg("kind"), py::arg("recurse"), py::arg("once"),
             py::arg("named"))
        .def("_own_members", &ownMembers, py::arg("kind"))
        .def("_load_state", &loadItems, py::arg("items"), py::arg("strict"), py::arg("assign"));
}

} // namespace torchsharp
