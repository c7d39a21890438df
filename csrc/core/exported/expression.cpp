#include "core/exported/expression.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string_view>

#include "core/exported/integers.h"
#include "core/files/unreadable.h"
#include "core/support/nesting.h"

namespace torchsharp {

size_t Symbols::number(const std::string& name) {
    const auto [found, isNew] = numbers_.emplace(name, names_.size());
    if (isNew) {
        names_.push_back(name);
    }
    return found->second;
}

std::optional<size_t> Symbols::find(const std::string& name) const {
    const auto found = numbers_.find(name);
    return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

// Function(argument, ..., assumption=True), where an argument is a function or a literal.
class ExpressionParser {
  public:
    ExpressionParser(std::string_view text, Symbols& symbols) : text_(text), symbols_(symbols) {}

    std::shared_ptr<const Expression> parse() {
        auto result = expression();
        if (at_ != text_.size()) {
            fail();
        }
        return result;
    }

  private:
    using Kind = Expression::Kind;
    using Parts = std::vector<std::shared_ptr<const Expression>>;

    [[noreturn]] void fail() const {
        throwUnreadable("its program has the size '" + std::string(text_) +
                        "', which is not an expression");
    }

    void skipSpaces() {
        while (at_ < text_.size() && text_[at_] == ' ') {
            ++at_;
        }
    }
    bool take(char expected) {
        skipSpaces();
        if (at_ < text_.size() && text_[at_] == expected) {
            ++at_;
            return true;
        }
        return false;
    }

    std::string word() {
        skipSpaces();
        const size_t begin = at_;
        while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 ||
                                      text_[at_] == '_' || text_[at_] == '.')) {
            ++at_;
        }
        if (begin == at_) {
            fail();
        }
        return std::string(text_.substr(begin, at_ - begin));
    }

    std::string quoted() {
        skipSpaces();
        const char quote = at_ < text_.size() ? text_[at_] : ' ';
        const size_t end =
            quote == '\'' || quote == '"' ? text_.find(quote, at_ + 1) : std::string_view::npos;
        if (end == std::string_view::npos) {
            fail();
        }
        std::string content(text_.substr(at_ + 1, end - at_ - 1));
        at_ = end + 1;
        return content;
    }

