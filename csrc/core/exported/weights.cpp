#include "core/exported/weights.h"

#include <unordered_map>

#include <ATen/ATen.h>
#include <c10/core/CPUAllocator.h>
#include <c10/util/safe_numerics.h>

#include "core/exported/custom_objects.h"
#include "core/exported/scalars.h"
#include "core/exported/tensor_meta.h"
#include "core/files/checkpoint.h"
#include "core/files/unreadable.h"
#include "core/support/device.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

std::vector<int64_t> numbersIn(const Json& list) {
    Symbols none;
    std::vector<int64_t> numbers;
    for (const auto& item : arrayOf(list)) {
        const auto dimension = readDimension(item, none);
        if (dimension.expression || dimension.size < 0) {
            throwUnreadable("its program has a weight whose sizes or strides are not numbers");
        }
        numbers.push_back(dimension.size);
    }
    return numbers;
}

// The bytes of the storage up to the last element. FORMAT if that is not a number.
uint64_t bytesNeeded(const std::vector<int64_t>& sizes, const std::vector<int64_t>& strides,
                     int64_t offset, uint64_t elementSize, const std::string& record) {
    auto last = static_cast<uint64_t>(offset);
    bool overflows = offset < 0 || sizes.size() != strides.size();
    uint64_t elements = 1;
    for (size_t i = 0; i < sizes.size() && !overflows; ++i) {
        uint64_t step = 0;
        overflows = c10::mul_overflows(elements, static_cast<uint64_t>(sizes[i]), &elements);
        if (!overflows && sizes[i] > 0) {
            overflows = c10::mul_overflows(static_cast<uint64_t>(sizes[i] - 1),
                                           static_cast<uint64_t>(strides[i]), &step) ||
                        c10::add_overflows(last, step, &last);
        }
    }
    uint64_t bytes = 0;
    if (overflows || c10::add_overflows(last, uint64_t{1}, &last) ||
        c10::mul_overflows(last, elementSize, &bytes)) {
        throwUnreadable("its record '" + record + "' has impossible sizes");
    }
    return elements == 0 ? 0 : bytes;
}

} // namespace

WeightReader::WeightReader(const ArchiveRecords& records, const std::string& program,
                           const std::optional<c10::Device>& device)
    : records_(records), device_(device) {
    for (const auto* kind : {"weights", "constants"}) {
        const std::string folder = "data/" + std::string(kind) + "/";
        const auto record = folder + program + "_" + kind + "_config.json";
        if (records.has(record)) {
            configs_.push_back(parseJson(records.text(record), "the record '" + record + "'"));
        } else {
            configs_.emplace_back();
        }
    }
    addEntries("data/weights/", configs_[0]);
    addEntries("data/constants/", configs_[1]);
}

void WeightReader::addEntries(const std::string& folder, const Json& config) {
    if (config.is_null()) {
        return;
    }
    for (const auto& [name, payload] : objectOf(field(config, "config"))) {
        const bool isPickled = boolOf(field(payload, "use_pickle"));
        entries_[name] = {folder + textOf(field(payload, "path_name")),
                          isPickled ? nullptr : optionalField(payload, "tensor_meta"),
                          boolOf(field(payload, "is_param"))};
    }
}

const WeightReader::Entry& WeightReader::entryOf(const WeightSpec& spec) const {
    const auto found = entries_.find(spec.name);
    if (found == entries_.end()) {
        throwUnreadable("it has no weight '" + spec.name + "', which its program uses");
    }
    return found->second;
}

std::vector<c10::IValue> WeightReader::readObjects(const std::vector<WeightSpec>& specs,
                                                   const Policy* policy) const {
    std::vector<c10::IValue> objects;
    std::map<std::string, c10::IValue> known; // two names of one object
    for (const auto& spec : specs) {
        if (spec.kind != WeightSpec::Kind::Object) {
            continue;
        }
        const auto& record = entryOf(spec).record;
        if (record.find("/custom_obj_") == std::string::npos) {
            throw Error(TSP_ERROR_UNSUPPORTED, "the record '" + record +
                                                   "' of the program is an object of a Python "
                                                   "class, which is not supported");
        }
        auto& object = known[record];
        if (object.isNone()) {
            object = readCustomObject(record, records_.text(record), policy);
        }
        objects.push_back(object);
    }
    return objects;
}

