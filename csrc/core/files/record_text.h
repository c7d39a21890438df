#pragma once

#include <string>

#include <caffe2/serialize/inline_container.h>

namespace torchsharp {

// The bytes of a record of an archive.
inline std::string recordText(caffe2::serialize::PyTorchStreamReader& archive,
                              const std::string& record) {
    const auto [data, size] = archive.getRecord(record);
    return {static_cast<const char*>(data.get()), size};
}

} // namespace torchsharp
