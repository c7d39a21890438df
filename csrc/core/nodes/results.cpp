#include "core/nodes/results.h"

#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>

#include <ATen/core/Dict.h>
#include <c10/util/safe_numerics.h>

#include "core/nodes/handles.h"
#include "core/nodes/room.h"
#include "core/nodes/tensor_handle.h"
#include "core/support/error.h"
#include "core/support/nesting.h"
#include "core/types/named_types.h"
#include "core/types/plain_data.h"
#include "core/types/schema.h"

namespace torchsharp {

namespace {

using c10::IValue;
using c10::Type;
using c10::TypeKind;

uint32_t flagOf(const Type& type, int shift) {
    return static_cast<uint32_t>(kindOf(type)) << shift;
}

// A view counts no more than its memory, however large it looks; other layouts count as 0.
int64_t bytesOf(const at::Tensor& tensor) {
    const auto& storage = tensor.unsafeGetTensorImpl()->unsafe_storage();
    if (!storage || tensor.layout() != c10::kStrided || tensor.is_meta()) {
        return 0;
    }
    const auto stored = static_cast<int64_t>(storage.nbytes());
    const auto itemsize = static_cast<int64_t>(tensor.dtype().itemsize());
    int64_t logical = 0; // of an expanded tensor, more than there are numbers for
    return c10::mul_overflows(tensor.numel(), itemsize, &logical) ? stored
                                                                  : std::min(logical, stored);
}

class ResultWriter {
  public:
    explicit ResultWriter(Room room) : room_(room) {}
    ResultWriter(const ResultWriter&) = delete;
    ResultWriter& operator=(const ResultWriter&) = delete;
    ~ResultWriter() {
        if (tensors_ != 0) { // once for all: each count is an atomic operation
            handlesCreated(tensors_);
        }
    }

    // The node is complete before its children are written, so that releasing the root always
    // works.
    void write(const IValue& value, const Type* declared, tsp_value& node) {
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
            writeText(TSP_KIND_STRING, value.toStringView(), node);
        } else if (value.isTuple()) {
            writeTuple(value, inside(declared, TypeKind::TupleType), node);
        } else if (value.isList()) {
            writeList(value, node, inside(declared, TypeKind::ListType));
        } else if (value.isGenericDict()) {
            writeDict(value.toGenericDict(), node);
        } else if (value.isComplexDouble()) {
            const auto number = value.toComplexDouble();
            node.kind = TSP_KIND_COMPLEX;
            node.as.complex[0] = number.real();
            node.as.complex[1] = number.imag();
        } else if (value.isDevice()) {
            writeText(TSP_KIND_DEVICE, value.toDevice().str(), node);
        } else if (value.isEnum()) {
            writeEnum(value, node);
        } else if (value.isModule()) {
            node.as.ref.data = new tsp_module(torchsharp::Module(value.toObject()));
            node.kind = TSP_KIND_MODULE;
        } else if (!writeData(value, node)) {
            writeObject(value, node);
        }
    }

    void writeNamed(const FoundTensors& found, tsp_value& node) {
        const size_t count = found.tensors.size();
        auto* pairs = writeChildren(TSP_KIND_LIST, count, count, node);
        node.flags |= flagOf(*c10::AnyType::get(), TSP_VALUE_ELEMENT_SHIFT);
        for (size_t i = 0; i < count; ++i) {
            auto* pair = writeChildren(TSP_KIND_TUPLE, 2, 2, pairs[i]);
            writeText(TSP_KIND_STRING, found.place(i).name, pair[0]);
            writeTensor(found.tensors[i].second, pair[1]);
        }
    }

  private:
    // The declared type, without Optional, if it has that kind; otherwise null.
    static const Type* inside(const Type* declared, TypeKind kind) {
        if (declared != nullptr && declared->kind() == TypeKind::OptionalType) {
            declared = declared->expectRef<c10::OptionalType>().getElementType().get();
        }
        return declared != nullptr && declared->kind() == kind ? declared : nullptr;
    }

    void writeTensor(const at::Tensor& tensor, tsp_value& node) {
        if (!tensor.defined()) {
            node.kind = TSP_KIND_NONE;
            return;
        }
        node.as.ref.size = bytesOf(tensor);
        node.as.ref.data = uncountedHandle(tensor);
        ++tensors_;
        node.kind = TSP_KIND_TENSOR;
    }

