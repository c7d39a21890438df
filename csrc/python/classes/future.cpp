#include "python/classes/future.h"

#include "core/calls/future.h"
#include "python/calls/call_back.h"
#include "python/calls/slots.h"
#include "python/calls/without_gil.h"
#include "python/convert/python_modules.h"
#include "python/convert/to_python.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

py::object wait(const Future& future) {
    const c10::IValue held = future.value(); // Python may drop the object meanwhile
    const auto result = withoutGil([&] { return waitFor(held); });
    const auto type = held.type();
    return py::reinterpret_steal<py::object>(
        toPython(result, type->containedTypeSize() == 1 ? type->containedType(0).get() : nullptr));
}

// Calls back once, from the thread that completes the future, or now if it is complete.
void then(const Future& future, py::function callback) {
    const auto pending = future.value().toFuture();
    auto completed = callBack(std::move(callback));
    withoutGil([&] {
        pending->addCallback(
            [completed = std::move(completed)](c10::ivalue::Future&) { completed(); });
    });
}

py::object awaitIt(const py::object& self) {
    return py::module_::import(python_modules::awaiting).attr("wait_in_loop")(self);
}

} // namespace

void bindFuture(py::module_& module) {
    py::class_<Future> bound(module, "Future", py::is_final(), typeSlots(nullptr),
                             "A TorchScript Future or Await: `await` it, or call wait().\n\n"
                             "An Await runs on the thread that waits for it, a Future on a "
                             "thread of libtorch.");
    refusePickling(bound, "pickle the result of wait()");
    bound
        .def("wait", &wait,
             "Waits without the GIL and returns the value; raises what the code raised.")
        .def(
            "done", [](const Future& self) { return isDone(self.value()); },
            "Whether it has completed, with a value or an error.")
        .def("__await__", &awaitIt)
        .def_property_readonly(
            "is_lazy", [](const Future& self) { return self.value().isAwait(); },
            "Whether it is an Await, which runs when it is first waited for.")
        .def("_then", &then, py::arg("callback"))
        .def("__repr__", [](const Future& self) {
            return "<" + self.value().type()->annotation_str() +
                   (isDone(self.value()) ? ", done>" : ", pending>");
        });
}

} // namespace torchsharp
