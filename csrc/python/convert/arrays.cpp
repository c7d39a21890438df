#include "python/convert/arrays.h"

#include <bit>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ATen/ATen.h>

#include "core/support/error.h"
#include "python/gil/gil_thread.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

struct Element {
    std::string_view code; // the struct module's, and NumPy's for complex numbers
    at::ScalarType type;
};

constexpr Element knownElements[] = {
    {"f", at::kFloat},         {"d", at::kDouble},         {"q", at::kLong},   {"i", at::kInt},
    {"h", at::kShort},         {"b", at::kChar},           {"B", at::kByte},   {"?", at::kBool},
    {"e", at::kHalf},          {"H", at::kUInt16},         {"I", at::kUInt32}, {"Q", at::kUInt64},
    {"Zf", at::kComplexFloat}, {"Zd", at::kComplexDouble}, {"l", at::kLong},   {"L", at::kUInt64},
};

// The code without the mark of its byte order; empty if that is not this machine's.
std::string_view codeIn(const char* format) {
    std::string_view code = format == nullptr ? "B" : format;
    constexpr char own = std::endian::native == std::endian::little ? '<' : '>';
    if (!code.empty() && (code[0] == '@' || code[0] == '=' || code[0] == own)) {
        code.remove_prefix(1);
    }
    return code;
}

const Element* elementOf(const Py_buffer& view) {
    const auto code = codeIn(view.format);
    for (const auto& element : knownElements) {
        if (element.code == code &&
            c10::elementSize(element.type) == static_cast<size_t>(view.itemsize)) {
            return &element;
        }
    }
    return nullptr;
}

// A view of an object's memory. The last owner releases it, with the GIL.
using View = std::shared_ptr<Py_buffer>;

View viewOf(PyObject* object) {
    const auto release = [](Py_buffer* view) {
        runWithGil([view] {
            if (view->obj != nullptr) {
                PyBuffer_Release(view);
            }
            delete view;
        });
    };
    const View view(new Py_buffer{}, release);
    if (PyObject_CheckBuffer(object) == 0) {
        throw Error(TSP_ERROR_TYPE,
                    std::string("expected an array (NumPy's, or another object with the buffer "
                                "protocol), got ") +
                        Py_TYPE(object)->tp_name);
    }
    if (PyObject_GetBuffer(object, view.get(), PyBUF_RECORDS_RO) != 0) {
        throw py::error_already_set();
    }
    return view;
}

// The strides in elements; none if a tensor cannot have them.
std::optional<std::vector<int64_t>> stridesOf(const Py_buffer& view) {
    std::vector<int64_t> strides;
    for (int i = 0; i < view.ndim; ++i) {
        if (view.strides[i] < 0 || view.strides[i] % view.itemsize != 0) {
            return std::nullopt;
        }
        strides.push_back(view.strides[i] / view.itemsize);
    }
    return strides;
}

bool isAligned(const Py_buffer& view) {
    return reinterpret_cast<uintptr_t>(view.buf) % static_cast<size_t>(view.itemsize) == 0;
}

} // namespace

at::Tensor tensorFromBuffer(PyObject* object) {
    const View view = viewOf(object);
    const Element* element = elementOf(*view);
    if (element == nullptr) {
        throw Error(TSP_ERROR_TYPE,
                    std::string("expected an array of numbers or bools in this machine's byte "
                                "order, got elements of the format '") +
                        (view->format == nullptr ? "B" : view->format) +
                        "' (as the struct module has them): convert it first");
    }
    const std::vector<int64_t> sizes(view->shape, view->shape + view->ndim);
    const auto options = at::dtype(element->type);
    const auto strides = stridesOf(*view);
    if (view->readonly == 0 && view->len > 0 && strides && isAligned(*view)) {
        return at::from_blob(view->buf, sizes, *strides, [view](void*) {}, options);
    }
    at::Tensor copy = at::empty(sizes, options);
    if (view->len > 0 && PyBuffer_ToContiguous(copy.data_ptr(), view.get(), view->len, 'C') != 0) {
        throw py::error_already_set();
    }
    return copy;
}

at::Tensor describable(const at::Tensor& tensor) {
    at::Tensor dense = tensor.detach();
    if (dense.is_quantized()) {
        dense = dense.dequantize();
    }
    if (dense.layout() != at::kStrided) {
        dense = dense.to_dense();
    }
    dense = dense.cpu().resolve_conj().resolve_neg();
    for (const auto& element : knownElements) {
        if (element.type == dense.scalar_type()) {
            return dense;
        }
    }
    return dense.to(at::kFloat);
}

py::buffer_info bufferOf(const at::Tensor& tensor) {
    const auto size = static_cast<py::ssize_t>(tensor.element_size());
    std::vector<py::ssize_t> shape(tensor.sizes().begin(), tensor.sizes().end());
    std::vector<py::ssize_t> strides;
    for (const int64_t stride : tensor.strides()) {
        strides.push_back(static_cast<py::ssize_t>(stride) * size);
    }
    std::string code;
    for (const auto& element : knownElements) {
        if (element.type == tensor.scalar_type()) {
            code = element.code;
            break;
        }
    }
    return {tensor.data_ptr(), size, code, tensor.dim(), std::move(shape), std::move(strides)};
}

} // namespace torchsharp
