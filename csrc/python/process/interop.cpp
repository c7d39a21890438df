#include "python/process/interop.h"

#include <ATen/DLConvertor.h>

#include "core/nodes/handles.h"
#include "core/nodes/tensor_handle.h"
#include "python/classes/script_module.h"
#include "python/convert/tensor_object.h"
#include "python/convert/to_python.h"
#include "python/gil/gil_thread.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

template <class T> T* handleAt(uintptr_t address) { return reinterpret_cast<T*>(address); }

uintptr_t tensorToHandle(const py::object& object) {
    if (!isTensorObject(object.ptr())) {
        throw Error(TSP_ERROR_TYPE,
                    std::string("expected a torch.Tensor, not ") + Py_TYPE(object.ptr())->tp_name);
    }
    return reinterpret_cast<uintptr_t>(releaseToHandle(tensorOf(object.ptr())));
}

py::object tensorFromHandle(uintptr_t address) {
    return asPython(shareTensor(handleAt<tsp_tensor>(address)));
}

// Its owner may be Python's, which must be released with the GIL: here, never on a thread that may
// be waited for by the one that holds it.
uintptr_t tensorFromDlpack(const py::capsule& capsule) {
    auto* managed = static_cast<DLManagedTensor*>(PyCapsule_GetPointer(capsule.ptr(), "dltensor"));
    if (managed == nullptr) {
        throw py::error_already_set(); // not a capsule of DLPack, or taken before
    }
    at::Tensor tensor = at::fromDLPack(managed, [managed](void*) {
        runWithGil([managed] {
            if (managed->deleter != nullptr) {
                managed->deleter(managed);
            }
        });
    });
    PyCapsule_SetName(capsule.ptr(), "used_dltensor"); // so that the capsule does not release it
    return reinterpret_cast<uintptr_t>(releaseToHandle(std::move(tensor)));
}

uintptr_t moduleToHandle(const py::object& object) {
    return reinterpret_cast<uintptr_t>(new tsp_module(moduleFromPython(object)));
}

py::object moduleFromHandle(uintptr_t address) {
    return ScriptModule::of(handleAt<tsp_module>(address)->module);
}

// A new handle on the tensor in a Python object, or null if it is not a tensor. For callers that
// have the object's address and no time for a Python call; they hold the GIL and a reference.
tsp_tensor* unwrapTensor(PyObject* object) noexcept {
    return isTensorObject(object) ? releaseToHandle(tensorOf(object)) : nullptr;
}

uintptr_t lockCheckAddress() { return reinterpret_cast<uintptr_t>(&PyGILState_Check); }

} // namespace

void bindInterop(py::module_& module) {
    module.def("tensor_to_handle", &tensorToHandle,
               "A new tsp_tensor handle on a torch.Tensor; the caller releases it.");
    module.def("tensor_from_handle", &tensorFromHandle,
               "The torch.Tensor behind a tsp_tensor handle, which stays the caller's.");
    module.def("tensor_from_dlpack", &tensorFromDlpack,
               "A new tsp_tensor handle on a tensor that shares the elements of a DLPack capsule.");
    module.def("module_to_handle", &moduleToHandle,
               "A new tsp_module handle on a script module; the caller releases it.");
    module.def(
        "module_from_handle", &moduleFromHandle,
        "A ScriptModule on the module behind a tsp_module handle, which stays the caller's.");
    module.def(
        "unwrap_tensor_address", [] { return reinterpret_cast<uintptr_t>(&unwrapTensor); },
        "The address of `tsp_tensor* unwrap(PyObject*)`. Call it with the GIL held.");
    module.def("lock_check_address", &lockCheckAddress,
               "The address of `int check()`: whether the calling thread holds the GIL.");
}

} // namespace torchsharp
