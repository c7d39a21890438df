#include "core/vetting/json.h"

#include <charconv>

#include "core/support/error.h"

namespace torchsharp {

namespace {

void appendUtf8(std::string& out, uint32_t code) {
    const auto add = [&out](uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xc0 | (code >> 6));
        add(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        add(0xe0 | (code >> 12));
        add(0x80 | ((code >> 6) & 0x3f));
        add(0x80 | (code & 0x3f));
    } else {
        add(0xf0 | (code >> 18));
        add(0x80 | ((code >> 12) & 0x3f));
        add(0x80 | ((code >> 6) & 0x3f));
        add(0x80 | (code & 0x3f));
    }
}

} // namespace

void JsonReader::fail(const std::string& problem) const {
    throw Error(TSP_ERROR_VALUE,
                what_ + " cannot be read: at character " + std::to_string(at_) + ", " + problem);
}

// The next character that is not space; NUL at the end.
char JsonReader::peek() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != text_.npos) {
        ++at_;
    }
    return at_ < text_.size() ? text_[at_] : '\0';
}

bool JsonReader::take(char sign) {
    if (at_ >= text_.size() || peek() != sign) {
        return false;
    }
    ++at_;
    return true;
}

void JsonReader::expect(char sign, const char* name) {
    if (!take(sign)) {
        fail(std::string("expected ") + name);
    }
}

bool JsonReader::takeWord(std::string_view word) {
    peek();
    if (text_.substr(at_, word.size()) != word) {
        return false;
    }
    at_ += word.size();
    return true;
}

void JsonReader::object(const std::function<void(const std::string& name)>& member) {
    expect('{', "an object, {...}");
    if (take('}')) {
        return;
    }
    do {
        const std::string name = text();
        expect(':', "':' after a name");
        member(name);
    } while (take(','));
    expect('}', "',' or '}'");
}

std::vector<std::string> JsonReader::texts() {
    std::vector<std::string> items;
    expect('[', "a list of strings, [...]");
    if (take(']')) {
        return items;
    }
    do {
        items.push_back(text());
    } while (take(','));
    expect(']', "',' or ']'");
    return items;
}

uint32_t JsonReader::hexDigits() {
    uint32_t code = 0;
    const char* begin = text_.data() + at_;
    if (text_.size() - at_ < 4 || std::from_chars(begin, begin + 4, code, 16).ptr != begin + 4) {
        fail("expected four hexadecimal digits after \\u");
    }
    at_ += 4;
    return code;
}

void JsonReader::escape(std::string& out) {
    constexpr std::string_view signs = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const char sign = at_ < text_.size() ? text_[at_++] : '\0';
    if (const auto found = signs.find(sign); sign != '\0' && found != signs.npos) {
        out += meanings[found];
        return;
    }
    if (sign != 'u') {
        fail("an unknown escape sequence");
    }
    uint32_t code = hexDigits();
    if (code >= 0xd800 && code < 0xdc00 && text_.substr(at_, 2) == "\\u") {
        at_ += 2;
        const uint32_t low = hexDigits();
        if (low < 0xdc00 || low > 0xdfff) {
            fail("half of a character");
        }
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    } else if (code >= 0xd800 && code < 0xe000) {
        fail("half of a character");
    }
    appendUtf8(out, code);
}

std::string JsonReader::text() {
    expect('"', "a string");
    std::string out;
    while (at_ < text_.size() && text_[at_] != '"') {
        const char sign = text_[at_++];
        if (sign == '\\') {
            escape(out);
        } else if (static_cast<unsigned char>(sign) < 0x20) {
            fail("a string contains a control character");
        } else {
            out += sign;
        }
    }
    expect('"', "'\"' at the end of a string");
    return out;
}

int64_t JsonReader::number() {
    peek();
    int64_t value = 0;
    const char* begin = text_.data() + at_;
    const auto read = std::from_chars(begin, text_.data() + text_.size(), value);
    if (read.ec != std::errc()) {
        fail("expected a whole number");
    }
    at_ += static_cast<size_t>(read.ptr - begin);
    if (at_ < text_.size() && (text_[at_] == '.' || text_[at_] == 'e' || text_[at_] == 'E')) {
        fail("expected a whole number");
    }
    return value;
}

bool JsonReader::boolean() {
    if (takeWord("true")) {
        return true;
    }
    if (!takeWord("false")) {
        fail("expected true or false");
    }
    return false;
}

void JsonReader::end() {
    if (peek() != '\0' || at_ < text_.size()) {
        fail("expected nothing more");
    }
}

} // namespace torchsharp
