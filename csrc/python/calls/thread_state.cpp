#include "python/calls/thread_state.h"

#include <ATen/ThreadLocalState.h>

#include "core/runtime/scopes.h"
#include "python/calls/slots.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

// The settings of the thread that created it: gradients, inference mode, autocast.
class ThreadState {
  public:
    py::object call(const py::object& function, const py::tuple& args,
                    const py::dict& kwargs) const {
        const auto entered = enterThreadState(state_);
        return function(*args, **kwargs);
    }

  private:
    at::ThreadLocalState state_;
};

} // namespace

void bindThreadState(py::module_& module) {
    py::class_<ThreadState> bound(module, "ThreadState", py::is_final(),
                                  "The settings of the thread that created it: gradients, "
                                  "inference mode, autocast.");
    refusePickling(bound, "it is the state of a thread of this process");
    bound.def(py::init<>())
        .def("call", &ThreadState::call, py::arg("function"), py::arg("args"), py::arg("kwargs"),
             "Calls a function on this thread with these settings.");
}

} // namespace torchsharp
