#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <c10/core/ScalarType.h>

#include "core/files/pickled.h"
#include "core/files/stored_bytes.h"

namespace torchsharp {

// "torch.float32" as a dtype; nothing for another name.
std::optional<c10::ScalarType> dtypeNamed(const std::string& name);

// The sizes or strides of a tensor. FORMAT.
std::vector<int64_t> sizesOf(const Pickled& tuple);

// A persistent id: which storage it is, and which part of it.
struct StorageId {
    c10::ScalarType dtype;
    std::string key;
    std::string device;
    int64_t elements;
    std::optional<std::string> view; // the key of the part; nothing for the whole storage
    int64_t viewOffset = 0;
    int64_t viewElements = 0;

    uint64_t elementSize() const { return c10::elementSize(dtype); }
};

// FORMAT if it is something else.
StorageId storageId(const std::vector<Pickled>& id);

// The tensors of a pickle and their storages. Every tensor lies inside its storage, and every
// storage inside the bytes that the file has for it.
class PickledTensors {
  public:
    PickledTensors(const StoredBytes& stored, const std::optional<c10::Device>& device)
        : stored_(stored), device_(device) {}

    // The storage of a persistent id: its bytes are read once, even if tensors share it. FORMAT,
    // DEVICE.
    PickledStorage storage(const std::vector<Pickled>& id);

    // The result of one of torch's functions that make a tensor, or what tensors need; nothing for
    // another function. FORMAT.
    std::optional<c10::IValue> call(const std::string& name,
                                    const std::vector<Pickled>& arguments) const;

  private:
    c10::Storage whole(const StorageId& id);
    c10::Storage view(const StorageId& id, const c10::Storage& whole);
    at::Tensor moved(const std::vector<Pickled>& arguments) const;

    const StoredBytes& stored_;
    std::optional<c10::Device> device_;
    std::map<std::string, c10::Storage> known_;
    std::map<std::string, c10::Storage> views_;
};

} // namespace torchsharp
