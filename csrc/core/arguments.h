#pragma once

#include <string>

#include <ATen/core/List.h>

#include "core/callable.h"
#include "core/nodes.h"

namespace torchsharp {

// Thrown inside a tree of values; the caller adds the argument's name and the schema.
struct Mismatch {
    std::string got;
};

// Pushes self, the arguments and the defaults of missing ones; each is read as the schema says.
// TYPE where one does not fit.
void pushArguments(const Callable& callable, const tsp_value* args, size_t count,
                   torch::jit::Stack& stack);

// A value of that type. Mismatch where the node does not fit.
c10::IValue readValue(const tsp_value& value, const c10::Type& type);

// What an OBJECT or MODULE refers to.
c10::IValue handleValue(const tsp_value& value);

template <class To, class From> c10::IValue denseList(const tsp_value& value) {
    c10::List<To> list;
    const auto elements = arrayOf<From>(value);
    list.reserve(elements.size());
    for (const From element : elements) {
        list.push_back(static_cast<To>(element));
    }
    return list;
}

} // namespace torchsharp
