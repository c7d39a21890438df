#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/exported/json.h"

namespace torchsharp {

// The arguments of a node that calls a higher-order operator: those have no schema.
class NodeArguments {
  public:
    explicit NodeArguments(const Json& node);

    size_t count() const { return positional_.size(); }
    // FORMAT if there are fewer.
    const Json& operator[](size_t position) const;
    // Null if it is not given, or None.
    const Json* named(const std::string& name) const;
    // Whether it is given, if only as None.
    bool has(const std::string& name) const { return keywords_.count(name) != 0; }
    const std::map<std::string, const Json*>& keywords() const { return keywords_; }

    // The value of an argument that is a constant. FORMAT for another one.
    bool boolAt(size_t position) const;
    const std::string& textAt(size_t position) const;
    // The operator that an argument is: "torch.ops.aten.mm.default".
    const std::string& operatorAt(size_t position) const;

  private:
    const std::string& target_;
    std::vector<const Json*> positional_;
    std::map<std::string, const Json*> keywords_;
};

// The value that an argument of the schema holds in a union with that tag. FORMAT for another one.
const Json& tagged(const Json& argument, const char* tag);

// The node with another target and without its first arguments and outputs.
Json innerNode(const Json& node, const std::string& target, size_t arguments, size_t outputs);

} // namespace torchsharp
