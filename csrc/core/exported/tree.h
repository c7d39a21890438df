#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <ATen/core/ivalue.h>
#include <ATen/core/jit_type.h>

#include "core/exported/json.h"

namespace torchsharp {

// A container of values as torch.utils._pytree describes it, or a single value, a leaf.
struct Tree {
    enum class Kind : uint8_t { Leaf, Tuple, List, Dict };

    Kind kind = Kind::Leaf;
    std::string name;                // of a named tuple's class
    std::vector<std::string> fields; // of a named tuple
    std::vector<c10::IValue> keys;   // of a dict
    std::vector<Tree> children;
    c10::TypePtr type; // of the leaf or container
};

using FieldNames = std::map<std::string, std::vector<std::string>>;

// Reads the text that treespec_dumps writes. fields: those of the named tuples that the program
// has. FORMAT.
Tree readTreeSpec(const std::string& text, const FieldNames& fields);

// Sets the types of the tree, whose leaves have these types in order. FORMAT if there are more
// leaves, or fewer.
void setTypes(Tree& tree, const std::vector<c10::TypePtr>& leaves, size_t& next);

// Where a value is among the arguments. The text is made only for a message.
struct ValuePath {
    std::string text() const; // "batch['x'][0]"

    const ValuePath* outer = nullptr;
    const std::string* name = nullptr; // of the argument, without an outer one
    const c10::IValue* key = nullptr;  // in a dict
    size_t index = 0;                  // in another container
};

// Appends the leaves of a value. VALUE, TYPE if it is built otherwise.
void flatten(const Tree& tree, const c10::IValue& value, const ValuePath& path,
             std::vector<c10::IValue>& leaves);

// The value that the leaves make, from the next one on.
c10::IValue unflatten(const Tree& tree, c10::ArrayRef<c10::IValue> leaves, size_t& next);

} // namespace torchsharp
