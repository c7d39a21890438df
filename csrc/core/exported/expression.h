#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <c10/util/ArrayRef.h>

namespace torchsharp {

// The symbols of a program ("s0"), numbered in the order in which they are met.
class Symbols {
  public:
    size_t number(const std::string& name);
    std::optional<size_t> find(const std::string& name) const;
    size_t size() const { return names_.size(); }
    const std::string& name(size_t number) const { return names_[number]; }

  private:
    std::vector<std::string> names_;
    std::map<std::string, size_t> numbers_;
};

// A whole number that depends on symbols, such as the size of a dynamic dimension.
class Expression {
  public:
    // Reads what sympy's srepr writes: "Add(Symbol('s0', integer=True), Integer(1))". FORMAT.
    static std::shared_ptr<const Expression> parse(const std::string& text, Symbols& symbols);

    // The symbol's number, if it is no more than a symbol.
    std::optional<size_t> symbol() const;
    // Nothing if it depends on an unknown symbol or function, or does not fit into 64 bits.
    std::optional<int64_t> value(c10::ArrayRef<std::optional<int64_t>> symbols) const;
    // As people write it: "2*s0 + 1".
    const std::string& text() const { return text_; }

  private:
    friend class ExpressionParser;

    enum class Kind : uint8_t {
        Number,
        Symbol,
        Sum,
        Product,
        Quotient,
        Remainder,
        Least,
        Greatest,
        Power,
        Unknown
    };

    Kind kind_ = Kind::Unknown;
    int64_t number_ = 0; // or that of the symbol
    std::vector<std::shared_ptr<const Expression>> parts_;
    std::string text_;
};

} // namespace torchsharp
