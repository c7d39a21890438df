#include "python/calls/errors.h"
#include "python/convert/python_modules.h"
#include "python/convert/readable_text.h"

#include "core/support/error.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

void setTorchSharpError(const std::exception_ptr& error) {
    const ErrorRecord record = describeException(error);
    const py::object exception =
        py::module_::import(python_modules::errors)
            .attr("from_record")(static_cast<int>(record.kind), readableText(record.message),
                                 readableText(record.traceback), record.line, record.column,
                                 readableText(record.raised));
    PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(exception.ptr())), exception.ptr());
}

} // namespace

void setPythonError(const std::exception_ptr& error) noexcept {
    if (PyErr_Occurred() != nullptr) {
        return; // some of torch's exceptions only say that Python's error is set
    }
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
    try {
        setTorchSharpError(error);
    } catch (...) { // no memory, or the interpreter ends and cannot import
        PyErr_Clear();
        PyErr_SetString(PyExc_RuntimeError,
                        "torchsharp_py failed, and the error could not be reported: no memory is "
                        "left, or Python is ending");
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
