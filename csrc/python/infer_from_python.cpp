#include <ATen/core/Dict.h>
#include <ATen/core/List.h>

#include "core/common_type.h"
#include "python/convert.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

using c10::IValue;

IValue inferItem(PyObject* object) { return fromPython(object, c10::AnyType::get()); }

IValue inferList(PyObject* object) {
    std::vector<IValue> elements;
    CommonType type;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(object); ++i) {
        const auto item = py::reinterpret_borrow<py::object>(PyList_GET_ITEM(object, i));
        elements.push_back(inferItem(item.ptr()));
        type.add(elements.back());
    }
    c10::impl::GenericList list(type.get());
    list.reserve(elements.size());
    for (auto& element : elements) {
        list.push_back(std::move(element));
    }
    return list;
}

IValue inferDict(PyObject* object) {
    std::vector<std::pair<IValue, IValue>> items;
    CommonType keyType;
    CommonType mappedType;
    PyObject* key = nullptr;
    PyObject* mapped = nullptr;
    Py_ssize_t next = 0;
    while (PyDict_Next(object, &next, &key, &mapped) != 0) {
        const auto keyKept = py::reinterpret_borrow<py::object>(key);
        const auto mappedKept = py::reinterpret_borrow<py::object>(mapped);
        items.emplace_back(inferItem(key), inferItem(mapped));
        keyType.add(items.back().first);
        mappedType.add(items.back().second);
    }
    if (!isDictKey(*keyType.get()) ||
        (keyType.get()->kind() == c10::TypeKind::AnyType && !items.empty())) {
        throw PythonMismatch{"a dict with keys of several types"};
    }
    c10::impl::GenericDict dict(keyType.get(), mappedType.get());
    for (auto& [itemKey, itemMapped] : items) {
        dict.insert_or_assign(std::move(itemKey), std::move(itemMapped));
    }
    return dict;
}

IValue inferTuple(PyObject* object) {
    std::vector<IValue> values;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(object); ++i) {
        values.push_back(inferItem(PyTuple_GET_ITEM(object, i)));
    }
    return c10::ivalue::Tuple::create(std::move(values));
}

} // namespace

c10::IValue inferFromPython(PyObject* object) {
    if (PyList_CheckExact(object)) {
        return inferList(object);
    }
    if (PyDict_Check(object)) {
        return inferDict(object);
    }
    if (PyTuple_CheckExact(object)) {
        return inferTuple(object);
    }
    if (PyLong_CheckExact(object)) {
        return fromPython(object, c10::IntType::get());
    }
    if (PyUnicode_Check(object)) {
        return fromPython(object, c10::StringType::get());
    }
    return convertWithTorch(object, c10::AnyType::get());
}

} // namespace torchsharp
