#pragma once

#include <ATen/core/ivalue.h>
#include <pybind11/pybind11.h>

namespace torchsharp {

// Returns a new reference. Needs the GIL. declared is the type in the schema, or null: it tells a
// plain tuple from a named one, for which the value itself takes microseconds.
PyObject* toPython(const c10::IValue& value, const c10::Type* declared);

inline pybind11::object asPython(const c10::IValue& value, const c10::Type* declared = nullptr) {
    return pybind11::reinterpret_steal<pybind11::object>(toPython(value, declared));
}

// The Python class of a NamedTuple, created once for a name and fields. Borrowed.
PyObject* namedTupleClass(const c10::TupleType& type);

} // namespace torchsharp
