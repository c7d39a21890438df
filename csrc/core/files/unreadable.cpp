#include "core/files/unreadable.h"

#include "core/support/error.h"

namespace torchsharp {

std::string problemIfEmpty(const ByteSource& source) {
    if (source.reader->size() != 0) {
        return "";
    }
    return source.isStream() ? "it is at its end, so nothing is left to read; go to the beginning "
                               "first (seek(0) in Python, Position = 0 in C#)"
                             : "it is empty";
}

void throwUnreadable(const std::string& problem) { throw Error(TSP_ERROR_FORMAT, problem); }

void throwNeedsPython(const std::string& name) {
    throwUnreadable("it needs the class or function '" + name +
                    "', whose code is in Python and not in the file: " +
                    (name.starts_with("numpy.")
                         ? "save tensors (torch.from_numpy) and plain numbers (item()) instead"
                         : "save tensors and plain values only, of a module its state_dict(), or "
                           "save the whole module with torch.jit.script(module).save(path)"));
}

} // namespace torchsharp
