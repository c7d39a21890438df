#include "core/exported/json_parser.h"

#include <string>
#include <vector>

namespace torchsharp {

namespace {

bool isDigit(char letter) { return letter >= '0' && letter <= '9'; }

// It does not recurse: the text may be nested as deeply as its author likes.
class PlainParser {
  public:
    explicit PlainParser(std::string_view text) : next_(text.data()), end_(next_ + text.size()) {}

    std::optional<Json> parse() {
        Json root;
        if (!value(root)) {
            return std::nullopt;
        }
        while (!open_.empty()) {
            if (!step()) {
                return std::nullopt;
            }
        }
        skip();
        return next_ == end_ ? std::optional(std::move(root)) : std::nullopt;
    }

  private:
    // One more item of the innermost container, or its end.
    bool step() {
        Json& container = *open_.back();
        skip();
        if (next_ == end_) {
            return false;
        }
        const bool isObject = container.is_object();
        if (*next_ == (isObject ? '}' : ']')) {
            ++next_;
            open_.pop_back();
            return true;
        }
        if (!container.empty() && !take(',')) {
            return false;
        }
        if (!isObject) {
            return value(container.get_ref<Json::array_t&>().emplace_back());
        }
        std::string name;
        skip();
        if (!text(name)) {
            return false;
        }
        auto [member, isNew] =
            container.get_ref<Json::object_t&>().try_emplace(std::move(name), nullptr);
        return isNew && take(':') && value(member->second);
    }

    bool value(Json& into) {
        skip();
        if (next_ == end_) {
            return false;
        }
        switch (*next_) {
        case '{':
            return open(into, Json::value_t::object);
        case '[':
            return open(into, Json::value_t::array);
        case '"':
            into = Json::value_t::string;
            return text(into.get_ref<std::string&>());
        case 't':
            into = true;
            return word("true");
        case 'f':
            into = false;
            return word("false");
        case 'n':
            return word("null");
        default:
            return number(into);
        }
    }

    bool open(Json& into, Json::value_t kind) {
        ++next_;
        into = kind;
        open_.push_back(&into);
        return true;
    }

    void skip() {
        while (next_ != end_ &&
               (*next_ == ' ' || *next_ == '\n' || *next_ == '\t' || *next_ == '\r')) {
            ++next_;
        }
    }
    bool take(char expected) {
        skip();
        return next_ != end_ && *next_++ == expected;
    }
    bool word(std::string_view expected) {
        const bool found = std::string_view(next_, end_).starts_with(expected);
        next_ += found ? expected.size() : 0;
        return found;
    }

    // Letters beyond ASCII, and escaped ones, are left to the other parser.
    bool text(std::string& into) {
        if (!take('"')) {
            return false;
        }
        const char* const begin = next_;
        while (next_ != end_ && *next_ != '"') {
            const auto letter = static_cast<unsigned char>(*next_);
            if (letter == '\\' || letter >= 0x80) {
                return otherText(into, begin);
            }
            if (letter < 0x20) {
                return false;
            }
            ++next_;
        }
        if (next_ == end_) {
            return false;
        }
        into.assign(begin, next_++);
        return true;
    }

    bool otherText(std::string& into, const char* begin) {
        while (next_ != end_ && *next_ != '"') {
            next_ += *next_ == '\\' && next_ + 1 != end_ ? 2 : 1;
        }
        if (next_ == end_) {
            return false;
        }
        ++next_;
        const auto parsed = Json::parse(begin - 1, next_, nullptr, false);
        if (!parsed.is_string()) {
            return false;
        }
        into = parsed.get_ref<const std::string&>();
        return true;
    }

    bool number(Json& into) {
        constexpr std::ptrdiff_t mostDigits = 18; // all such numbers fit
        const char* const begin = next_;
        const bool isNegative = *next_ == '-';
        next_ += isNegative ? 1 : 0;
        const char* const digits = next_;
        uint64_t size = 0;
        while (next_ != end_ && isDigit(*next_) && next_ - digits < mostDigits) {
            size = size * 10 + static_cast<uint64_t>(*next_++ - '0');
        }
        const bool isWhole =
            next_ == end_ || (!isDigit(*next_) && *next_ != '.' && *next_ != 'e' && *next_ != 'E');
        if (!isWhole) {
            return otherNumber(into, begin);
        }
        if (next_ == digits || (*digits == '0' && next_ - digits > 1)) {
            return false;
        }
        if (isNegative) {
            into = -static_cast<int64_t>(size);
        } else {
            into = size;
        }
        return true;
    }

    bool otherNumber(Json& into, const char* begin) {
        while (next_ != end_ && (isDigit(*next_) || *next_ == '.' || *next_ == 'e' ||
                                 *next_ == 'E' || *next_ == '+' || *next_ == '-')) {
            ++next_;
        }
        into = Json::parse(begin, next_, nullptr, false);
        return into.is_number();
    }

    const char* next_;
    const char* end_;
    std::vector<Json*> open_; // containers whose ends are not read yet
};

} // namespace

std::optional<Json> parsePlainJson(std::string_view text) { return PlainParser(text).parse(); }

} // namespace torchsharp
