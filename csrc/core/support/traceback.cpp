#include "core/support/traceback.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

namespace torchsharp {

namespace {

constexpr std::string_view tracebackStart = "Traceback of TorchScript";
constexpr std::string_view heading = "Traceback of TorchScript (most recent call last):\n";
constexpr std::string_view originalHeading =
    "\nTraceback of TorchScript, original code (most recent call last):\n";
constexpr std::string_view frameStart = "  File \"";

bool startsWith(std::string_view text, std::string_view prefix) { return text.starts_with(prefix); }

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
    const size_t at = line.rfind(mark);
    if (!startsWith(line, frameStart) || at == std::string_view::npos) {
        return 0;
    }
    int number = 0;
    std::from_chars(line.data() + at + mark.size(), line.data() + line.size(), number);
    return number;
}

// The frames of a traceback without its heading. libtorch lists the frames of a loaded module
// twice, as serialized and as original code: only the original, which its author knows, stays.
std::string_view framesIn(std::string_view traceback) {
    const size_t original = traceback.find(originalHeading);
    return traceback.substr(original == std::string_view::npos ? traceback.find('\n') + 1
                                                               : original + originalHeading.size());
}

// Of UTF-8: each has one byte that does not continue another.
int charactersIn(std::string_view text) {
    return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
    }));
}

// A line that marks what is above it: "    ~~~~".
bool isMark(std::string_view line) {
    return line.find('~') != std::string_view::npos &&
           line.find_first_not_of(" ~") == std::string_view::npos;
}

// The line that marks the first of the lines in an excerpt that are marked, or 0.
size_t firstMark(const std::vector<std::string_view>& lines) {
    const bool isWhole = !lines.empty() && lines.back().find("<--- HERE") != std::string_view::npos;
    if (!isWhole) { // the last line that is marked is not shown
        const auto mark = std::find_if(lines.begin(), lines.end(), isMark);
        return mark == lines.end() ? 0 : mark - lines.begin();
    }
    size_t mark = lines.size() - 1;
    while (mark >= 3 && isMark(lines[mark - 2])) {
        mark -= 2;
    }
    return mark;
}

std::string trimmed(std::string_view text) {
    const size_t first = text.find_first_not_of("\n ");
    const size_t last = text.find_last_not_of("\n ");
    return first == std::string_view::npos ? std::string()
                                           : std::string(text.substr(first, last - first + 1));
}

} // namespace

ErrorRecord splitTraceback(const std::string& text, const std::string& raised) {
    ErrorRecord record;
    // The interpreter ends its text with "Class: message". Excerpts of source may contain anything.
    std::string mark = "\n";
    mark.append(raised.empty() ? "RuntimeError" : raised).append(": ");
    std::string_view rest = text;
    // One interpreter may have called another: the innermost says what went wrong.
    for (;;) {
        const size_t start = rest.find(tracebackStart);
        const size_t end = start == std::string_view::npos ? start : rest.find(mark, start);
        if (end == std::string_view::npos) {
            record.message = trimmed(rest);
            return record;
        }
        const auto frames = framesIn(rest.substr(start, end + 1 - start));
        forEachLine(frames, [&](std::string_view line, size_t) {
            if (const int number = frameLine(line); number != 0) {
                record.line = number;
            }
            return true;
        });
        if (record.traceback.empty()) {
            record.traceback = heading;
        }
        record.traceback += frames;
        rest.remove_prefix(end + mark.size());
    }
}

ErrorRecord locateInSource(const std::string& text) {
    ErrorRecord record;
    record.message = trimmed(text);
    std::vector<std::string_view> lines; // of the excerpt: the source, and marks below its lines
    forEachLine(text, [&](std::string_view line, size_t) {
        if (record.line == 0) {
            record.line = frameLine(line);
            return true;
        }
        if (startsWith(line, frameStart)) {
            return false; // the frames that follow are the callers
        }
        lines.push_back(line);
        return line.find("<--- HERE") == std::string_view::npos;
    });
    const size_t mark = firstMark(lines);
    if (mark > 0) {
        const auto before = lines[mark - 1].substr(0, lines[mark].find('~'));
        record.column = charactersIn(before) + 1;
    }
    return record;
}

std::string withoutExcerpt(const std::string& text) {
    const size_t excerpt = text.find(frameStart);
    return excerpt == std::string::npos ? text : text.substr(0, excerpt);
}

} // namespace torchsharp
