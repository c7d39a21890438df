#include "core/api/required.h"

#include <string_view>

#include "core/support/error.h"

namespace torchsharp {

void throwNullPointer(const char* names, size_t place) {
    std::string_view name = names;
    for (; place > 0; --place) {
        name.remove_prefix(name.find(", ") + 2);
    }
    throw Error(TSP_ERROR_VALUE, "the parameter '" + std::string(name.substr(0, name.find(','))) +
                                     "' is a null pointer: it must point to a handle that is not "
                                     "released, or to where the result goes");
}

} // namespace torchsharp
