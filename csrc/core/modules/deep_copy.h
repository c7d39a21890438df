#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include <ATen/core/ivalue.h>

namespace torchsharp {

// Copies values with everything in them. What was shared is shared in the copy, also between the
// values that one DeepCopy copies, and a value may contain itself. libtorch's own deepcopy knows
// fewer kinds of values, recurses without end into a value that contains itself, and shares the
// state of objects that have __getstate__.
class DeepCopy {
  public:
    // VALUE for a Future or Await that is not done; UNSUPPORTED for a value that has no copy, and
    // for one that is nested too deep.
    c10::IValue copy(const c10::IValue& value);

    // The same for the attribute of an object, which errors then name.
    c10::IValue copyAttribute(const std::string& name, const c10::IValue& value);

  private:
    c10::IValue copyParts(const c10::IValue& value);
    c10::IValue copyTensor(const at::Tensor& tensor);
    c10::IValue copyTuple(const c10::IValue& value);
    c10::IValue copyList(const c10::IValue& value);
    c10::IValue copyDict(const c10::IValue& value);
    c10::IValue copyTask(const c10::IValue& value);
    c10::IValue copyObject(const c10::IValue& value);
    c10::IValue copyByState(const c10::IValue& value, const c10::ClassTypePtr& type);

    // Remembers a copy before its parts are copied, because they may contain the original.
    void remember(const c10::IValue& original, const c10::IValue& copied);
    // "the attribute 'a.b'", or "the value".
    std::string place() const;

    std::unordered_map<const void*, c10::IValue> copies_;
    std::vector<c10::IValue> states_; // keeps their addresses from being used again
    std::vector<std::string> path_;
    int depth_ = 0;
};

} // namespace torchsharp
