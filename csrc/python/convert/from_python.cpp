#include <ATen/core/enum_type.h>
#include <torch/csrc/Generator.h>
#include <torch/csrc/Stream.h>
#include <torch/csrc/jit/python/pybind_utils.h>

#include "core/nodes/item.h"
#include "core/nodes/mismatch.h"
#include "python/convert/from_python.h"
#include "python/convert/instances.h"
#include "python/convert/own_objects.h"
#include "python/convert/python_modules.h"
#include "python/convert/tensor_object.h"
#include "python/convert/to_python.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

using c10::IValue;
using c10::TypeKind;

bool isNumpyBool(PyObject* object) {
    const std::string_view name = Py_TYPE(object)->tp_name;
    return name == "numpy.bool" || name == "numpy.bool_";
}

IValue readTensorNumber(PyObject* object, TypeKind kind);

IValue readInt(PyObject* object, const c10::TypePtr& type) {
    if (!PyLong_Check(object)) {
        return isTensorObject(object) ? readTensorNumber(object, TypeKind::IntType)
                                      : convertWithTorch(object, type);
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
    return isTensorObject(object) ? readTensorNumber(object, TypeKind::FloatType)
                                  : convertWithTorch(object, type);
}

IValue readBool(PyObject* object, const c10::TypePtr& type) {
    if (PyBool_Check(object)) {
        return object == Py_True;
    }
    if (isTensorObject(object)) {
        return readTensorNumber(object, TypeKind::BoolType);
    }
    if (isNumpyBool(object)) {
        return convertWithTorch(object, type);
    }
    throwMismatch(object);
}

IValue readComplex(PyObject* object, const c10::TypePtr& type) {
    if (PyComplex_Check(object)) {
        const auto value = PyComplex_AsCComplex(object);
        return c10::complex<double>(value.real, value.imag);
    }
    if (PyBool_Check(object)) {
        throwMismatch(object);
    }
    if (PyFloat_Check(object) || PyLong_Check(object)) {
        return c10::complex<double>(readFloat(object, c10::FloatType::get()).toDouble(), 0);
    }
    return isTensorObject(object) ? readTensorNumber(object, TypeKind::ComplexType)
                                  : convertWithTorch(object, type);
}

IValue readString(PyObject* object) {
    if (!PyUnicode_Check(object)) {
        throwMismatch(object);
    }
    Py_ssize_t size = 0;
    if (const char* text = PyUnicode_AsUTF8AndSize(object, &size); text != nullptr) {
        return std::string(text, static_cast<size_t>(size));
    }
    // Bytes from a model that are not UTF-8 are surrogates in Python.
    PyErr_Clear();
    const auto bytes = py::reinterpret_steal<py::bytes>(
        PyUnicode_AsEncodedString(object, "utf-8", "surrogateescape"));
    if (!bytes) {
        PyErr_Clear();
        throw PythonMismatch{"text with a lone surrogate"};
    }
    return std::string(bytes);
}

bool hasRealType(PyObject* object, PyObject* type) {
    return type != nullptr &&
           PyObject_TypeCheck(object, reinterpret_cast<PyTypeObject*>(type)) != 0;
}

bool isStream(PyObject* object) {
    return hasRealType(object, reinterpret_cast<PyObject*>(THPStreamClass));
}

// libtorch reads the memory of these objects if isinstance() accepts them. That believes
// __class__, which mocks change.
void requireHonest(PyObject* object) {
    for (PyObject* type :
         {THPVariableClass, THPGeneratorClass, reinterpret_cast<PyObject*>(THPStreamClass)}) {
        if (type == nullptr || hasRealType(object, type)) {
            continue;
        }
        const int claims = PyObject_IsInstance(object, type);
        if (claims < 0) {
            throw py::error_already_set();
        }
        if (claims != 0) {
            throwMismatch(object);
        }
    }
}

// Errors that say nothing about the object.
bool isFatal(const py::error_already_set& error) {
    return error.matches(PyExc_MemoryError) || !error.matches(PyExc_Exception);
}

// The kind of container that a Python object is; AnyType for any other object.
TypeKind containerKind(PyObject* object) {
    if (PyList_Check(object)) {
        return TypeKind::ListType;
    }
    if (PyDict_Check(object)) {
        return TypeKind::DictType;
    }
    return PyTuple_Check(object) ? TypeKind::TupleType : TypeKind::AnyType;
}

// The number types that True would fit in Python.
bool isOneNumber(TypeKind kind) {
    return kind == TypeKind::IntType || kind == TypeKind::FloatType ||
           kind == TypeKind::ComplexType;
}

// By the object's own type, as libtorch does, if that is a member. Otherwise the first member that
// accepts it, and members of its own kind before those that need a conversion.
IValue readUnion(PyObject* object, const c10::UnionType& type) {
    try {
        IValue value = inferFromPython(object);
        if (value.type()->isSubtypeOf(type)) {
            return value;
        }
    } catch (const PythonMismatch&) { // then the members decide
    }
    const auto own = containerKind(object);
    for (const bool isOwn : {true, false}) {
        for (const auto& member : type.containedTypes()) {
            if ((member->kind() == own) != isOwn ||
                (PyBool_Check(object) && isOneNumber(member->kind()))) {
                continue;
            }
            try {
                return fromPython(object, member);
            } catch (const PythonMismatch&) {
                continue;
            }
        }
    }
    throwMismatch(object);
}

// Accepts any object with a value and the name of a member, as Python's enums have: it need not be
// of the class that was scripted.
IValue readEnum(PyObject* object, const c10::EnumType& type) {
    const auto wanted = py::reinterpret_borrow<py::object>(object);
    if (py::hasattr(wanted, "name") && py::hasattr(wanted, "value")) {
        const py::object name = wanted.attr("name");
        for (const auto& [member, value] : type.enumNamesValues()) {
            if (isText(name.ptr(), member)) {
                auto shared = const_cast<c10::EnumType&>(type).shared_from_this();
                return IValue(c10::make_intrusive<c10::ivalue::EnumHolder>(
                    shared->expect<c10::EnumType>(), member, value));
            }
        }
    }
    throwMismatch(object);
}

// Runs one of libtorch's conversions. Its errors are of many types.
template <class Convert> auto withTorch(PyObject* object, Convert&& convert) {
    ensureTorch();
    requireHonest(object);
    try {
        return convert(py::handle(object));
    } catch (py::error_already_set& error) {
        if (isFatal(error)) {
            throw;
        }
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) { // a cast that failed; some leave Python's error set
        if (PyErr_Occurred() != nullptr) {
            const py::error_already_set error; // takes it
            if (isFatal(error)) {
                throw error;
            }
        }
    }
    throwMismatch(object);
}

// The number in a tensor of one element.
IValue readTensorNumber(PyObject* object, TypeKind kind) {
    try {
        return withTorch(object, [&](py::handle) { return numberOf(tensorOf(object), kind); });
    } catch (Mismatch& mismatch) {
        throw PythonMismatch{std::move(mismatch.got)};
    }
}

// Whether torch's own object around a module or an instance.
bool holdsObject(PyObject* object) {
    return withTorch(object, [](py::handle handle) {
        return torch::jit::as_module(handle).has_value() ||
               torch::jit::as_object(handle).has_value();
    });
}

// The class of TorchScript that a Python object's class is or can be compiled to; null if none.
c10::ClassTypePtr classByInference(PyObject* object) {
    if ((Py_TYPE(object)->tp_flags & Py_TPFLAGS_HEAPTYPE) == 0) {
        return nullptr; // a class written in C, such as torch.dtype
    }
    return withTorch(object, [](py::handle handle) -> c10::ClassTypePtr {
        const auto inferred =
            py::module_::import(python_modules::torchC).attr("_jit_try_infer_type")(handle);
        if (!inferred.attr("success")().cast<bool>()) {
            return nullptr;
        }
        return inferred.attr("type")().cast<c10::TypePtr>()->cast<c10::ClassType>();
    });
}

IValue instanceOrTorchs(PyObject* object, const c10::TypePtr& type) {
    const bool isClass = type->kind() == TypeKind::ClassType;
    if ((!isClass && type->kind() != TypeKind::InterfaceType) || holdsObject(object)) {
        return convertWithTorch(object, type);
    }
    const auto cls = isClass ? type->cast<c10::ClassType>() : classByInference(object);
    if (cls == nullptr) {
        throwMismatch(object);
    }
    return instanceFromPython(object, cls);
}

IValue readObject(PyObject* object, const c10::TypePtr& type) {
    IValue value = ownObjects().valueOf(object);
    if (value.isNone()) {
        value = instanceOrTorchs(object, type);
        if (!value.isObject() && !value.isFuture() && !value.isAwait()) {
            return value;
        }
    }
    // libtorch accepts an instance of any class and a future of any type.
    if (!value.type()->isSubtypeOf(*type)) {
        throw PythonMismatch{value.type()->annotation_str()};
    }
    return value;
}

} // namespace

