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

// The elements are written where they lie: List's own push_back costs twice the time.
template <class To, class From> c10::IValue denseList(const tsp_value& value) {
    const auto elements = arrayOf<From>(value);
    c10::List<To> list;
    list.resize(elements.size());
    c10::IValue filled(std::move(list));
    auto* out = const_cast<c10::IValue*>(filled.toListRef().data()); // nobody else has it yet
    for (const From element : elements) {
        *out++ = c10::IValue(static_cast<To>(element));
    }
    return filled;
}

} // namespace torchsharp
