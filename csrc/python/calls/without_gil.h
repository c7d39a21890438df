#pragma once

#include <type_traits>
#include <utility>

#include "python/calls/gil.h"
#include "python/calls/warnings.h"

namespace torchsharp {

// Does work without the GIL, and issues the warnings that it caused when it is done.
template <class Work> auto withoutGil(Work&& work) {
    using Result = std::invoke_result_t<Work>;
    Hearing hearing(pythonListener());
    const auto released = [&]() -> Result {
        const ReleaseGil gil;
        return std::forward<Work>(work)();
    };
    try {
        if constexpr (std::is_void_v<Result>) {
            released();
            raiseWarnings(hearing.take());
        } else {
            Result result = released();
            raiseWarnings(hearing.take());
            return result;
        }
    } catch (...) {
        reportWarnings(hearing.take());
        throw;
    }
}

} // namespace torchsharp
