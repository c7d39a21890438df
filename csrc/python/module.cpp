#include <pybind11/pybind11.h>

#include "abi/torchsharp_core.h"
#include "python/call_back.h"
#include "python/compilation_unit.h"
#include "python/errors.h"
#include "python/executor.h"
#include "python/future.h"
#include "python/interop.h"
#include "python/profiler.h"
#include "python/script_method.h"
#include "python/script_module.h"
#include "python/script_object.h"
#include "python/thread_state.h"

namespace py = pybind11;

PYBIND11_MODULE(_C, module) {
    module.doc() =
        "TorchScript through libtorchsharp_core, for torchsharp_py. Use torchsharp_py.jit.";
    torchsharp::registerErrors();
    torchsharp::bindScriptMethod(module);
    torchsharp::bindScriptModule(module);
    torchsharp::bindCompilationUnit(module);
    torchsharp::bindScriptObject(module);
    torchsharp::bindFuture(module);
    torchsharp::bindCallBack();
    torchsharp::bindInterop(module);
    torchsharp::bindThreadState(module);
    torchsharp::bindExecutor(module);
    torchsharp::bindProfiler(module);
    module.def("build_info", &tsp_build_info, "Versions of this library and of libtorch.");
    module.def("live_handles", &tsp_live_handles,
               "How many handles of the C ABI, and objects of the classes here, are alive.");
}
