#pragma once

#include <optional>
#include <type_traits>

#include <ATen/core/Tensor.h>
#include <c10/core/SymIntArrayRef.h>

#include "abi/torchsharp_types.h"
#include "core/nodes/tensor_handle.h"

namespace torchsharp {

// The C++ values in nodes, for each type that an operator takes. `fits` comes before the
// constructor, and what `get` returns lives as long as the object.
template <class T> class TypedArgument;

template <class T>
inline constexpr bool isTensorArgument =
    std::is_same_v<std::remove_cvref_t<T>, at::Tensor> ||
    std::is_same_v<std::remove_cvref_t<T>, std::optional<at::Tensor>>;

class TensorArgument : public BorrowedTensor {
  public:
    explicit TensorArgument(const tsp_value& node)
        : BorrowedTensor(static_cast<tsp_tensor*>(node.as.ref.data)) {}
    static bool fits(const tsp_value& node) {
        return node.kind == TSP_KIND_TENSOR && node.as.ref.data != nullptr;
    }
};

template <> class TypedArgument<const at::Tensor&> : public TensorArgument {
  public:
    using TensorArgument::TensorArgument;
};

template <> class TypedArgument<at::Tensor&> : public TensorArgument {
  public:
    using TensorArgument::TensorArgument;
};

template <> class TypedArgument<const std::optional<at::Tensor>&> {
  public:
    explicit TypedArgument(const tsp_value& node) {
        if (node.kind == TSP_KIND_TENSOR) {
            tensor_ = shareTensor(static_cast<tsp_tensor*>(node.as.ref.data));
        }
    }
    static bool fits(const tsp_value& node) {
        return node.kind == TSP_KIND_NONE || TensorArgument::fits(node);
    }
    const std::optional<at::Tensor>& get() const { return tensor_; }

  private:
    std::optional<at::Tensor> tensor_;
};

template <> class TypedArgument<int64_t> {
  public:
    explicit TypedArgument(const tsp_value& node) : value_(node.as.i) {}
    static bool fits(const tsp_value& node) { return node.kind == TSP_KIND_INT; }
    int64_t get() const { return value_; }

  private:
    int64_t value_;
};

template <> class TypedArgument<c10::SymInt> {
  public:
    explicit TypedArgument(const tsp_value& node) : value_(node) {}
    static bool fits(const tsp_value& node) { return TypedArgument<int64_t>::fits(node); }
    c10::SymInt get() const { return c10::SymInt(value_.get()); }

  private:
    TypedArgument<int64_t> value_;
};

template <> class TypedArgument<double> {
  public:
    explicit TypedArgument(const tsp_value& node)
        : value_(node.kind == TSP_KIND_INT ? static_cast<double>(node.as.i) : node.as.f) {}
    static bool fits(const tsp_value& node) {
        return node.kind == TSP_KIND_FLOAT || node.kind == TSP_KIND_INT;
    }
    double get() const { return value_; }

  private:
    double value_;
};

template <> class TypedArgument<bool> {
  public:
    explicit TypedArgument(const tsp_value& node) : value_(node.as.i != 0) {}
    static bool fits(const tsp_value& node) { return node.kind == TSP_KIND_BOOL; }
    bool get() const { return value_; }

  private:
    bool value_;
};

template <> class TypedArgument<const at::Scalar&> {
  public:
    explicit TypedArgument(const tsp_value& node) : value_(scalarIn(node)) {}
    static bool fits(const tsp_value& node) {
        return node.kind == TSP_KIND_FLOAT || node.kind == TSP_KIND_INT ||
               node.kind == TSP_KIND_BOOL;
    }
    const at::Scalar& get() const { return value_; }

  private:
    static at::Scalar scalarIn(const tsp_value& node) {
        return node.kind == TSP_KIND_FLOAT  ? at::Scalar(node.as.f)
               : node.kind == TSP_KIND_BOOL ? at::Scalar(node.as.i != 0)
                                            : at::Scalar(node.as.i);
    }

    at::Scalar value_;
};

// Lists of integers as they are in memory.
template <> class TypedArgument<at::IntArrayRef> {
  public:
    explicit TypedArgument(const tsp_value& node)
        : values_(static_cast<const int64_t*>(node.as.ref.data),
                  static_cast<size_t>(node.as.ref.size)) {}
    // A list that is not well-formed does not fit: the usual way says what is wrong with it.
    static bool fits(const tsp_value& node) {
        constexpr int64_t most = 1 << 16;
        const auto size = node.as.ref.size;
        return node.kind == TSP_KIND_INT_LIST && size >= 0 && size <= most &&
               (size == 0 ||
                (node.as.ref.data != nullptr &&
                 reinterpret_cast<uintptr_t>(node.as.ref.data) % alignof(tsp_value) == 0));
    }
    at::IntArrayRef get() const { return values_; }

  private:
    at::IntArrayRef values_;
};

template <> class TypedArgument<c10::SymIntArrayRef> {
  public:
    explicit TypedArgument(const tsp_value& node) : values_(node) {}
    static bool fits(const tsp_value& node) { return TypedArgument<at::IntArrayRef>::fits(node); }
    c10::SymIntArrayRef get() const { return c10::fromIntArrayRefSlow(values_.get()); }

  private:
    TypedArgument<at::IntArrayRef> values_;
};

template <> class TypedArgument<at::OptionalIntArrayRef> {
  public:
    explicit TypedArgument(const tsp_value& node) {
        if (node.kind != TSP_KIND_NONE) {
            values_ = TypedArgument<at::IntArrayRef>(node).get();
        }
    }
    static bool fits(const tsp_value& node) {
        return node.kind == TSP_KIND_NONE || TypedArgument<at::IntArrayRef>::fits(node);
    }
    at::OptionalIntArrayRef get() const { return values_; }

  private:
    at::OptionalIntArrayRef values_;
};

// An optional value of another type. An enum, a device or a generator only fits if it is left out:
// its number must be checked.
template <class T> class TypedArgument<std::optional<T>> {
  public:
    explicit TypedArgument(const tsp_value& node) {
        if constexpr (isPlain) {
            if (node.kind != TSP_KIND_NONE) {
                value_ = TypedArgument<T>(node).get();
            }
        }
    }
    static bool fits(const tsp_value& node) {
        if constexpr (isPlain) {
            return node.kind == TSP_KIND_NONE || TypedArgument<T>::fits(node);
        } else {
            return node.kind == TSP_KIND_NONE;
        }
    }
    std::optional<T> get() const { return value_; }

  private:
    static constexpr bool isPlain = std::is_same_v<T, int64_t> || std::is_same_v<T, double> ||
                                    std::is_same_v<T, bool> || std::is_same_v<T, c10::SymInt>;

    std::optional<T> value_;
};

} // namespace torchsharp