std::vector<at::Tensor> WeightReader::read(const std::vector<WeightSpec>& specs) {
    std::vector<at::Tensor> tensors;
    struct Known {
        const Json* meta;
        at::Tensor tensor;
    };
    // Two names of one tensor. Records with several tensors are rare.
    std::unordered_map<std::string, Known> firsts;
    std::unordered_map<std::string, at::Tensor> others;
    for (const auto& spec : specs) {
        if (spec.kind == WeightSpec::Kind::Object) {
            continue;
        }
        const auto& entry = entryOf(spec);
        auto& first = firsts.emplace(entry.record, Known{entry.meta, {}}).first->second;
        const bool isFirst = entry.meta == nullptr || first.meta == nullptr
                                 ? entry.meta == first.meta
                                 : *entry.meta == *first.meta;
        auto& tensor =
            isFirst ? first.tensor
                    : others[entry.record + (entry.meta == nullptr ? "" : entry.meta->dump())];
        if (!tensor.defined()) {
            tensor = read(entry);
            if (spec.kind == WeightSpec::Kind::Parameter &&
                (tensor.is_floating_point() || tensor.is_complex())) {
                tensor.set_requires_grad(entry.meta == nullptr ||
                                         boolOf(field(*entry.meta, "requires_grad")));
            }
        }
        tensors.push_back(tensor);
    }
    return tensors;
}

at::Tensor WeightReader::read(const Entry& entry) {
    auto tensor = entry.meta == nullptr ? readPickled(entry) : readPlain(entry);
    auto device = device_;
    if (!device && entry.meta != nullptr) {
        device = deviceOf(field(*entry.meta, "device"));
        requireDevice(*device);
    }
    return device && *device != tensor.device() ? tensor.to(*device) : tensor;
}

at::Tensor WeightReader::readPlain(const Entry& entry) {
    const auto& meta = *entry.meta;
    const auto dtype = dtypeOf(field(meta, "dtype"));
    if (layoutOf(field(meta, "layout")) != c10::Layout::Strided) {
        throw Error(TSP_ERROR_UNSUPPORTED, "the weights of the program in '" + entry.record +
                                               "' are not strided, which is not supported");
    }
    const auto sizes = numbersIn(field(meta, "sizes"));
    const auto strides = numbersIn(field(meta, "strides"));
    const auto offset = numbersIn(Json::array({field(meta, "storage_offset")})).front();
    const auto needed = bytesNeeded(sizes, strides, offset, c10::elementSize(dtype), entry.record);
    const auto stored = storage(entry.record);
    if (needed > stored.nbytes()) {
        throwUnreadable("its record '" + entry.record + "' has " + std::to_string(stored.nbytes()) +
                        " bytes; its program needs " + std::to_string(needed));
    }
    auto tensor = at::detail::make_tensor<c10::TensorImpl>(
        c10::Storage(stored), c10::DispatchKeySet(c10::DispatchKey::CPU),
        c10::scalarTypeToTypeMeta(dtype));
    tensor.unsafeGetTensorImpl()->set_sizes_and_strides(sizes, strides, offset);
    return tensor;
}

c10::Storage WeightReader::storage(const std::string& record) {
    auto& known = storages_[record];
    if (!known) {
        const auto size = records_.size(record);
        known = c10::Storage(c10::Storage::use_byte_size_t(), size, records_.data(record),
                             c10::GetCPUAllocator(), false);
    }
    return known;
}

at::Tensor WeightReader::readPickled(const Entry& entry) const {
    const auto text = records_.text(entry.record);
    const auto value = loadCheckpoint(bytesSource(text.data(), text.size()), device_);
    if (!value.isTensor()) {
        throw Error(TSP_ERROR_UNSUPPORTED, "the record '" + entry.record +
                                               "' of the program is not a tensor, which is not "
                                               "supported");
    }
    return value.toTensor();
}

} // namespace torchsharp
