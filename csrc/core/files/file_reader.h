#pragma once

#include <memory>
#include <string>

#include <caffe2/serialize/read_adapter_interface.h>

namespace torchsharp {

// Reads a file at any position, from any thread. The path is UTF-8. What cannot be read ends early.
std::shared_ptr<caffe2::serialize::ReadAdapterInterface> fileReader(const std::string& path);

} // namespace torchsharp
