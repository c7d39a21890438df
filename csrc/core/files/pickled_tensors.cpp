#include "core/files/pickled_tensors.h"

#include <algorithm>

#include <ATen/ATen.h>
#include <ATen/EmptyTensor.h>
#include <c10/util/strides.h>
#include <torch/csrc/autograd/variable.h>

#include "core/files/pickled_sparse.h"
#include "core/support/device.h"
#include "core/support/error.h"
#include "core/types/plain_data.h"

namespace torchsharp {

namespace {

using Arguments = std::vector<Pickled>;

// Python's storage classes. An untyped storage holds bytes.
c10::ScalarType storageDtype(const std::string& name) {
    static const auto& dtypes = *new std::map<std::string, c10::ScalarType>{
#define TSP_STORAGE(_, name) {"torch." #name "Storage", c10::ScalarType::name},
        AT_FORALL_SCALAR_TYPES_WITH_COMPLEX_AND_QINTS(TSP_STORAGE)
#undef TSP_STORAGE
            {"torch.storage.UntypedStorage", c10::kByte},
    };
    const auto found = dtypes.find(name);
    if (found == dtypes.end()) {
        throwUnreadable("it holds a storage of type '" + name + "', which is not supported");
    }
    return found->second;
}

const std::string& globalName(const Pickled& item) {
    const auto* global = std::get_if<PickledGlobal>(&item);
    if (global == nullptr) {
        throwUnreadable("the pickle has a value where the name of a type was expected");
    }
    return global->name;
}

// A dtype is a value in a file of Python, and a name in one of TorchScript.
c10::ScalarType dtypeOf(const Pickled& item) {
    if (const auto* value = std::get_if<c10::IValue>(&item)) {
        if (const auto* data = dataOf<DtypeData>(*value)) {
            return data->dtype;
        }
    }
    const auto& name = globalName(item);
    const auto dtype = dtypeNamed(name);
    if (!dtype) {
        throwUnreadable("it holds a tensor of type '" + name + "', which is not supported");
    }
    return *dtype;
}

// Marks the elements as conjugates or negatives of the stored ones.
void setBits(const at::Tensor& tensor, const c10::IValue& metadata) {
    if (!metadata.isGenericDict()) {
        throwUnreadable("it holds a tensor with metadata that is not a dict");
    }
    for (const auto& mark : metadata.toGenericDict()) {
        const auto& name = textOf(mark.key());
        if (name == "conj" && tensor.is_complex()) {
            tensor._set_conj(boolOf(mark.value()));
        } else if (name == "neg" && !tensor.is_quantized()) {
            tensor._set_neg(boolOf(mark.value()));
        } else {
            throwUnreadable("it holds a tensor with unknown metadata '" + name + "'");
        }
    }
}

c10::Device deviceNamed(const std::string& name) {
    try {
        return readDevice(name);
    } catch (const Error& e) {
        throwUnreadable("it names a device that does not exist: " + std::string(e.what()));
    }
}

struct Layout {
    int64_t offset;
    std::vector<int64_t> sizes;
    std::vector<int64_t> strides;
};

// Types of less than a byte share bytes along the last dimension.
int64_t elementsInByte(c10::ScalarType type) {
    return type == c10::kQUInt4x2 ? 2 : type == c10::kQUInt2x4 ? 4 : 1;
}

std::vector<int64_t> contiguousStrides(const std::vector<int64_t>& sizes) {
    const auto strides = c10::contiguous_strides(sizes);
    return {strides.begin(), strides.end()};
}

void requireInside(const Layout& layout, c10::ScalarType type, const c10::Storage& storage) {
    auto sizes = layout.sizes;
    auto strides = layout.strides;
    if (layout.offset < 0 || sizes.size() != strides.size()) {
        throwUnreadable("it holds a tensor whose sizes and strides do not match");
    }
    if (const int64_t shared = elementsInByte(type); shared > 1 && !sizes.empty()) {
        if (strides != contiguousStrides(sizes)) {
            throwUnreadable("it holds a tensor of packed elements that is not contiguous");
        }
        sizes.back() = sizes.back() / shared + (sizes.back() % shared != 0 ? 1 : 0);
        strides = contiguousStrides(sizes);
    }
    const size_t element = c10::elementSize(type);
    size_t bytes = 0;
    try {
        bytes = static_cast<uint64_t>(layout.offset) > storage.nbytes() / element
                    ? storage.nbytes() + 1
                    : at::detail::computeStorageNbytes(sizes, strides, element,
                                                       static_cast<size_t>(layout.offset));
    } catch (const c10::Error&) { // it overflows
        bytes = storage.nbytes() + 1;
    }
    if (bytes > storage.nbytes()) {
        throwUnreadable("it holds a tensor that is larger than its storage");
    }
}

at::Tensor emptyQuantized(const Arguments& quantizer, const at::TensorOptions& options) {
    if (quantizer.empty()) {
        throwUnreadable("it holds a quantized tensor without its scale");
    }
    const auto& scheme = globalName(quantizer[0]);
    if (scheme == "torch.per_tensor_affine" && quantizer.size() == 3) {
        return at::_empty_affine_quantized({0}, options, doubleOf(quantizer[1]),
                                           intOf(quantizer[2]));
    }
    if ((scheme == "torch.per_channel_affine" ||
         scheme == "torch.per_channel_affine_float_qparams") &&
        quantizer.size() == 4) {
        const auto scales = tensorOf(quantizer[1]);
        const auto zeros = tensorOf(quantizer[2]);
        const int64_t axis = intOf(quantizer[3]);
        if (scales.dim() != 1 || zeros.dim() != 1 || scales.numel() != zeros.numel() || axis < 0) {
            throwUnreadable("it holds a tensor with scales that do not match its zero points");
        }
        return at::_empty_per_channel_affine_quantized({0}, scales, zeros, axis, options);
    }
    throwUnreadable("it holds a tensor that is quantized in the unknown way '" + scheme + "'");
}

// The scales of a tensor that is quantized by channel are as many as its channels.
void requireChannels(const at::Tensor& tensor) {
    if (tensor.qscheme() != c10::kPerTensorAffine) {
        const int64_t axis = tensor.q_per_channel_axis();
        if (axis >= tensor.dim() || tensor.size(axis) != tensor.q_per_channel_scales().numel()) {
            throwUnreadable("it holds a tensor with scales that do not match its channels");
        }
    }
}

at::Tensor rebuild(const Arguments& arguments, const std::optional<c10::ScalarType>& dtype,
                   bool isQuantized) {
    const auto* stored = std::get_if<PickledStorage>(&arguments[0]);
    if (stored == nullptr) {
        throwUnreadable("it holds a tensor that has no storage");
    }
    const Layout layout{intOf(arguments[1]), sizesOf(arguments[2]), sizesOf(arguments[3])};
    const auto type = dtype.value_or(stored->dtype);
    if (c10::isQIntType(type) != isQuantized) {
        throwUnreadable("it holds a quantized tensor without its scale, or the other way around");
    }
    requireInside(layout, type, stored->storage);
    const auto options = at::dtype(type).device(stored->storage.device());
    auto tensor =
        isQuantized ? emptyQuantized(itemsOf(arguments[4]), options) : at::empty({0}, options);
    auto* const raw = tensor.unsafeGetTensorImpl();
    raw->set_storage_keep_dtype(stored->storage);
    raw->set_storage_offset(layout.offset);
    raw->set_sizes_and_strides(layout.sizes, layout.strides);
    if (isQuantized) {
        requireChannels(tensor);
    } else if (const size_t metadata = dtype ? 7 : 6; arguments.size() > metadata) {
        setBits(tensor, valueOf(arguments[metadata]));
    }
    const bool requiresGrad = boolOf(arguments[isQuantized ? 5 : 4]);
    if (requiresGrad && !c10::isFloatingType(type) && !c10::isComplexType(type)) {
        throwUnreadable("it holds a tensor of integers that requires a gradient");
    }
    return torch::autograd::make_variable(tensor, requiresGrad);
}

at::Tensor rebuildMeta(const Arguments& arguments) {
    const auto options = at::dtype(dtypeOf(arguments[0])).device(c10::kMeta);
    return at::empty_strided(sizesOf(arguments[1]), sizesOf(arguments[2]), options)
        .requires_grad_(boolOf(arguments[3]));
}

// A tensor with attributes, which are left out. Only the class says more, and it is in Python.
const std::string& plainClass(const Arguments& arguments) {
    const auto& name = globalName(arguments[1]);
    if (name != "torch.Tensor" && name != "torch.nn.parameter.Parameter") {
        throwNeedsPython(name);
    }
    return globalName(arguments[0]);
}

} // namespace

std::optional<c10::ScalarType> dtypeNamed(const std::string& name) {
    static const auto& dtypes = c10::getStringToDtypeMap();
    const auto found = name.starts_with("torch.") ? dtypes.find(name.substr(6)) : dtypes.end();
    return found == dtypes.end() ? std::nullopt : std::optional(found->second);
}

std::vector<int64_t> sizesOf(const Pickled& tuple) {
    std::vector<int64_t> sizes;
    for (const auto& item : itemsOf(tuple)) {
        sizes.push_back(intOf(item));
        if (sizes.back() < 0) {
            throwUnreadable("it holds a tensor with a negative size or stride");
        }
    }
    return sizes;
}

StorageId storageId(const std::vector<Pickled>& id) {
    if (id.size() == 4 && textOf(id[0]) == "module") { // the class of a module, with its source
        throwNeedsPython(globalName(id[1]));
    }
    if (id.size() < 5 || id.size() > 6 || textOf(id[0]) != "storage") {
        throwUnreadable("the pickle refers to an external object that is not a storage");
    }
    StorageId read{storageDtype(globalName(id[1])), textOf(id[2]), textOf(id[3]), intOf(id[4]), {}};
    if (read.elements < 0) {
        throwUnreadable("it holds a storage of " + std::to_string(read.elements) + " elements");
    }
    if (id.size() == 6 && !valueOf(id[5]).isNone()) {
        const auto view = itemsOf(id[5]);
        if (view.size() != 3) {
            throwUnreadable("it holds a part of a storage without its place");
        }
        read.view = textOf(view[0]);
        read.viewOffset = intOf(view[1]);
        read.viewElements = intOf(view[2]);
        if (read.viewOffset < 0 || read.viewElements < 0 || read.viewOffset > read.elements ||
            read.viewElements > read.elements - read.viewOffset) {
            throwUnreadable("it holds a part of a storage that lies outside it");
        }
    }
    return read;
}

c10::Storage PickledTensors::whole(const StorageId& id) {
    // A storage without elements needs no bytes.
    const bool isNothing = id.elements == 0 && !stored_.has(id.key);
    const uint64_t size = isNothing ? 0 : stored_.size(id.key);
    if (static_cast<uint64_t>(id.elements) != size / id.elementSize()) {
        throwUnreadable("it holds a storage of " + std::to_string(id.elements) + " elements of " +
                        std::to_string(id.elementSize()) + " bytes, but there are " +
                        std::to_string(size) + " bytes for it");
    }
    auto found = known_.find(id.key);
    if (found == known_.end()) {
        auto data = size == 0 ? at::DataPtr(nullptr, c10::kCPU) : stored_.data(id.key);
        const c10::Storage read(c10::Storage::use_byte_size_t(), static_cast<int64_t>(size),
                                std::move(data), nullptr, false);
        // Moved as a whole, so that tensors still share it on the device.
        const auto device = device_ ? *device_ : deviceNamed(id.device);
        requireDevice(device);
        const auto there =
            at::empty({0}, at::kByte).set_(read, 0, {static_cast<int64_t>(size)}, {1}).to(device);
        found = known_.emplace(id.key, there.storage()).first;
    }
    return found->second;
}

// A storage that shares the memory of a part of another one.
c10::Storage PickledTensors::view(const StorageId& id, const c10::Storage& whole) {
    const auto size = static_cast<uint64_t>(id.viewElements) * id.elementSize();
    const auto offset = static_cast<uint64_t>(id.viewOffset) * id.elementSize();
    const auto found = views_.find(*id.view);
    if (found != views_.end()) {
        if (found->second.nbytes() != size) {
            throwUnreadable("it holds a part of a storage that has two sizes");
        }
        return found->second;
    }
    auto* start = static_cast<char*>(whole.mutable_data());
    at::DataPtr data(
        start == nullptr ? nullptr : start + offset, new c10::Storage(whole),
        [](void* held) { delete static_cast<c10::Storage*>(held); }, whole.device());
    c10::Storage part(c10::Storage::use_byte_size_t(), static_cast<int64_t>(size), std::move(data),
                      nullptr, false);
    return views_.emplace(*id.view, std::move(part)).first->second;
}

PickledStorage PickledTensors::storage(const std::vector<Pickled>& id) {
    const auto read = storageId(id);
    auto storage = whole(read);
    return {read.view ? view(read, storage) : std::move(storage), read.dtype};
}

// A tensor of a device without storages, which was saved from the CPU.
at::Tensor PickledTensors::moved(const std::vector<Pickled>& arguments) const {
    const auto device = device_ ? *device_ : deviceNamed(textOf(arguments[2]));
    requireDevice(device);
    return tensorOf(arguments[0])
        .detach()
        .to(device, dtypeOf(arguments[1]))
        .requires_grad_(boolOf(arguments[3]));
}

std::optional<c10::IValue> PickledTensors::call(const std::string& name,
                                                const Arguments& arguments) const {
    const size_t count = arguments.size();
    if (name == "torch._utils._rebuild_tensor_v2" && count >= 6) {
        return rebuild(arguments, std::nullopt, false);
    }
    if (name == "torch._utils._rebuild_tensor_v3" && count >= 7) {
        return rebuild(arguments, dtypeOf(arguments[6]), false);
    }
    if (name == "torch._utils._rebuild_tensor" && count == 4) { // before PyTorch 0.4
        auto all = arguments;
        all.emplace_back(c10::IValue(false));
        return rebuild(all, std::nullopt, false);
    }
    if (name == "torch._utils._rebuild_qtensor" && count >= 7) {
        return rebuild(arguments, std::nullopt, true);
    }
    if (name == "torch._utils._rebuild_sparse_tensor" && count >= 2) {
        return rebuildSparse(arguments);
    }
    if (name == "torch._utils._rebuild_meta_tensor_no_storage" && count == 4) {
        return rebuildMeta(arguments);
    }
    if (name == "torch._utils._rebuild_device_tensor_from_cpu_tensor" && count == 4) {
        return moved(arguments);
    }
    if ((name == "torch._utils._rebuild_parameter" ||
         name == "torch._utils._rebuild_parameter_with_state") &&
        count >= 2) {
        return tensorOf(arguments[0]).requires_grad_(boolOf(arguments[1]));
    }
    if (name == "torch.Tensor.__setstate__" && count == 2) { // of a parameter before PyTorch 0.4
        const auto state = itemsOf(arguments[1]);
        return tensorOf(arguments[0]).requires_grad_(!state.empty() && boolOf(state[0]));
    }
    if (name == "torch._tensor._rebuild_from_type_v2" && count == 4 &&
        plainClass(arguments) != name) {
        return call(globalName(arguments[0]), itemsOf(arguments[2]));
    }
    if (name == "torch.device" && count >= 1 && count <= 2) {
        const auto& type = textOf(arguments[0]);
        return deviceNamed(count == 1 ? type : type + ":" + std::to_string(intOf(arguments[1])));
    }
    return std::nullopt;
}

} // namespace torchsharp
