#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include <ATen/core/ivalue.h>
#include <ATen/core/jit_type.h>

namespace torchsharp {

// The types of the values of a pickle. libtorch trusts that a value has the type that was declared
// for it, and reads other memory if it does not.
class TypeTags {
  public:
    // Whether the value is of the type, with all that it contains.
    bool fits(const c10::IValue& value, const c10::Type& type) const;

    // Makes the value one of the type: lists and dicts know the types of their elements. FORMAT if
    // it is not one; what is the value's place in the message.
    void require(const c10::IValue& value, const c10::TypePtr& type, const std::string& what);

  private:
    void mark(const c10::IValue& value, const c10::TypePtr& type);

    // The lists and dicts that have their types, and a list may be in several places.
    std::unordered_map<const void*, c10::TypePtr> marked_;
    std::vector<c10::IValue> kept_; // the address of a freed list could be used again
};

} // namespace torchsharp
