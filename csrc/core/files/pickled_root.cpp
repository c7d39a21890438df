#include "core/files/pickled_root.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <vector>

#include "core/files/pickle_input.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

constexpr size_t longestName = 300;

bool isDottedName(const std::string& name) {
    return !name.empty() && name.size() <= longestName &&
           std::all_of(name.begin(), name.end(), [](unsigned char c) {
               return std::isalnum(c) != 0 || c == '_' || c == '.' || c == '<' || c == '>' ||
                      c >= 0x80; // a letter of another script
           });
}

// The class or function that makes the value, "dict" for a plain dictionary, or empty text.
std::string rootOf(const std::string& pickle) {
    PickleInput input(pickle);
    std::vector<std::string> words;
    while (true) {
        switch (input.number<unsigned char>()) {
        case 0x80: // PROTO
        case 'q':  // BINPUT
            input.number<uint8_t>();
            break;
        case 0x95: // FRAME
            input.number<uint64_t>();
            break;
        case 0x94: // MEMOIZE
            break;
        case 'r': // LONG_BINPUT
            input.number<uint32_t>();
            break;
        case 0x8c: // SHORT_BINUNICODE
            words.push_back(input.text(input.number<uint8_t>()));
            break;
        case 'X': // BINUNICODE
            words.push_back(input.text(input.number<uint32_t>()));
            break;
        case 'c': { // GLOBAL
            const auto module = input.line();
            return module + "." + input.line();
        }
        case 0x93: // STACK_GLOBAL
            return words.size() < 2 ? "" : words[words.size() - 2] + "." + words.back();
        case '}': // EMPTY_DICT
            return "dict";
        default:
            return "";
        }
    }
}

} // namespace

std::string describePickled(const std::string& pickle) {
    std::string root;
    try {
        root = rootOf(pickle);
    } catch (const Error&) { // damaged
        return "";
    }
    const bool isState = root == "collections.OrderedDict" || root == "dict";
    if (isState || root.starts_with("torch._utils._rebuild_")) {
        return std::string("holds ") + (isState ? "a state or another dictionary" : "a tensor") +
               " but no code: read it with torch.load, and put a state into a model with "
               "load_state_dict";
    }
    if (!isDottedName(root)) {
        return "";
    }
    return "holds an object of the Python class '" + root +
           "', whose code is not in the file: load it in Python with torch.load(path, "
           "weights_only=False), and save it with torch.jit.script(model).save(path)";
}

} // namespace torchsharp