    // What only the files of Python hold. False for other values.
    bool writeData(const IValue& value, tsp_value& node) {
        if (!value.isCapsule()) {
            return false;
        }
        if (const auto* bytes = dataOf<BytesData>(value)) {
            writeText(TSP_KIND_BYTES, bytes->bytes, node);
        } else if (const auto* set = dataOf<SetData>(value)) {
            writeSet(set->items, node);
        } else if (const auto* dtype = dataOf<DtypeData>(value)) {
            node.as.i = static_cast<int64_t>(dtype->dtype);
            node.kind = TSP_KIND_DTYPE;
        } else if (const auto* layout = dataOf<LayoutData>(value)) {
            node.as.i = static_cast<int64_t>(layout->layout);
            node.kind = TSP_KIND_LAYOUT;
        } else {
            return false;
        }
        return true;
    }

    void writeSet(const std::vector<IValue>& items, tsp_value& node) {
        const NestingLevel level(depth_);
        auto* children = writeChildren(TSP_KIND_SET, items.size(), items.size(), node);
        for (size_t i = 0; i < items.size(); ++i) {
            write(items[i], nullptr, children[i]);
        }
    }

    static void writeObject(const IValue& value, tsp_value& node) {
        node.as.ref.size = kindOf(*value.type());
        node.as.ref.data = new tsp_object(value);
        node.kind = TSP_KIND_OBJECT;
    }

    void writeText(tsp_kind kind, std::string_view text, tsp_value& node) {
        void* memory = room_.allocate(text.size(), node);
        std::memcpy(memory, text.data(), text.size());
        node.as.ref.size = static_cast<int64_t>(text.size());
        node.kind = kind;
    }

    template <class T, class Convert>
    void writeDense(tsp_kind kind, c10::ArrayRef<IValue> elements, tsp_value& node,
                    Convert&& convert) {
        T* memory = static_cast<T*>(room_.allocate(elements.size() * sizeof(T), node));
        for (size_t i = 0; i < elements.size(); ++i) {
            memory[i] = convert(elements[i]);
        }
        node.as.ref.size = static_cast<int64_t>(elements.size());
        node.kind = kind;
    }

    // Makes the node a container of `count` nodes that are still NONE; size is the size that it
    // reports.
    tsp_value* writeChildren(tsp_kind kind, size_t count, size_t size, tsp_value& node) {
        if (depth_ > deepestNesting) {
            throw Error(TSP_ERROR_UNSUPPORTED,
                        std::string("the result is ") + tooDeepText + ": return it in parts");
        }
        auto* children = static_cast<tsp_value*>(room_.allocate(count * sizeof(tsp_value), node));
        std::fill_n(children, count, emptyNode);
        node.as.ref.size = static_cast<int64_t>(size);
        node.kind = kind;
        return children;
    }

    void writeList(const IValue& value, tsp_value& node, const Type* declared) {
        const NestingLevel level(depth_);
        const auto elements = value.toListRef();
        if (value.isIntList()) {
            writeDense<int64_t>(TSP_KIND_INT_LIST, elements, node,
                                [](const IValue& v) { return v.toInt(); });
            return;
        }
        if (value.isDoubleList()) {
            writeDense<double>(TSP_KIND_FLOAT_LIST, elements, node,
                               [](const IValue& v) { return v.toDouble(); });
            return;
        }
        if (value.isBoolList()) {
            writeDense<uint8_t>(TSP_KIND_BOOL_LIST, elements, node,
                                [](const IValue& v) { return static_cast<uint8_t>(v.toBool()); });
            return;
        }
        const auto type = declared == nullptr ? value.toList().elementType()
                                              : c10::TypePtr(declared->containedType(0));
        auto* children = writeChildren(TSP_KIND_LIST, elements.size(), elements.size(), node);
        node.flags |= flagOf(*type, TSP_VALUE_ELEMENT_SHIFT);
        for (size_t i = 0; i < elements.size(); ++i) {
            write(elements[i], type.get(), children[i]);
        }
    }

    void writeDict(const c10::impl::GenericDict& dict, tsp_value& node) {
        const NestingLevel level(depth_);
        const auto keyType = dict.keyType();
        const auto mappedType = dict.valueType();
        auto* child = writeChildren(TSP_KIND_DICT, dict.size() * 2, dict.size(), node);
        node.flags |=
            flagOf(*keyType, TSP_VALUE_ELEMENT_SHIFT) | flagOf(*mappedType, TSP_VALUE_MAPPED_SHIFT);
        for (const auto& item : dict) {
            write(item.key(), keyType.get(), *child++);
            write(item.value(), mappedType.get(), *child++);
        }
    }

