#include "core/api/bytes.h"

#include "core/support/error.h"
#include "core/support/text.h"

namespace torchsharp {

namespace {

size_t sizeOf(const tsp_source& source) {
    if (source.size < 0 || source.size > mostBytes) {
        throw Error(TSP_ERROR_VALUE,
                    "a source cannot have the size " + std::to_string(source.size));
    }
    return static_cast<size_t>(source.size);
}

const void* dataOf(const tsp_source& source) {
    if (source.data == nullptr && source.size > 0) {
        throw Error(TSP_ERROR_VALUE, "a source of " + std::to_string(source.size) +
                                         " bytes cannot be at a null pointer");
    }
    return source.data;
}

void requireFunction(bool isGiven, const char* name) {
    if (!isGiven) {
        throw Error(TSP_ERROR_VALUE, std::string("a stream needs a function '") + name +
                                         "', which is a null pointer");
    }
}

} // namespace

ByteSource sourceOf(const tsp_source& source) {
    switch (source.kind) {
    case TSP_SOURCE_FILE:
        return fileSource(readText(source.path));
    case TSP_SOURCE_MAPPED_FILE:
        return mappedFileSource(readText(source.path));
    case TSP_SOURCE_BYTES:
        return bytesSource(dataOf(source), sizeOf(source));
    case TSP_SOURCE_STREAM:
        requireFunction(source.read != nullptr, "read");
        return streamSource(sizeOf(source), [read = source.read, context = source.context](
                                                uint64_t position, void* buffer, size_t size) {
            const int64_t count =
                read(context, static_cast<int64_t>(position), buffer, static_cast<int64_t>(size));
            if (count < 0) {
                throw Error(TSP_ERROR_IO, "the stream cannot be read");
            }
            return static_cast<size_t>(count);
        });
    default:
        throw Error(TSP_ERROR_VALUE, "there is no tsp_source_kind " + std::to_string(source.kind));
    }
}

ByteSink sinkOf(const tsp_sink& sink) {
    switch (sink.kind) {
    case TSP_SINK_FILE:
        return ByteSink::file(readText(sink.path));
    case TSP_SINK_STREAM:
        requireFunction(sink.write != nullptr, "write");
        return ByteSink::stream(
            [write = sink.write, context = sink.context](const void* data, size_t size) {
                if (write(context, data, static_cast<int64_t>(size)) != 0) {
                    throw Error(TSP_ERROR_IO, "the stream cannot be written");
                }
            });
    default:
        throw Error(TSP_ERROR_VALUE, "there is no tsp_sink_kind " + std::to_string(sink.kind));
    }
}

} // namespace torchsharp
