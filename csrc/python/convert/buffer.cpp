#include "python/convert/buffer.h"

#include <cstring>

#include <ATen/core/List.h>

namespace py = pybind11;

namespace torchsharp {

namespace {

using c10::IValue;

class Buffer {
  public:
    explicit Buffer(PyObject* object) {
        held_ = PyObject_CheckBuffer(object) != 0 &&
                PyObject_GetBuffer(object, &view_, PyBUF_RECORDS_RO) == 0;
        if (!held_) {
            PyErr_Clear();
        }
    }
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
    ~Buffer() {
        if (held_) {
            PyBuffer_Release(&view_);
        }
    }

    bool isVector() const { return held_ && view_.ndim == 1; }
    // The struct module's code of an element in native byte order, or NUL.
    char code() const {
        const std::string_view format = view_.format == nullptr ? "B" : view_.format;
        const size_t native = format.size() == 2 && format[0] == '@' ? 1 : 0;
        return format.size() == native + 1 ? format[native] : '\0';
    }
    Py_ssize_t size() const { return view_.shape[0]; }
    template <class T> T at(Py_ssize_t i) const {
        T element;
        std::memcpy(&element, static_cast<const char*>(view_.buf) + i * view_.strides[0],
                    sizeof(T));
        return element;
    }

  private:
    Py_buffer view_{};
    bool held_ = false;
};

template <class To, class From> IValue copyList(const Buffer& buffer) {
    c10::List<To> list;
    list.reserve(static_cast<size_t>(buffer.size()));
    for (Py_ssize_t i = 0; i < buffer.size(); ++i) {
        list.push_back(static_cast<To>(buffer.at<From>(i)));
    }
    return list;
}

// Converts integers of any width that fits into To.
template <class To> std::optional<IValue> copyIntegers(const Buffer& buffer) {
    switch (buffer.code()) {
    case 'b':
        return copyList<To, signed char>(buffer);
    case 'B':
        return copyList<To, unsigned char>(buffer);
    case 'h':
        return copyList<To, short>(buffer);
    case 'H':
        return copyList<To, unsigned short>(buffer);
    case 'i':
        return copyList<To, int>(buffer);
    case 'I':
        return copyList<To, unsigned int>(buffer);
    case 'l':
        return copyList<To, long>(buffer);
    case 'q':
        return copyList<To, long long>(buffer);
    default:
        return std::nullopt;
    }
}

std::optional<IValue> copyReals(const Buffer& buffer) {
    switch (buffer.code()) {
    case 'f':
        return copyList<double, float>(buffer);
    case 'd':
        return copyList<double, double>(buffer);
    default:
        return copyIntegers<double>(buffer);
    }
}

} // namespace

std::optional<c10::IValue> denseListFromBuffer(PyObject* object, const c10::Type& element) {
    const Buffer buffer(object);
    if (!buffer.isVector()) {
        return std::nullopt;
    }
    switch (element.kind()) {
    case c10::TypeKind::IntType:
        return copyIntegers<int64_t>(buffer);
    case c10::TypeKind::FloatType:
        return copyReals(buffer);
    case c10::TypeKind::BoolType:
        return buffer.code() == '?' ? std::optional<IValue>(copyList<bool, unsigned char>(buffer))
                                    : std::nullopt;
    default:
        return std::nullopt;
    }
}

} // namespace torchsharp