void throwMismatch(PyObject* object) {
    throw PythonMismatch{object == Py_None ? "None" : Py_TYPE(object)->tp_name};
}

bool isText(PyObject* object, const std::string& text) {
    if (!PyUnicode_Check(object)) {
        return false;
    }
    Py_ssize_t size = 0;
    const char* bytes = PyUnicode_AsUTF8AndSize(object, &size);
    if (bytes == nullptr) {
        PyErr_Clear(); // a lone surrogate: not a TorchScript name
        return false;
    }
    return std::string_view(bytes, static_cast<size_t>(size)) == text;
}

namespace {

// Any thread may drop the tensors in it.
IValue droppable(IValue value) {
    value.visit([](const IValue& part) {
        if (part.isTensor() && part.toTensor().defined()) {
            deferForeignMemory(part.toTensor());
        }
        return false;
    });
    return value;
}

} // namespace

c10::IValue convertWithTorch(PyObject* object, const c10::TypePtr& type) {
    // libtorch reads a Stream without a check, and a Future through a null pointer for None.
    if (object == Py_None || (type->kind() == TypeKind::StreamObjType && !isStream(object))) {
        throwMismatch(object);
    }
    return withTorch(
        object, [&](py::handle handle) { return droppable(torch::jit::toIValue(handle, type)); });
}

