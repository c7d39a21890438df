#pragma once

#include <string>

#include <ATen/core/class_type.h>

namespace torchsharp {

// What the classes of exported programs have as constants, which callers do not see.
inline constexpr const char* programConstant = "__exported_program__";
inline constexpr const char* leftOutConstant = "__not_in_state__"; // a list of names

inline bool isHidden(const std::string& constant) {
    return constant == programConstant || constant == leftOutConstant;
}

// Whether the state of the class leaves out the tensor of that name.
bool isLeftOut(const c10::ClassType& type, const std::string& name);

} // namespace torchsharp
