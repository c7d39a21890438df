#include "python/classes/file_object.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "python/convert/bytes_view.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

// Python gets copies of this size, because it might keep them.
constexpr size_t chunk = 1 << 20;

constexpr int fromTheEnd = 2; // os.SEEK_END

size_t readSome(const py::object& file, uint64_t position, void* buffer, size_t size) {
    const py::gil_scoped_acquire gil;
    file.attr("seek")(position);
    const size_t wanted = std::min(size, chunk);
    const py::object got = file.attr("read")(wanted);
    if (PyUnicode_Check(got.ptr()) != 0) {
        throw py::type_error("the file object returned text: open it in binary mode");
    }
    const BytesView bytes(got);
    if (bytes.size() > wanted) {
        throw py::value_error("the file object returned more bytes than were requested");
    }
    std::memcpy(buffer, bytes.data(), bytes.size());
    return bytes.size();
}

// How many bytes the file took: raw files may take fewer, and a file that says nothing took all.
size_t writeSome(const py::object& file, const char* data, size_t size) {
    const py::object taken = file.attr("write")(py::bytes(data, size));
    if (PyLong_Check(taken.ptr()) == 0) {
        return size;
    }
    const auto count = taken.cast<int64_t>();
    if (count <= 0 || std::cmp_greater(count, size)) {
        throw py::value_error("the file object's write took " + std::to_string(count) +
                              " bytes of " + std::to_string(size));
    }
    return static_cast<size_t>(count);
}

} // namespace

ByteSource fileObjectSource(const py::object& file) {
    const auto start = file.attr("tell")().cast<uint64_t>();
    file.attr("seek")(0, fromTheEnd); // its result is not always the position
    const auto end = file.attr("tell")().cast<uint64_t>();
    const size_t size = end > start ? end - start : 0;
    return streamSource(size, [&file, start](uint64_t position, void* buffer, size_t count) {
        return readSome(file, start + position, buffer, count);
    });
}

ByteSink fileObjectSink(const py::object& file) {
    return ByteSink::stream([&file](const void* data, size_t size) {
        const py::gil_scoped_acquire gil;
        const auto* next = static_cast<const char*>(data);
        for (size_t left = size; left > 0;) {
            const size_t taken = writeSome(file, next, std::min(left, chunk));
            next += taken;
            left -= taken;
        }
    });
}

} // namespace torchsharp
