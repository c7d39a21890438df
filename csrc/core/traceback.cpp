#include "core/traceback.h"

#include <charconv>
#include <string_view>

namespace torchsharp {

namespace {

constexpr std::string_view tracebackStart = "Traceback of TorchScript";

bool startsWith(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}

// Calls visit(line, offset) for each line until it returns false.
template <class Visit> void forEachLine(std::string_view text, Visit&& visit) {
    size_t offset = 0;
    while (offset < text.size()) {
        const size_t end = std::min(text.find('\n', offset), text.size());
        if (!visit(text.substr(offset, end - offset), offset)) {
            return;
        }
        offset = end + 1;
    }
}

// The number after `, line ` in a frame's heading ('  File "m.py", line 3, in f'), or 0.
int frameLine(std::string_view line) {
    constexpr std::string_view mark = ", line ";
    const size_t at = line.find(mark);
    if (line.find("File \"") == std::string_view::npos || at == std::string_view::npos) {
        return 0;
    }
    int number = 0;
    std::from_chars(line.data() + at + mark.size(), line.data() + line.size(), number);
    return number;
}

std::string trimmed(std::string_view text) {
    const size_t first = text.find_first_not_of("\n ");
    const size_t last = text.find_last_not_of("\n ");
    return first == std::string_view::npos ? std::string()
                                           : std::string(text.substr(first, last - first + 1));
}

} // namespace

ErrorRecord splitTraceback(const std::string& text) {
    ErrorRecord record;
    const size_t start = text.find(tracebackStart);
    if (start == std::string::npos) {
        record.message = trimmed(text);
        return record;
    }
    // Lines of the traceback are empty, indented or headings; what follows is "Class: message".
    const std::string_view rest = std::string_view(text).substr(start);
    size_t end = rest.size();
    forEachLine(rest, [&](std::string_view line, size_t offset) {
        if (!line.empty() && line.front() != ' ' && !startsWith(line, tracebackStart)) {
            end = offset;
            return false;
        }
        if (const int number = frameLine(line); number != 0) {
            record.line = number;
        }
        return true;
    });
    record.traceback = std::string(rest.substr(0, end));
    std::string_view message = rest.substr(end);
    const size_t colon = message.find(": ");
    record.message = trimmed(colon == std::string_view::npos ? message : message.substr(colon + 2));
    return record;
}

ErrorRecord locateInSource(const std::string& text) {
    ErrorRecord record;
    record.message = trimmed(text);
    bool inFrame = false;
    forEachLine(text, [&](std::string_view line, size_t) {
        if (const int number = frameLine(line); number != 0) {
            record.line = number;
            inFrame = true;
        } else if (inFrame && line.find("<--- HERE") != std::string_view::npos) {
            record.column = static_cast<int>(line.find('~')) + 1;
            return false;
        }
        return true;
    });
    return record;
}

} // namespace torchsharp
