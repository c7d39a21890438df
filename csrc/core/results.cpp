#include "core/results.h"

#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>

#include "core/error.h"
#include "core/tensor_handle.h"

namespace torchsharp {

namespace {

using c10::IValue;
using c10::TypeKind;

constexpr tsp_value none{TSP_KIND_NONE, 0, {0}};

class ResultWriter {
  public:
    ResultWriter(tsp_value* spare, int64_t capacity) : spare_(spare), left_(capacity) {}

    void write(const IValue& value, tsp_value& node) {
        if (value.isTensor()) {
            writeTensor(value.toTensor(), node);
        } else if (value.isInt()) {
            node.kind = TSP_KIND_INT;
            node.as.i = value.toInt();
        } else if (value.isDouble()) {
            node.kind = TSP_KIND_FLOAT;
            node.as.f = value.toDouble();
        } else if (value.isBool()) {
            node.kind = TSP_KIND_BOOL;
            node.as.i = value.toBool() ? 1 : 0;
        } else if (value.isNone()) {
            node.kind = TSP_KIND_NONE;
        } else if (value.isString()) {
            writeText(value.toStringView(), node);
        } else if (value.isDevice()) {
            writeText(value.toDevice().str(), node);
        } else if (value.isTuple()) {
            writeChildren(TSP_KIND_TUPLE, value.toTupleRef().elements().asArrayRef(), node);
        } else if (value.isList()) {
            writeList(value, node);
        } else {
            throw Error(TSP_ERROR_UNSUPPORTED, "a result of type " +
                                                   value.type()->annotation_str() +
                                                   " cannot be returned yet");
        }
    }

  private:
    static void writeTensor(const at::Tensor& tensor, tsp_value& node) {
        if (!tensor.defined()) {
            node.kind = TSP_KIND_NONE;
            return;
        }
        node.as.ref.size = bytesOf(tensor);
        node.as.ref.data = releaseToHandle(tensor);
        node.kind = TSP_KIND_TENSOR;
    }

    // A view of few elements says so itself, however large it looks; other layouts are not counted.
    static int64_t bytesOf(const at::Tensor& tensor) {
        if (!tensor.has_storage() || tensor.layout() != c10::kStrided || tensor.is_meta()) {
            return 0;
        }
        const auto logical = tensor.numel() * static_cast<int64_t>(tensor.dtype().itemsize());
        return std::min(logical, static_cast<int64_t>(tensor.storage().nbytes()));
    }

    static void* allocate(size_t size, tsp_value& node) {
        void* memory = std::calloc(size == 0 ? 1 : size, 1);
        if (memory == nullptr) {
            throw std::bad_alloc();
        }
        node.flags = TSP_VALUE_OWNS_DATA;
        node.as.ref.data = memory;
        return memory;
    }

    static void writeText(std::string_view text, tsp_value& node) {
        void* memory = allocate(text.size(), node);
        std::memcpy(memory, text.data(), text.size());
        node.as.ref.size = static_cast<int64_t>(text.size());
        node.kind = TSP_KIND_STRING;
    }

    template <class T, class Convert>
    static void writeDense(tsp_kind kind, c10::ArrayRef<IValue> elements, tsp_value& node,
                           Convert&& convert) {
        T* memory = static_cast<T*>(allocate(elements.size() * sizeof(T), node));
        for (size_t i = 0; i < elements.size(); ++i) {
            memory[i] = convert(elements[i]);
        }
        node.as.ref.size = static_cast<int64_t>(elements.size());
        node.kind = kind;
    }

    void writeList(const IValue& value, tsp_value& node) {
        const auto elements = value.toListRef();
        if (value.isIntList()) {
            writeDense<int64_t>(TSP_KIND_INT_LIST, elements, node,
                                [](const IValue& v) { return v.toInt(); });
        } else if (value.isDoubleList()) {
            writeDense<double>(TSP_KIND_FLOAT_LIST, elements, node,
                               [](const IValue& v) { return v.toDouble(); });
        } else if (value.isBoolList()) {
            writeDense<uint8_t>(TSP_KIND_BOOL_LIST, elements, node,
                                [](const IValue& v) { return static_cast<uint8_t>(v.toBool()); });
        } else {
            writeChildren(TSP_KIND_LIST, elements, node);
        }
    }

    // The node is complete before its children are written, so that releasing the root always works.
    void writeChildren(tsp_kind kind, c10::ArrayRef<IValue> elements, tsp_value& node) {
        const auto count = static_cast<int64_t>(elements.size());
        tsp_value* children = spare_;
        if (count <= left_) {
            spare_ += count;
            left_ -= count;
            std::fill_n(children, count, none);
            node.as.ref.data = children;
        } else {
            children = static_cast<tsp_value*>(allocate(elements.size() * sizeof(tsp_value), node));
        }
        node.as.ref.size = count;
        node.kind = kind;
        for (int64_t i = 0; i < count; ++i) {
            write(elements[static_cast<size_t>(i)], children[i]);
        }
    }

    tsp_value* spare_;
    int64_t left_;
};

void release(tsp_value& node) {
    switch (node.kind) {
    case TSP_KIND_TENSOR:
        takeTensor(static_cast<tsp_tensor*>(node.as.ref.data));
        break;
    case TSP_KIND_TUPLE:
    case TSP_KIND_LIST: {
        auto* children = static_cast<tsp_value*>(node.as.ref.data);
        for (int64_t i = 0; i < node.as.ref.size; ++i) {
            release(children[i]);
        }
        break;
    }
    default:
        break;
    }
    if ((node.flags & TSP_VALUE_OWNS_DATA) != 0) {
        std::free(node.as.ref.data);
    }
    node = none;
}

} // namespace

void writeResult(const c10::IValue& value, tsp_value* out, int64_t capacity) {
    *out = none;
    try {
        ResultWriter(out + 1, capacity - 1).write(value, *out);
    } catch (...) {
        release(*out);
        throw;
    }
}

} // namespace torchsharp

void tsp_value_release(tsp_value* value) {
    if (value != nullptr) {
        torchsharp::release(*value);
    }
}
