#include <ATen/core/Dict.h>
#include <ATen/core/List.h>

#include "core/types/common_type.h"
#include "python/convert/dict_items.h"
#include "python/convert/from_python.h"
#include "python/convert/nesting.h"

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
    forEachItem(object, [&](PyObject* key, PyObject* mapped) {
        IValue convertedKey = inferItem(key);
        items.emplace_back(std::move(convertedKey), inferItem(mapped));
        keyType.add(items.back().first);
        mappedType.add(items.back().second);
    });
    if (!isDictKey(*keyType.get(), items.empty())) {
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
    if (PyList_Check(object)) {
        const ReadingLevel level;
        return inferList(object);
    }
    if (PyDict_Check(object)) {
        const ReadingLevel level;
        return inferDict(object);
    }
    if (PyTuple_Check(object)) {
        const ReadingLevel level;
        return inferTuple(object);
    }
    if (PyLong_CheckExact(object)) {
        return fromPython(object, c10::IntType::get());
    }
    if (PyUnicode_Check(object)) {
        return fromPython(object, c10::StringType::get());
    }
    return object == Py_None ? IValue() : inferWithTorch(object);
}

} // namespace torchsharp
