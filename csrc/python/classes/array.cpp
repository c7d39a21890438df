#include "python/classes/array.h"

#include <ATen/core/Dict.h>
#include <pybind11/stl.h>

#include "core/support/device.h"
#include "core/types/named_types.h"
#include "python/calls/slots.h"
#include "python/calls/without_gil.h"
#include "python/convert/arrays.h"
#include "python/convert/nesting.h"
#include "python/convert/to_python.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

py::object arrayOf(const at::Tensor& tensor) {
    if (!tensor.defined()) {
        return py::none();
    }
    return py::cast(std::make_unique<Array>(withoutGil([&] { return describable(tensor); })));
}

std::unique_ptr<Array> makeArray(const py::object& source,
                                 const std::optional<std::string>& device) {
    at::Tensor tensor = tensorFromBuffer(source.ptr());
    if (device) {
        tensor = withoutGil([&] { return tensor.to(parseDevice(*device)); });
    }
    return std::make_unique<Array>(std::move(tensor));
}

py::tuple itemsWithArrays(c10::ArrayRef<c10::IValue> items) {
    py::tuple converted(items.size());
    for (size_t i = 0; i < items.size(); ++i) {
        converted[i] = withArrays(items[i]);
    }
    return converted;
}

} // namespace

py::object withArrays(const c10::IValue& value) {
    const WritingLevel level;
    if (value.isTensor()) {
        return arrayOf(value.toTensor());
    }
    if (value.isTuple()) {
        py::tuple items = itemsWithArrays(value.toTupleRef().elements().asArrayRef());
        if (const auto* named = namedTupleType(value, nullptr)) {
            return py::handle(namedTupleClass(*named))(*items);
        }
        return items;
    }
    if (value.isList()) {
        return py::list(itemsWithArrays(value.toListRef()));
    }
    if (value.isGenericDict()) {
        py::dict converted;
        for (const auto& item : value.toGenericDict()) {
            converted[asPython(item.key())] = withArrays(item.value());
        }
        return converted;
    }
    return asPython(value);
}

void bindArray(py::module_& module) {
    py::class_<Array> bound(module, "Array", py::is_final(), py::buffer_protocol(),
                            "A tensor with the buffer protocol: numpy.asarray(array) shares it.");
    refusePickling(bound, "pickle numpy.asarray of it");
    bound.def(py::init(&makeArray), py::arg("source"), py::arg("device") = py::none())
        .def_buffer([](Array& self) { return bufferOf(self.tensor); });
}

} // namespace torchsharp
