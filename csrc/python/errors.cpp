#include "python/errors.h"

#include "core/error.h"

namespace py = pybind11;

namespace torchsharp {

void setPythonError(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (py::error_already_set& e) {
        e.restore();
        return;
    } catch (const py::builtin_exception& e) {
        e.set_error();
        return;
    } catch (...) { // everything else is classified below
    }
    const ErrorRecord record = describeException(error);
    try {
        const py::object exception =
            py::module_::import("torchsharp_py._errors")
                .attr("from_record")(static_cast<int>(record.kind), record.message,
                                     record.traceback, record.line, record.column, record.raised);
        PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(exception.ptr())), exception.ptr());
    } catch (py::error_already_set& e) { // at interpreter exit imports fail: say it without a class
        e.restore();
        PyErr_Clear();
        PyErr_SetString(PyExc_RuntimeError, record.message.c_str());
    }
}

void registerErrors() {
    py::register_local_exception_translator([](std::exception_ptr error) {
        if (error) {
            setPythonError(error);
        }
    });
}

} // namespace torchsharp
