#include "core/files/checkpoint_tensors.h"

#include <ATen/ATen.h>
#include <ATen/EmptyTensor.h>

#include "core/support/device.h"

namespace torchsharp {

namespace {

// Python's storage classes. An untyped storage holds bytes.
c10::ScalarType storageDtype(const std::string& name) {
    static const auto& dtypes = *new std::map<std::string, c10::ScalarType>{
        {"torch.DoubleStorage", c10::kDouble},
        {"torch.FloatStorage", c10::kFloat},
        {"torch.HalfStorage", c10::kHalf},
        {"torch.BFloat16Storage", c10::kBFloat16},
        {"torch.LongStorage", c10::kLong},
        {"torch.IntStorage", c10::kInt},
        {"torch.ShortStorage", c10::kShort},
        {"torch.CharStorage", c10::kChar},
        {"torch.ByteStorage", c10::kByte},
        {"torch.BoolStorage", c10::kBool},
        {"torch.ComplexDoubleStorage", c10::kComplexDouble},
        {"torch.ComplexFloatStorage", c10::kComplexFloat},
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

c10::ScalarType dtypeOf(const std::string& name) {
    static const auto& dtypes = c10::getStringToDtypeMap();
    const auto found = dtypes.find(name.substr(name.find('.') + 1));
    if (found == dtypes.end()) {
        throwUnreadable("it holds a tensor of type '" + name + "', which is not supported");
    }
    return found->second;
}

std::vector<int64_t> sizesOf(const Pickled& tuple) {
    std::vector<int64_t> sizes;
    for (const auto& item : itemsOf(tuple)) {
        sizes.push_back(valueOf(item).toInt());
        if (sizes.back() < 0) {
            throwUnreadable("it holds a tensor with a negative size or stride");
        }
    }
    return sizes;
}

// Marks the elements as conjugates or negatives of the stored ones.
void setBits(const at::Tensor& tensor, const c10::IValue& metadata) {
    if (!metadata.isGenericDict()) {
        throwUnreadable("it holds a tensor with metadata that is not a dict");
    }
    for (const auto& mark : metadata.toGenericDict()) {
        const auto& name = mark.key().toStringRef();
        if (name == "conj") {
            tensor._set_conj(mark.value().toBool());
        } else if (name == "neg") {
            tensor._set_neg(mark.value().toBool());
        } else {
            throwUnreadable("it holds a tensor with unknown metadata '" + name + "'");
        }
    }
}

} // namespace

PickledStorage CheckpointTensors::storage(const std::vector<Pickled>& id) {
    if (id.size() != 5 || valueOf(id[0]).toStringRef() != "storage") {
        throwUnreadable("the pickle refers to an external object that is not a storage");
    }
    const auto dtype = storageDtype(globalName(id[1]));
    const auto& key = valueOf(id[2]).toStringRef();
    auto found = known_.find(key);
    if (found == known_.end()) {
        auto [data, size] = archive_.getRecord("data/" + key);
        const c10::Storage read(c10::Storage::use_byte_size_t(), size, std::move(data), nullptr,
                                false);
        // Moved as a whole, so that tensors still share it on the device.
        const auto device = device_ ? *device_ : parseDevice(valueOf(id[3]).toStringRef());
        const auto moved =
            at::empty({0}, at::kByte).set_(read, 0, {static_cast<int64_t>(size)}, {1}).to(device);
        found = known_.emplace(key, moved.storage()).first;
    }
    return {found->second, dtype};
}

c10::IValue CheckpointTensors::call(const std::string& name,
                                    const std::vector<Pickled>& arguments) const {
    if (name == "torch._utils._rebuild_tensor_v2" && arguments.size() >= 6) {
        return rebuild(arguments, std::nullopt);
    }
    if (name == "torch._utils._rebuild_tensor_v3" && arguments.size() >= 7) {
        return rebuild(arguments, dtypeOf(globalName(arguments[6])));
    }
    if (name == "torch._utils._rebuild_parameter" && arguments.size() >= 2) {
        return valueOf(arguments[0]).toTensor().requires_grad_(valueOf(arguments[1]).toBool());
    }
    if (name == "torch.Size" && arguments.size() == 1) {
        return valueOf(arguments[0]);
    }
    if (name == "torch.device" && !arguments.empty()) {
        return readDevice(valueOf(arguments[0]).toStringRef());
    }
    throwUnreadable("it holds '" + name + "', which only Python can read");
}

c10::IValue CheckpointTensors::rebuild(const std::vector<Pickled>& arguments,
                                       const std::optional<c10::ScalarType>& dtype) const {
    const auto* stored = std::get_if<PickledStorage>(&arguments[0]);
    if (stored == nullptr) {
        throwUnreadable("it holds a tensor that has no storage");
    }
    const int64_t offset = valueOf(arguments[1]).toInt();
    const auto sizes = sizesOf(arguments[2]);
    const auto strides = sizesOf(arguments[3]);
    const auto type = dtype.value_or(stored->dtype);
    if (offset < 0 || sizes.size() != strides.size() ||
        at::detail::computeStorageNbytes(sizes, strides, c10::elementSize(type),
                                         static_cast<size_t>(offset)) > stored->storage.nbytes()) {
        throwUnreadable("it holds a tensor that is larger than its storage");
    }
    const auto tensor = at::empty({0}, at::dtype(type).device(stored->storage.device()))
                            .set_(stored->storage, offset, sizes, strides);
    if (const size_t metadata = dtype ? 7 : 6; arguments.size() > metadata) {
        setBits(tensor, valueOf(arguments[metadata]));
    }
    return tensor.requires_grad_(valueOf(arguments[4]).toBool());
}

} // namespace torchsharp
