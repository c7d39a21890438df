#pragma once

#include <string>
#include <tuple>

namespace torchsharp {

// An operator by its name and overload.
struct OperatorName {
    std::string name;
    std::string overload;

    std::string full() const { return overload.empty() ? name : name + "." + overload; }
    bool operator<(const OperatorName& other) const {
        return std::tie(name, overload) < std::tie(other.name, other.overload);
    }
};

} // namespace torchsharp
