#include "python/convert.h"

#include <ATen/core/List.h>
#include <torch/csrc/jit/python/pybind_utils.h>

#include "python/tensor_object.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

using c10::IValue;
using c10::TypeKind;

[[noreturn]] void mismatch(PyObject* object) {
    throw PythonMismatch{object == Py_None ? "None" : Py_TYPE(object)->tp_name};
}

// libtorch's own conversion knows every kind, more slowly.
IValue convertWithTorch(PyObject* object, const c10::TypePtr& type) {
    ensureTorch();
    try {
        return torch::jit::toIValue(object, type);
    } catch (py::error_already_set& error) {
        if (error.matches(PyExc_KeyboardInterrupt) || error.matches(PyExc_MemoryError)) {
            throw;
        }
    } catch (const py::builtin_exception&) { // a cast that failed
    } catch (const c10::Error&) {
    } catch (const std::bad_cast&) {
    }
    mismatch(object);
}

bool isNumpyBool(PyObject* object) {
    const std::string_view name = Py_TYPE(object)->tp_name;
    return name == "numpy.bool" || name == "numpy.bool_";
}

IValue readInt(PyObject* object, const c10::TypePtr& type) {
    if (!PyLong_Check(object)) {
        return convertWithTorch(object, type);
    }
    int overflow = 0;
    const long long value = PyLong_AsLongLongAndOverflow(object, &overflow);
    if (overflow != 0) {
        throw PythonMismatch{"an int outside the 64-bit range"};
    }
    return static_cast<int64_t>(value);
}

IValue readFloat(PyObject* object, const c10::TypePtr& type) {
    if (PyFloat_Check(object)) {
        return PyFloat_AS_DOUBLE(object);
    }
    if (PyLong_Check(object) && !PyBool_Check(object)) {
        const double value = PyLong_AsDouble(object);
        if (value == -1.0 && PyErr_Occurred() != nullptr) {
            PyErr_Clear();
            throw PythonMismatch{"an int too large for a float"};
        }
        return value;
    }
    return convertWithTorch(object, type);
}

IValue readString(PyObject* object) {
    Py_ssize_t size = 0;
    if (const char* text = PyUnicode_AsUTF8AndSize(object, &size); text != nullptr) {
        return std::string(text, static_cast<size_t>(size));
    }
    // Bytes that a model returned and that are no UTF-8 are surrogates in Python.
    PyErr_Clear();
    const auto bytes = py::reinterpret_steal<py::bytes>(
        PyUnicode_AsEncodedString(object, "utf-8", "surrogateescape"));
    if (!bytes) {
        PyErr_Clear();
        throw PythonMismatch{"text with a lone surrogate"};
    }
    return std::string(bytes);
}

IValue readList(PyObject* object, const c10::TypePtr& type) {
    if (PyUnicode_Check(object) || PyBytes_Check(object)) {
        mismatch(object); // a sequence too, but nobody means its characters
    }
    if (!PyList_Check(object) && !PyTuple_Check(object)) {
        return convertWithTorch(object, type);
    }
    const auto& element = type->containedTypes()[0];
    if (element->kind() == TypeKind::SymIntType) {
        return convertWithTorch(object, type);
    }
    c10::impl::GenericList list(element);
    list.reserve(static_cast<size_t>(PySequence_Fast_GET_SIZE(object)));
    // The size is read anew each time: converting an element may run Python code.
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(object); ++i) {
        const auto item = py::reinterpret_borrow<py::object>(PySequence_Fast_GET_ITEM(object, i));
        list.push_back(fromPython(item.ptr(), element));
    }
    return list;
}

IValue readTuple(PyObject* object, const c10::TypePtr& type) {
    const auto elements = type->containedTypes();
    const bool named = type->expectRef<c10::TupleType>().schema() != nullptr;
    if (named || !PyTuple_Check(object) ||
        PyTuple_GET_SIZE(object) != static_cast<Py_ssize_t>(elements.size())) {
        return convertWithTorch(object, type);
    }
    std::vector<IValue> values;
    values.reserve(elements.size());
    for (size_t i = 0; i < elements.size(); ++i) {
        values.push_back(fromPython(PyTuple_GET_ITEM(object, i), elements[i]));
    }
    return c10::ivalue::Tuple::create(std::move(values));
}

} // namespace

c10::IValue fromPython(PyObject* object, const c10::TypePtr& type) {
    switch (type->kind()) {
    case TypeKind::TensorType:
        if (!isTensorObject(object)) {
            mismatch(object);
        }
        return THPVariable_Unpack(object);
    case TypeKind::IntType:
        return readInt(object, type);
    case TypeKind::FloatType:
        return readFloat(object, type);
    case TypeKind::BoolType:
        if (PyBool_Check(object)) {
            return object == Py_True;
        }
        if (isNumpyBool(object)) {
            return convertWithTorch(object, type);
        }
        mismatch(object);
    case TypeKind::StringType:
        if (!PyUnicode_Check(object)) {
            mismatch(object);
        }
        return readString(object);
    case TypeKind::NoneType:
        if (object != Py_None) {
            mismatch(object);
        }
        return {};
    case TypeKind::OptionalType:
        if (object == Py_None) {
            return {};
        }
        return fromPython(object, type->expectRef<c10::OptionalType>().getElementType());
    case TypeKind::ListType:
        return readList(object, type);
    case TypeKind::TupleType:
        return readTuple(object, type);
    default:
        return convertWithTorch(object, type);
    }
}

} // namespace torchsharp
