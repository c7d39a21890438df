#include "core/files/pickle_writer.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <ATen/ATen.h>
#include <c10/core/ScalarTypeToTypeMeta.h>

#include "core/support/error.h"

namespace torchsharp {

namespace {

constexpr int64_t leastInt = INT32_MIN;
constexpr int64_t mostInt = INT32_MAX;

// Whether Python has a class for storages of that type. Storages of newer types are bytes.
bool hasStorageClass(c10::ScalarType type) {
    switch (type) {
    case c10::kByte:
    case c10::kChar:
    case c10::kShort:
    case c10::kInt:
    case c10::kLong:
    case c10::kHalf:
    case c10::kFloat:
    case c10::kDouble:
    case c10::kComplexFloat:
    case c10::kComplexDouble:
    case c10::kBool:
    case c10::kBFloat16:
        return true;
    default:
        return c10::isQIntType(type);
    }
}

std::string_view layoutName(c10::Layout layout) {
    switch (layout) {
    case c10::Layout::Strided:
        return "torch.strided";
    case c10::Layout::Sparse:
        return "torch.sparse_coo";
    case c10::Layout::SparseCsr:
        return "torch.sparse_csr";
    case c10::Layout::SparseCsc:
        return "torch.sparse_csc";
    case c10::Layout::SparseBsr:
        return "torch.sparse_bsr";
    case c10::Layout::SparseBsc:
        return "torch.sparse_bsc";
    case c10::Layout::Mkldnn:
        return "torch._mkldnn";
    case c10::Layout::Jagged:
        return "torch.jagged";
    default:
        throw Error(TSP_ERROR_UNSUPPORTED, "the checkpoint cannot hold an unknown layout");
    }
}

[[noreturn]] void throwUnsupported(const std::string& what) {
    throw Error(TSP_ERROR_UNSUPPORTED, "the checkpoint cannot be saved: it holds " + what);
}

} // namespace

PickleWriter::PickleWriter() : pickle_("\x80\x02") {}

std::string PickleWriter::finish() {
    code('.');
    return std::move(pickle_);
}

template <class T> void PickleWriter::number(T value) {
    std::array<char, sizeof(T)> bytes{};
    std::memcpy(bytes.data(), &value, sizeof value);
    pickle_.append(bytes.data(), bytes.size());
}

void PickleWriter::integer(int64_t value) {
    if (value >= leastInt && value <= mostInt) {
        code('J');
        number(static_cast<int32_t>(value));
    } else {
        code(0x8a);
        code(sizeof value);
        number(value);
    }
}

void PickleWriter::real(double value) {
    std::array<char, sizeof(double)> bytes{};
    std::memcpy(bytes.data(), &value, sizeof value);
    std::reverse(bytes.begin(), bytes.end()); // the one number that is big-endian
    code('G');
    pickle_.append(bytes.data(), bytes.size());
}

void PickleWriter::complex(double real, double imaginary) {
    beginCall("builtins", "complex");
    this->real(real);
    this->real(imaginary);
    endCall();
}

void PickleWriter::text(std::string_view value) {
    if (value.size() > UINT32_MAX) {
        throwUnsupported("a text of more than 4 GiB");
    }
    code('X');
    number(static_cast<uint32_t>(value.size()));
    pickle_.append(value);
}

// As text in which every character stands for one byte.
void PickleWriter::bytes(std::string_view value) {
    std::string characters;
    for (const char one : value) {
        const auto byte = static_cast<unsigned char>(one);
        if (byte < 0x80) {
            characters += one;
        } else {
            characters += static_cast<char>(0xC0 | (byte >> 6));
            characters += static_cast<char>(0x80 | (byte & 0x3F));
        }
    }
    beginCall("_codecs", "encode");
    text(characters);
    text("latin1");
    endCall();
}

void PickleWriter::dtype(c10::ScalarType value) {
    global("torch", c10::getDtypeNames(value).first);
}

void PickleWriter::layout(c10::Layout value) {
    beginCall("torch.serialization", "_get_layout");
    text(layoutName(value));
    endCall();
}

void PickleWriter::device(std::string_view name) {
    beginCall("torch", "device");
    text(name);
    endCall();
}

void PickleWriter::beginList() {
    code(']');
    code('(');
}

void PickleWriter::beginDict() {
    code('}');
    code('(');
}

void PickleWriter::beginSet() {
    beginCall("builtins", "set");
    beginList();
}

void PickleWriter::endSet() {
    endList();
    endCall();
}

void PickleWriter::global(std::string_view module, std::string_view name) {
    code('c');
    pickle_.append(module).append("\n").append(name).append("\n");
}

void PickleWriter::beginCall(std::string_view module, std::string_view name) {
    global(module, name);
    beginTuple();
}

void PickleWriter::endCall() {
    endTuple();
    code('R');
}

void PickleWriter::sizes(c10::IntArrayRef values) {
    beginTuple();
    for (const int64_t value : values) {
        integer(value);
    }
    endTuple();
}

void PickleWriter::storage(const at::Tensor& tensor, bool isUntyped) {
    const auto& storage = tensor.storage();
    const auto [found, isNew] =
        keys_.emplace(storage.unsafeGetStorageImpl(), static_cast<int64_t>(storages_.size()));
    if (isNew) {
        storages_.push_back(storage);
    }
    const auto element = static_cast<int64_t>(isUntyped ? 1 : tensor.element_size());
    beginTuple();
    text("storage");
    if (isUntyped) {
        global("torch.storage", "UntypedStorage");
    } else {
        global("torch", std::string(c10::toString(tensor.scalar_type())) + "Storage");
    }
    text(std::to_string(found->second));
    text(storage.device().str());
    integer(static_cast<int64_t>(storage.nbytes()) / element);
    endTuple();
    code('Q');
}

// The first four arguments of the functions that make tensors with a storage.
void PickleWriter::placed(const at::Tensor& tensor, bool isUntyped) {
    storage(tensor, isUntyped);
    integer(tensor.storage_offset());
    sizes(tensor.sizes());
    sizes(tensor.strides());
}

void PickleWriter::noHooks() {
    beginCall("collections", "OrderedDict");
    endCall();
}

void PickleWriter::strided(const at::Tensor& tensor) {
    const bool isUntyped = !hasStorageClass(tensor.scalar_type());
    beginCall("torch._utils", isUntyped ? "_rebuild_tensor_v3" : "_rebuild_tensor_v2");
    placed(tensor, isUntyped);
    boolean(tensor.requires_grad());
    noHooks();
    if (isUntyped) {
        dtype(tensor.scalar_type());
    }
    if (tensor.is_conj() || tensor.is_neg()) {
        beginDict();
        for (const auto& [name, isSet] :
             {std::pair("conj", tensor.is_conj()), std::pair("neg", tensor.is_neg())}) {
            if (isSet) {
                text(name);
                boolean(true);
            }
        }
        endDict();
    }
    endCall();
}

void PickleWriter::quantized(const at::Tensor& tensor) {
    beginCall("torch._utils", "_rebuild_qtensor");
    placed(tensor, false);
    beginTuple();
    const auto scheme = tensor.qscheme();
    if (scheme == c10::kPerTensorAffine) {
        global("torch", "per_tensor_affine");
        real(tensor.q_scale());
        integer(tensor.q_zero_point());
    } else if (scheme == c10::kPerChannelAffine || scheme == c10::kPerChannelAffineFloatQParams) {
        global("torch", scheme == c10::kPerChannelAffine ? "per_channel_affine"
                                                         : "per_channel_affine_float_qparams");
        this->tensor(tensor.q_per_channel_scales());
        this->tensor(tensor.q_per_channel_zero_points());
        integer(tensor.q_per_channel_axis());
    } else {
        throwUnsupported("a tensor that is quantized in a way that files have no name for");
    }
    endTuple();
    boolean(tensor.requires_grad());
    noHooks();
    endCall();
}

void PickleWriter::sparse(const at::Tensor& tensor) {
    const auto kind = tensor.layout();
    beginCall("torch._utils", "_rebuild_sparse_tensor");
    layout(kind);
    beginTuple();
    if (kind == c10::Layout::Sparse) {
        this->tensor(tensor._indices());
        this->tensor(tensor._values());
    } else {
        const bool byRow = kind == c10::Layout::SparseCsr || kind == c10::Layout::SparseBsr;
        this->tensor((byRow ? tensor.crow_indices() : tensor.ccol_indices()).detach());
        this->tensor((byRow ? tensor.col_indices() : tensor.row_indices()).detach());
        this->tensor(tensor.values().detach());
    }
    sizes(tensor.sizes());
    if (kind == c10::Layout::Sparse) {
        boolean(tensor.is_coalesced());
    }
    endTuple();
    endCall();
}

void PickleWriter::meta(const at::Tensor& tensor) {
    beginCall("torch._utils", "_rebuild_meta_tensor_no_storage");
    dtype(tensor.scalar_type());
    sizes(tensor.sizes());
    sizes(tensor.strides());
    boolean(tensor.requires_grad());
    endCall();
}

void PickleWriter::newTensor(const at::Tensor& tensor) {
    if (tensor.is_nested()) {
        throwUnsupported("a nested tensor: save its parts, tensor.unbind()");
    }
    if (tensor.layout() == c10::Layout::Mkldnn) {
        throwUnsupported("a tensor in the format of oneDNN: save tensor.to_dense()");
    }
    if (tensor.layout() != c10::Layout::Strided) {
        sparse(tensor);
    } else if (tensor.is_meta()) {
        meta(tensor);
    } else if (!tensor.has_storage()) {
        throwUnsupported("a tensor without memory");
    } else if (tensor.is_quantized()) {
        quantized(tensor);
    } else if (tensor._is_zerotensor()) { // its memory does not exist
        strided(tensor.clone());
    } else {
        strided(tensor);
    }
}

void PickleWriter::tensor(const at::Tensor& value) {
    const auto known = memo_.find(value.unsafeGetTensorImpl());
    if (known != memo_.end()) {
        code('j');
        number(known->second);
        return;
    }
    newTensor(value);
    const auto index = static_cast<uint32_t>(tensors_.size());
    tensors_.push_back(value);
    memo_.emplace(value.unsafeGetTensorImpl(), index);
    code('r');
    number(index);
}

} // namespace torchsharp