c10::IValue inferWithTorch(PyObject* object) {
    const auto cls = classByInference(object);
    if (cls != nullptr && !holdsObject(object)) {
        return instanceFromPython(object, cls);
    }
    return convertWithTorch(object, c10::AnyType::get());
}

c10::IValue fromPython(PyObject* object, const c10::TypePtr& type) {
    switch (type->kind()) {
    case TypeKind::TensorType:
        if (!isTensorObject(object)) {
            throwMismatch(object);
        }
        return tensorOf(object);
    case TypeKind::IntType:
        return readInt(object, type);
    case TypeKind::FloatType:
        return readFloat(object, type);
    case TypeKind::BoolType:
        return readBool(object, type);
    case TypeKind::ComplexType:
        return readComplex(object, type);
    case TypeKind::StringType:
        return readString(object);
    case TypeKind::NoneType:
        if (object != Py_None) {
            throwMismatch(object);
        }
        return {};
    case TypeKind::OptionalType:
        if (object == Py_None) {
            return {};
        }
        return fromPython(object, type->expectRef<c10::OptionalType>().getElementType());
    case TypeKind::UnionType:
        return readUnion(object, type->expectRef<c10::UnionType>());
    case TypeKind::ListType:
        return listFromPython(object, type);
    case TypeKind::DictType:
        return dictFromPython(object, type->expectRef<c10::DictType>());
    case TypeKind::TupleType:
        return tupleFromPython(object, type);
    case TypeKind::EnumType:
        return readEnum(object, type->expectRef<c10::EnumType>());
    case TypeKind::NumberType: // the same number as libtorch's, with the reason if it is too large
        return PyLong_CheckExact(object) ? readInt(object, type) : convertWithTorch(object, type);
    case TypeKind::AnyType: {
        IValue own = ownObjects().valueOf(object);
        return own.isNone() ? inferFromPython(object) : own;
    }
    default:
        return readObject(object, type);
    }
}

} // namespace torchsharp