    std::optional<int64_t> literal() {
        skipSpaces();
        int64_t value = 0;
        const char* begin = text_.data() + at_;
        const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value);
        if (error != std::errc()) {
            return std::nullopt;
        }
        at_ += static_cast<size_t>(end - begin);
        return value;
    }

    std::shared_ptr<const Expression> expression() {
        const NestingLevel level(depth_);
        if (level.isTooDeep()) {
            fail();
        }
        if (const auto value = literal()) {
            return number(*value);
        }
        const auto name = word();
        if (!take('(')) {
            return unknown(name, {});
        }
        if (name == "Symbol") {
            auto made = std::make_shared<Expression>();
            made->kind_ = Kind::Symbol;
            made->text_ = quoted();
            made->number_ = static_cast<int64_t>(symbols_.number(made->text_));
            skipAssumptions();
            return made;
        }
        Parts parts;
        while (!take(')')) {
            if (!parts.empty() && !take(',')) {
                fail();
            }
            if (!skipAssumption()) {
                parts.push_back(expression());
            }
        }
        if (name == "Integer" && parts.size() == 1) {
            return parts.front();
        }
        return function(name, std::move(parts));
    }

    // A named argument, "integer=True", and what follows it.
    bool skipAssumption() {
        const size_t equals = text_.find('=', at_);
        const size_t end = text_.find_first_of(",()", at_);
        if (equals == std::string_view::npos || equals > end) {
            return false;
        }
        at_ = end == std::string_view::npos ? text_.size() : end;
        return true;
    }

    void skipAssumptions() {
        while (!take(')')) {
            if (!take(',') || !skipAssumption()) {
                fail();
            }
        }
    }

    static std::shared_ptr<const Expression> number(int64_t value) {
        auto made = std::make_shared<Expression>();
        made->kind_ = Kind::Number;
        made->number_ = value;
        made->text_ = std::to_string(value);
        return made;
    }

    static std::string joined(const Parts& parts, const char* separator, bool inBrackets) {
        std::string text;
        for (const auto& part : parts) {
            const bool isSum = part->kind_ == Kind::Sum && inBrackets;
            text += text.empty() ? "" : separator;
            text += isSum ? "(" + part->text_ + ")" : part->text_;
        }
        return text;
    }

    static std::shared_ptr<const Expression> unknown(const std::string& name, Parts parts) {
        auto made = std::make_shared<Expression>();
        made->text_ = parts.empty() ? name : name + "(" + joined(parts, ", ", false) + ")";
        return made;
    }

    static std::shared_ptr<const Expression> function(const std::string& qualified, Parts parts) {
        const auto name = qualified.substr(qualified.rfind('.') + 1);
        const bool isPair = parts.size() == 2;
        auto made = std::make_shared<Expression>();
        if (parts.empty()) {
            return unknown(name, {});
        }
        if (name == "Add") {
            made->kind_ = Kind::Sum;
            made->text_ = joined(parts, " + ", false);
        } else if (name == "Mul") {
            made->kind_ = Kind::Product;
            made->text_ = joined(parts, "*", true);
        } else if (isPair && (name == "FloorDiv" || name == "CleanDiv")) {
            made->kind_ = Kind::Quotient;
            made->text_ = joined(parts, "//", true);
        } else if (isPair && (name == "Mod" || name == "PythonMod")) {
            made->kind_ = Kind::Remainder;
            made->text_ = joined(parts, " % ", true);
        } else if (name == "Min" || name == "Max") {
            made->kind_ = name == "Min" ? Kind::Least : Kind::Greatest;
            made->text_ = (name == "Min" ? "min(" : "max(") + joined(parts, ", ", false) + ")";
        } else if (isPair && (name == "Pow" || name == "PowByNatural")) {
            made->kind_ = Kind::Power;
            made->text_ = joined(parts, "**", true);
        } else {
            return unknown(name, std::move(parts));
        }
        made->parts_ = std::move(parts);
        return made;
    }

    std::string_view text_;
    Symbols& symbols_;
    size_t at_ = 0;
    int depth_ = 0;
};

std::shared_ptr<const Expression> Expression::parse(const std::string& text, Symbols& symbols) {
    return ExpressionParser(text, symbols).parse();
}

std::optional<size_t> Expression::symbol() const {
    return kind_ == Kind::Symbol ? std::optional(static_cast<size_t>(number_)) : std::nullopt;
}

std::optional<int64_t> Expression::value(c10::ArrayRef<std::optional<int64_t>> symbols) const {
    switch (kind_) {
    case Kind::Number:
        return number_;
    case Kind::Symbol:
        return static_cast<size_t>(number_) < symbols.size() ? symbols[number_] : std::nullopt;
    case Kind::Unknown:
        return std::nullopt;
    default:
        break;
    }
    std::optional<int64_t> result = parts_.front()->value(symbols);
    for (size_t i = 1; i < parts_.size() && result; ++i) {
        const auto next = parts_[i]->value(symbols);
        if (!next) {
            return std::nullopt;
        }
        switch (kind_) {
        case Kind::Sum:
            result = integers::sum(*result, *next);
            break;
        case Kind::Product:
            result = integers::product(*result, *next);
            break;
        case Kind::Quotient:
            result = integers::quotient(*result, *next);
            break;
        case Kind::Remainder:
            result = integers::rest(*result, *next);
            break;
        case Kind::Least:
            result = std::min(*result, *next);
            break;
        case Kind::Greatest:
            result = std::max(*result, *next);
            break;
        case Kind::Power:
            result = integers::power(*result, *next);
            break;
        default:
            return std::nullopt;
        }
    }
    return result;
}

} // namespace torchsharp
