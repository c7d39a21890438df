#include "core/source/literals.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <limits>
#include <memory>
#include <string_view>

#include <torch/csrc/jit/frontend/error_report.h>

#include "core/source/characters.h"

namespace torchsharp {

namespace {

using torch::jit::ErrorReport;
using torch::jit::SourceRange;

// Reads the escapes of one literal.
class TextDecoder {
  public:
    explicit TextDecoder(const SourceRange& body) : body_(body), text_(body.token_text()) {}

    std::string decode(bool isRaw, bool isFormat) {
        std::string value;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '\r' && followedBy('\n')) { // a line of Windows ends as any other
                ++at_;
            } else if (isFormat && (c == '{' || c == '}')) {
                value += c;
                at_ += 2;
            } else if (c == '\\' && !isRaw) {
                value += readEscape();
            } else {
                value += c;
                ++at_;
            }
        }
        return value;
    }

  private:
    bool followedBy(char c) const { return at_ + 1 < text_.size() && text_[at_ + 1] == c; }

    std::string readEscape() {
        static constexpr std::string_view letters = "\\'\"abfnrtv";
        static constexpr std::string_view values = "\\'\"\a\b\f\n\r\t\v";
        const size_t start = at_++;
        const char c = text_[at_++];
        if (const size_t i = letters.find(c); i != std::string_view::npos) {
            return {values[i]};
        }
        switch (c) {
        case '\n': // the line goes on
            return "";
        case '\r':
            at_ += at_ < text_.size() && text_[at_] == '\n' ? 1 : 0;
            return "";
        case 'x':
            return readCode(start, 16, 2, 2);
        case 'u':
            return readCode(start, 16, 4, 4);
        case 'U':
            return readCode(start, 16, 8, 8);
        case 'N':
            fail(start, "source text cannot name a character with \\N: write the character itself, "
                        "or its number as \\u00E9");
        default:
            break;
        }
        if (c >= '0' && c <= '7') {
            --at_;
            return readCode(start, 8, 1, 3);
        }
        return {'\\', c}; // Python keeps both
    }

    std::string readCode(size_t start, unsigned base, size_t fewest, size_t most) {
        unsigned code = 0;
        size_t count = 0;
        while (count < most && at_ < text_.size()) {
            const char c = text_[at_];
            const bool isDigit = base == 8 ? c >= '0' && c <= '7'
                                           : std::isxdigit(static_cast<unsigned char>(c)) != 0;
            if (!isDigit) {
                break;
            }
            code = code * base + (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10U);
            ++at_;
            ++count;
        }
        if (count < fewest) {
            fail(start, "an escape needs " + std::to_string(fewest) + " hexadecimal digits here");
        }
        if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
            fail(start, "this is not the number of a character");
        }
        return toUtf8(code);
    }

    [[noreturn]] void fail(size_t start, const std::string& what) const {
        throw ErrorReport(SourceRange(body_.source(), body_.start() + start, body_.start() + at_))
            << what;
    }

    const SourceRange& body_;
    std::string_view text_;
    size_t at_ = 0;
};

// The base that a prefix such as 0x names, or 10.
int baseOf(std::string_view number) {
    if (number.size() < 2 || number[0] != '0') {
        return 10;
    }
    switch (number[1] | 0x20) {
    case 'x':
        return 16;
    case 'o':
        return 8;
    case 'b':
        return 2;
    default:
        return 10;
    }
}

bool isDigitOf(char c, int base) {
    const auto byte = static_cast<unsigned char>(c);
    return base == 16 ? std::isxdigit(byte) != 0 : c >= '0' && c < '0' + base;
}

} // namespace

std::string decodeText(const SourceRange& body, bool isRaw, bool isFormat) {
    return TextDecoder(body).decode(isRaw, isFormat);
}

std::string plainNumber(const SourceRange& range) {
    std::string number(range.token_text());
    number.erase(std::remove(number.begin(), number.end(), '_'), number.end());
    if (const int base = baseOf(number); base != 10) {
        int64_t value = 0;
        const char* end = number.data() + number.size();
        if (std::from_chars(number.data() + 2, end, value, base).ec != std::errc()) {
            throw ErrorReport(range) << "this int does not fit in 64 bits with a sign";
        }
        return std::to_string(value);
    }
    if (number.back() == 'J') {
        number.back() = 'j';
    }
    if (number.find_first_not_of("0123456789") != std::string::npos) {
        return number; // a float, or imaginary
    }
    const size_t digits = number.find_first_not_of('0');
    if (digits == std::string::npos) {
        return "0";
    }
    if (digits != 0) {
        throw ErrorReport(range) << "an int cannot start with 0: leave the zeros out, or write an "
                                    "octal number as 0o"
                                 << number.substr(digits);
    }
    return number;
}

size_t endOfNumber(const std::shared_ptr<torch::jit::Source>& source, std::string_view text,
                   size_t start) {
    size_t at = start;
    const auto fail = [&](const std::string& what) {
        throw ErrorReport(SourceRange(source, start, std::max(at, start + 1))) << what;
    };
    const auto has = [&](std::string_view characters) {
        return at < text.size() && characters.find(text[at]) != std::string_view::npos;
    };
    const auto skipDigits = [&](int base) {
        while (at < text.size() && (isDigitOf(text[at], base) || text[at] == '_')) {
            const bool joins = at > start && std::isalnum(static_cast<unsigned char>(text[at - 1]));
            const bool goesOn = at + 1 < text.size() && isDigitOf(text[at + 1], base);
            if (text[at] == '_' && !(joins && goesOn)) {
                fail("'_' in a number must be between two digits");
            }
            ++at;
        }
    };
    if (const int base = baseOf(text.substr(start, 2)); base != 10) {
        at += 2;
        const size_t digits = at;
        skipDigits(base);
        if (at == digits) {
            fail("digits must follow the prefix of a number");
        }
    } else {
        skipDigits(10);
        if (has(".")) {
            ++at;
            skipDigits(10);
        }
        const size_t exponent = at;
        if (has("eE")) {
            ++at;
            at += has("+-") ? 1 : 0;
            if (has("0123456789")) {
                skipDigits(10);
            } else {
                at = exponent;
            }
        }
        at += has("jJ") ? 1 : 0;
    }
    if (at < text.size() &&
        (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '_')) {
        fail("a number cannot be followed directly by a name or another digit");
    }
    return at;
}

} // namespace torchsharp
