#include <pybind11/pybind11.h>

#include "abi/torchsharp_core.h"
#include "python/calls/errors.h"
#include "python/calls/host_lock.h"
#include "python/calls/python_end.h"
#include "python/calls/thread_state.h"
#include "python/classes/array.h"
#include "python/classes/checkpoints.h"
#include "python/classes/compilation_unit.h"
#include "python/classes/future.h"
#include "python/classes/own_objects.h"
#include "python/classes/script_method.h"
#include "python/classes/script_module.h"
#include "python/classes/script_object.h"
#include "python/gil/gil_thread.h"
#include "python/gil/tensor_references.h"
#include "python/process/executor.h"
#include "python/process/interop.h"
#include "python/process/profiler.h"

namespace py = pybind11;

namespace {

void checkLibtorch() {
    if (tsp_libtorch_check() != TSP_OK) {
        tsp_error error;
        tsp_error_get(&error);
        throw py::import_error(
            std::string(error.message.data, static_cast<size_t>(error.message.size)));
    }
}

} // namespace

PYBIND11_MODULE(_C, module) {
    module.doc() =
        "TorchScript through libtorchsharp_core, for torchsharp_py. Use torchsharp_py.jit.";
    checkLibtorch();
    torchsharp::registerErrors();
    torchsharp::bindArray(module);
    torchsharp::bindScriptMethod(module);
    torchsharp::bindScriptModule(module);
    torchsharp::bindCompilationUnit(module);
    torchsharp::bindScriptObject(module);
    torchsharp::bindFuture(module);
    torchsharp::bindCheckpoints(module);
    torchsharp::bindOwnObjects();
    torchsharp::bindGilThread();
    torchsharp::bindHostLock();
    torchsharp::deferTensorReferences();
    torchsharp::bindPythonEnd();
    torchsharp::bindInterop(module);
    torchsharp::bindThreadState(module);
    torchsharp::bindExecutor(module);
    torchsharp::bindProfiler(module);
    module.attr("version") = TORCHSHARP_VERSION;
    module.def(
        "build_info",
        [] {
            tsp_text text;
            tsp_build_info(&text);
            return std::string(text.data, static_cast<size_t>(text.size));
        },
        "The versions of this library and of libtorch, as text.");
    module.def("live_handles", &tsp_live_handles,
               "The number of live handles of the C ABI and objects of the classes here.");
}
