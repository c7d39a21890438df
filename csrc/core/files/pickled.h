#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <ATen/core/ivalue.h>
#include <c10/core/Storage.h>

#include "core/files/unreadable.h"

namespace torchsharp {

// The name of something in a Python module: "collections.OrderedDict".
struct PickledGlobal {
    std::string name;
};

struct PickledStorage {
    c10::Storage storage;
    c10::ScalarType dtype;
};

struct PickledTuple;

// An item on the machine's stack: a value, or something that only the calls below can use. A tuple
// of values is a value.
using Pickled =
    std::variant<c10::IValue, PickledGlobal, PickledStorage, std::shared_ptr<PickledTuple>>;

struct PickledTuple {
    std::vector<Pickled> items;
};

// The item as a value. FORMAT if it is not one.
const c10::IValue& valueOf(const Pickled& item);

// The item as a value of that type. FORMAT.
int64_t intOf(const Pickled& item);
double doubleOf(const Pickled& item);
bool boolOf(const Pickled& item);
const std::string& textOf(const Pickled& item);
at::Tensor tensorOf(const Pickled& item);

// The name of a value's type in messages.
std::string kindText(const c10::IValue& value);

// The items of a tuple. FORMAT if it is not one.
std::vector<Pickled> itemsOf(const Pickled& tuple);

// A set with these items. FORMAT if one of them cannot be in a set.
c10::IValue setOf(const std::vector<Pickled>& items);

// Whether a value can be the key of a dict in C++.
bool isDictKey(const c10::IValue& value);

} // namespace torchsharp
