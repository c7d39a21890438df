#include "core/nodes/item.h"

#include <string>

#include <c10/core/DispatchKeySet.h>
#include <c10/core/Scalar.h>

#include "core/nodes/mismatch.h"
#include "core/support/elements_in_memory.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

using c10::DispatchKey;

// Tensors whose memory does not hold their elements as they are.
constexpr c10::DispatchKeySet
    wrapped({DispatchKey::Python, DispatchKey::PythonTLSSnapshot, DispatchKey::FuncTorchGradWrapper,
             DispatchKey::FuncTorchBatched, DispatchKey::Functionalize, DispatchKey::ZeroTensor,
             DispatchKey::Conjugate, DispatchKey::Negative});

void writeInt(int64_t value, tsp_value& out) {
    out.kind = TSP_KIND_INT;
    out.as.i = value;
}

void writeFloat(double value, tsp_value& out) {
    out.kind = TSP_KIND_FLOAT;
    out.as.f = value;
}

void writeBool(bool value, tsp_value& out) {
    out.kind = TSP_KIND_BOOL;
    out.as.i = value ? 1 : 0;
}

// Without the dispatcher, which takes longer than all the rest. False if the element is not in
// memory as it is, or has an unusual type.
bool writeFromMemory(const at::Tensor& tensor, tsp_value& out) {
    if (!tensor.device().is_cpu() || tensor.layout() != c10::kStrided ||
        tensor.key_set().has_any(wrapped) || !tensor.has_storage()) {
        return false;
    }
    const void* data = elementsInMemory(*tensor.unsafeGetTensorImpl());
    if (data == nullptr) {
        return false;
    }
    switch (tensor.scalar_type()) {
    case c10::ScalarType::Float:
        writeFloat(*static_cast<const float*>(data), out);
        return true;
    case c10::ScalarType::Double:
        writeFloat(*static_cast<const double*>(data), out);
        return true;
    case c10::ScalarType::Long:
        writeInt(*static_cast<const int64_t*>(data), out);
        return true;
    case c10::ScalarType::Int:
        writeInt(*static_cast<const int32_t*>(data), out);
        return true;
    case c10::ScalarType::Bool:
        writeBool(*static_cast<const uint8_t*>(data) != 0, out);
        return true;
    default:
        return false;
    }
}

void writeScalar(const c10::Scalar& value, tsp_value& out) {
    if (value.isBoolean()) {
        writeBool(value.toBool(), out);
    } else if (value.isFloatingPoint()) {
        writeFloat(value.toDouble(), out);
    } else if (value.isComplex()) {
        const auto number = value.toComplexDouble();
        out.kind = TSP_KIND_COMPLEX;
        out.as.complex[0] = number.real();
        out.as.complex[1] = number.imag();
    } else {
        writeInt(value.toLong(), out);
    }
}

// Why the elements of a type are refused; null if they fit.
const char* whyNot(c10::ScalarType type, c10::TypeKind kind) {
    switch (kind) {
    case c10::TypeKind::BoolType:
        return type == c10::ScalarType::Bool ? nullptr : "which is not bool";
    case c10::TypeKind::FloatType:
        return c10::isComplexType(type) ? "which is not real" : nullptr;
    case c10::TypeKind::ComplexType:
        return nullptr;
    default:
        return c10::isIntegralType(type, true) ? nullptr : "which is not integral";
    }
}

c10::IValue readNumber(const at::Tensor& tensor, c10::TypeKind kind) {
    if (!tensor.defined() || tensor.numel() != 1) {
        throw Mismatch{"a Tensor with " + std::to_string(tensor.defined() ? tensor.numel() : 0) +
                       " elements"};
    }
    if (const char* reason = whyNot(tensor.scalar_type(), kind)) {
        throw Mismatch{"a Tensor of " +
                       std::string(c10::getDtypeNames(tensor.scalar_type()).first) + ", " + reason};
    }
    if (tensor.is_meta()) {
        throw Mismatch{"a Tensor on the device meta, which has no elements"};
    }
    requireElementsInMemory(*tensor.unsafeGetTensorImpl());
    const auto value = tensor.item();
    switch (kind) {
    case c10::TypeKind::BoolType:
        return value.toBool();
    case c10::TypeKind::FloatType:
        return value.toDouble();
    case c10::TypeKind::ComplexType:
        return value.toComplexDouble();
    default:
        return value.toLong();
    }
}

} // namespace

c10::IValue numberOf(const at::Tensor& tensor, c10::TypeKind kind) {
    std::string reason;
    try {
        return readNumber(tensor, kind);
    } catch (const c10::Error& e) { // such as a sparse tensor
        reason = e.what_without_backtrace();
    } catch (const Error& e) {
        reason = e.what();
    }
    throw Mismatch{"a Tensor whose element cannot be read (" + reason + ")"};
}

void writeItem(const at::Tensor& tensor, tsp_value& out) {
    if (tensor.numel() != 1) {
        throw Error(TSP_ERROR_VALUE, "the tensor has " + std::to_string(tensor.numel()) +
                                         " elements: item() needs a tensor with exactly one");
    }
    out = {};
    if (!writeFromMemory(tensor, out)) {
        requireElementsInMemory(*tensor.unsafeGetTensorImpl());
        writeScalar(tensor.item(), out);
    }
}

} // namespace torchsharp