    void writeTuple(const IValue& value, const Type* declared, tsp_value& node) {
        const NestingLevel level(depth_);
        const auto elements = value.toTupleRef().elements().asArrayRef();
        const auto* named = namedTupleType(value, declared);
        const auto* type = declared == nullptr ? named : declared->castRaw<c10::TupleType>();
        const size_t step = named == nullptr ? 1 : 2;
        auto* children = writeChildren(named == nullptr ? TSP_KIND_TUPLE : TSP_KIND_NAMED_TUPLE,
                                       elements.size() * step, elements.size(), node);
        for (size_t i = 0; i < elements.size(); ++i) {
            if (named != nullptr) {
                writeText(TSP_KIND_STRING, named->schema()->arguments()[i].name(), children[i * 2]);
            }
            write(elements[i], type == nullptr ? nullptr : type->elements()[i].get(),
                  children[i * step + step - 1]);
        }
    }

    void writeEnum(const IValue& value, tsp_value& node) {
        const auto holder = value.toEnumHolder();
        auto* children = writeChildren(TSP_KIND_ENUM, 4, 4, node);
        writeText(TSP_KIND_STRING, holder->name(), children[0]);
        write(holder->value(), nullptr, children[1]);
        writeText(TSP_KIND_STRING, holder->qualifiedClassName(), children[2]);
        writeObject(value, children[3]);
    }

    Room room_;
    int64_t tensors_ = 0;
    int depth_ = 0;
};

// How many nodes a container points to.
int64_t childCount(const tsp_value& node) {
    switch (node.kind) {
    case TSP_KIND_TUPLE:
    case TSP_KIND_LIST:
    case TSP_KIND_SET:
    case TSP_KIND_ENUM:
        return node.as.ref.size;
    case TSP_KIND_DICT:
    case TSP_KIND_NAMED_TUPLE:
        return 2 * node.as.ref.size;
    default:
        return 0;
    }
}

void release(tsp_value& node) {
    if (node.kind == TSP_KIND_TENSOR) {
        takeTensor(static_cast<tsp_tensor*>(node.as.ref.data));
    } else if (node.kind == TSP_KIND_OBJECT) {
        delete static_cast<tsp_object*>(node.as.ref.data);
    } else if (node.kind == TSP_KIND_MODULE) {
        delete static_cast<tsp_module*>(node.as.ref.data);
    }
    auto* children = static_cast<tsp_value*>(node.as.ref.data);
    for (int64_t i = 0, count = childCount(node); i < count; ++i) {
        release(children[i]);
    }
    if ((node.flags & TSP_VALUE_OWNS_DATA) != 0) {
        std::free(node.as.ref.data);
    }
    node = emptyNode;
}

} // namespace

void throwNoRoom(int64_t capacity) {
    throw Error(TSP_ERROR_VALUE,
                "a result needs room for at least one node, not " + std::to_string(capacity));
}

void writeTensor(at::Tensor&& tensor, tsp_value& out) {
    out = emptyNode;
    if (tensor.defined()) {
        out.as.ref.size = bytesOf(tensor);
        out.as.ref.data = releaseToHandle(std::move(tensor));
        out.kind = TSP_KIND_TENSOR;
    }
}

void writeNamedTensors(const FoundTensors& found, tsp_value& out) {
    constexpr size_t nodes = 3; // of each tensor: the pair, its name and the tensor itself
    size_t count = nodes * found.tensors.size();
    for (size_t i = 0; i < found.tensors.size(); ++i) {
        count += found.place(i).name.size() / sizeof(tsp_value) + 1;
    }
    out = emptyNode;
    auto* memory =
        static_cast<tsp_value*>(Room(nullptr, 0).allocate(count * sizeof(tsp_value), out));
    try {
        ResultWriter(Room(memory, static_cast<int64_t>(count))).writeNamed(found, out);
    } catch (...) {
        release(out);
        throw;
    }
}

void releaseResult(tsp_value& root) noexcept { release(root); }

void writeResult(const c10::IValue& value, tsp_value* out, int64_t capacity,
                 const c10::Type* declared) {
    *out = emptyNode;
    try {
        ResultWriter(Room(out + 1, capacity - 1)).write(value, declared, *out);
    } catch (...) {
        release(*out);
        throw;
    }
}

} // namespace torchsharp
