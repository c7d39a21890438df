#pragma once

#include <string>
#include <type_traits>
#include <vector>

#include <ATen/core/List.h>

#include "core/calls/callable.h"
#include "core/nodes/nodes.h"

namespace torchsharp {

// A value that does not fit; the caller adds the argument's name and the schema.
struct Mismatch {
    std::string got;
};

// VALUE for a negative number of arguments.
void requireArgumentCount(int64_t count);

// Pushes self, the arguments and the defaults of missing ones; each is read as the schema says.
// TYPE if one does not fit.
void pushArguments(const Callable& callable, const tsp_value* args, size_t count,
                   torch::jit::Stack& stack);

// The node as a value of that type. Mismatch if it does not fit.
c10::IValue readValue(const tsp_value& value, const c10::Type& type);

// The value that an OBJECT or MODULE refers to.
c10::IValue handleValue(const tsp_value& value);

// Fills the list's own vector: List::push_back creates and checks a temporary for each element,
// which takes more than twice the time.
template <class To, class From> c10::IValue denseList(const tsp_value& value) {
    const auto elements = arrayOf<From>(value);
    c10::IValue list{c10::List<To>()};
    auto* target = static_cast<c10::intrusive_ptr_target*>(
        const_cast<void*>(list.internalToPointer())); // nobody else has it yet
    auto& items = static_cast<c10::detail::ListImpl*>(target)->list;
    if constexpr (std::is_same_v<To, From>) {
        items = std::vector<c10::IValue>(elements.begin(), elements.end());
    } else {
        items.reserve(elements.size());
        for (const From element : elements) {
            items.emplace_back(static_cast<To>(element));
        }
    }
    return list;
}

} // namespace torchsharp
