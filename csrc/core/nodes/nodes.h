#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <ATen/core/List.h>
#include <ATen/core/jit_type.h>

#include "abi/torchsharp_types.h"

namespace torchsharp {

// Reads the contents of the nodes of the ABI.

inline std::string_view textOf(const tsp_value& value) {
    return {static_cast<const char*>(value.as.ref.data), static_cast<size_t>(value.as.ref.size)};
}

template <class T> c10::ArrayRef<T> arrayOf(const tsp_value& value) {
    return {static_cast<const T*>(value.as.ref.data), static_cast<size_t>(value.as.ref.size)};
}

inline c10::ArrayRef<tsp_value> nodesOf(const tsp_value& value) {
    return arrayOf<tsp_value>(value);
}

// The keys and values of a DICT, or the names and values of a NAMED_TUPLE, in turn.
inline c10::ArrayRef<tsp_value> pairsOf(const tsp_value& value) {
    return {static_cast<const tsp_value*>(value.as.ref.data),
            static_cast<size_t>(value.as.ref.size) * 2};
}

inline bool isList(const tsp_value& value) {
    return value.kind >= TSP_KIND_LIST && value.kind <= TSP_KIND_BOOL_LIST;
}

// An element of any kind of list as a node.
tsp_value elementOf(const tsp_value& list, int64_t i);

// The type as messages call it: "Dict[str, Tensor]".
std::string describe(const tsp_value& value);

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

// Equal without regard to case and underscores: TotalLoss equals total_loss.
bool sameName(std::string_view a, std::string_view b);

} // namespace torchsharp
