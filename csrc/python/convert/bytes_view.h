#pragma once

#include <string_view>

#include <pybind11/pybind11.h>

namespace torchsharp {

// The memory of a bytes-like object, which cannot move while the view exists.
class BytesView {
  public:
    // TypeError; BufferError if its memory is not contiguous.
    explicit BytesView(const pybind11::handle& object) {
        if (PyObject_GetBuffer(object.ptr(), &view_, PyBUF_SIMPLE) != 0) {
            throw pybind11::error_already_set();
        }
    }
    BytesView(const BytesView&) = delete;
    BytesView& operator=(const BytesView&) = delete;
    ~BytesView() { PyBuffer_Release(&view_); }

    const void* data() const { return view_.buf; }
    size_t size() const { return static_cast<size_t>(view_.len); }
    std::string_view text() const { return {static_cast<const char*>(view_.buf), size()}; }

  private:
    Py_buffer view_{};
};

} // namespace torchsharp
