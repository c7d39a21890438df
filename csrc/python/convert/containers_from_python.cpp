#include <ATen/core/Dict.h>
#include <ATen/core/List.h>

#include "python/convert/buffer.h"
#include "python/convert/dict_items.h"
#include "python/convert/from_python.h"
#include "python/convert/nesting.h"
#include "python/convert/own_objects.h"
#include "python/convert/tensor_object.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

using c10::IValue;
using c10::TypeKind;

// Sequences that are not meant as lists of their elements.
bool isScalarLike(PyObject* object) {
    return PyUnicode_Check(object) || PyBytes_Check(object) || PyByteArray_Check(object);
}

// Reads ints without a switch for each element.
IValue readInts(PyObject* sequence) {
    c10::List<int64_t> list;
    const Py_ssize_t size = PySequence_Fast_GET_SIZE(sequence);
    list.reserve(static_cast<size_t>(size));
    const auto& type = c10::IntType::get();
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(sequence); ++i) {
        const auto item = py::reinterpret_borrow<py::object>(PySequence_Fast_GET_ITEM(sequence, i));
        list.push_back(fromPython(item.ptr(), type).toInt());
    }
    return list;
}

IValue readElements(PyObject* sequence, const c10::TypePtr& element) {
    c10::impl::GenericList list(element);
    list.reserve(static_cast<size_t>(PySequence_Fast_GET_SIZE(sequence)));
    // The size is read again each time, because converting an element may run Python code.
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(sequence); ++i) {
        const auto item = py::reinterpret_borrow<py::object>(PySequence_Fast_GET_ITEM(sequence, i));
        list.push_back(fromPython(item.ptr(), element));
    }
    return list;
}

IValue readSequence(PyObject* sequence, const c10::TypePtr& element) {
    return element->kind() == TypeKind::IntType ? readInts(sequence)
                                                : readElements(sequence, element);
}

void insertItem(c10::impl::GenericDict& dict, const c10::DictType& type, PyObject* key,
                PyObject* mapped) {
    IValue convertedKey = fromPython(key, type.getKeyType());
    dict.insert_or_assign(std::move(convertedKey), fromPython(mapped, type.getValueType()));
}

// Any other mapping, by its items().
IValue readMapping(PyObject* object, const c10::DictType& type, c10::impl::GenericDict dict) {
    if (PyMapping_Check(object) == 0 || PyObject_HasAttrString(object, "items") == 0) {
        throwMismatch(object);
    }
    const auto items = py::reinterpret_steal<py::object>(PyMapping_Items(object));
    if (!items) {
        throw py::error_already_set();
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(items.ptr()); ++i) {
        PyObject* item = PyList_GET_ITEM(items.ptr(), i);
        if (!PyTuple_Check(item) || PyTuple_GET_SIZE(item) != 2) {
            throwMismatch(object);
        }
        insertItem(dict, type, PyTuple_GET_ITEM(item, 0), PyTuple_GET_ITEM(item, 1));
    }
    return dict;
}

// The position of a field in a Python named tuple, whose names may have another order.
Py_ssize_t fieldPosition(const py::object& names, const std::string& name) {
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(names.ptr()); ++i) {
        if (isText(PyTuple_GET_ITEM(names.ptr(), i), name)) {
            return i;
        }
    }
    return -1;
}

// A plain tuple fits by position, a named one by its names.
IValue readNamedTuple(PyObject* object, const c10::TupleType& type) {
    const auto& fields = type.schema()->arguments();
    py::object names = py::getattr(py::handle(object), "_fields", py::none());
    const bool hasNames =
        PyTuple_Check(names.ptr()) && PyTuple_GET_SIZE(names.ptr()) == PyTuple_GET_SIZE(object);
    std::vector<IValue> values;
    values.reserve(fields.size());
    for (size_t i = 0; i < fields.size(); ++i) {
        const auto position =
            hasNames ? fieldPosition(names, fields[i].name()) : static_cast<Py_ssize_t>(i);
        if (position < 0) {
            throw PythonMismatch{std::string(Py_TYPE(object)->tp_name) + " without a field '" +
                                 fields[i].name() + "'"};
        }
        values.push_back(fromPython(PyTuple_GET_ITEM(object, position), fields[i].type()));
    }
    auto shared = const_cast<c10::TupleType&>(type).shared_from_this();
    return c10::ivalue::Tuple::createNamed(std::move(values), shared->expect<c10::TupleType>());
}

} // namespace

c10::IValue listFromPython(PyObject* object, const c10::TypePtr& type) {
    const ReadingLevel level;
    if (isScalarLike(object) || isTensorObject(object)) {
        throwMismatch(object);
    }
    const auto& element = type->containedTypes()[0];
    if (element->kind() == TypeKind::SymIntType) {
        return convertWithTorch(object, type);
    }
    if (PyList_Check(object) || PyTuple_Check(object)) {
        return readSequence(object, element);
    }
    if (auto dense = denseListFromBuffer(object, *element)) {
        return std::move(*dense);
    }
    // A module has a length and items, too.
    if (PySequence_Check(object) == 0 || PyDict_Check(object) ||
        !ownObjects().valueOf(object).isNone()) {
        throwMismatch(object);
    }
    const auto copy = py::reinterpret_steal<py::object>(PySequence_List(object));
    if (!copy) {
        throw py::error_already_set();
    }
    return readSequence(copy.ptr(), element);
}

c10::IValue dictFromPython(PyObject* object, const c10::DictType& type) {
    const ReadingLevel level;
    c10::impl::GenericDict dict(type.getKeyType(), type.getValueType());
    if (!PyDict_Check(object)) {
        return readMapping(object, type, std::move(dict));
    }
    dict.reserve(static_cast<size_t>(PyDict_GET_SIZE(object)));
    forEachItem(object,
                [&](PyObject* key, PyObject* mapped) { insertItem(dict, type, key, mapped); });
    return dict;
}

c10::IValue tupleFromPython(PyObject* object, const c10::TypePtr& type) {
    const ReadingLevel level;
    const auto& tuple = type->expectRef<c10::TupleType>();
    const auto elements = tuple.elements();
    if (PyList_Check(object)) {
        const auto copy = py::reinterpret_steal<py::object>(PyList_AsTuple(object));
        if (!copy) {
            throw py::error_already_set();
        }
        return tupleFromPython(copy.ptr(), type);
    }
    if (!PyTuple_Check(object)) {
        throwMismatch(object);
    }
    if (PyTuple_GET_SIZE(object) != static_cast<Py_ssize_t>(elements.size())) {
        throw PythonMismatch{"a tuple of length " + std::to_string(PyTuple_GET_SIZE(object))};
    }
    if (tuple.schema() != nullptr) {
        return readNamedTuple(object, tuple);
    }
    std::vector<IValue> values;
    values.reserve(elements.size());
    for (size_t i = 0; i < elements.size(); ++i) {
        values.push_back(fromPython(PyTuple_GET_ITEM(object, i), elements[i]));
    }
    return c10::ivalue::Tuple::create(std::move(values));
}

} // namespace torchsharp
