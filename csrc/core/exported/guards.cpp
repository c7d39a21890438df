#include "core/exported/guards.h"

#include <array>
#include <cctype>
#include <charconv>
#include <functional>
#include <map>
#include <optional>
#include <string_view>

#include <ATen/core/Tensor.h>

#include "core/exported/symbolic.h"
#include "core/support/error.h"
#include "core/support/nesting.h"

namespace torchsharp {

// A part of a condition in Python's syntax.
class Guards::Node {
  public:
    using Parts = std::vector<std::shared_ptr<const Node>>;
    using Leaves = c10::ArrayRef<c10::IValue>;
    using Function = std::function<c10::IValue(Leaves leaves, const Parts& parts)>;

    Node(Function function, Parts parts)
        : function_(std::move(function)), parts_(std::move(parts)) {}

    c10::IValue value(Leaves leaves) const { return function_(leaves, parts_); }

  private:
    Function function_;
    Parts parts_;
};

namespace {

using GuardNode = std::shared_ptr<const Guards::Node>;

bool isTrue(const c10::IValue& value) {
    return value.isDouble() ? value.toDouble() != 0
                            : (value.isBool() ? value.toBool() : value.toInt() != 0);
}

// Python's expressions, as far as guards are made of them. Null where a text is something else.
class GuardParser {
  public:
    GuardParser(std::string_view text, const std::vector<Guards::Leaf>& leaves)
        : text_(text), known_(leaves) {}

    GuardNode parse() {
        auto condition = disjunction();
        skip();
        return at_ == text_.size() ? condition : nullptr;
    }

  private:
    using Parts = Guards::Node::Parts;
    using Leaves = Guards::Node::Leaves;

    static GuardNode make(Guards::Node::Function function, Parts parts = {}) {
        for (const auto& part : parts) {
            if (part == nullptr) {
                return nullptr;
            }
        }
        return std::make_shared<Guards::Node>(std::move(function), std::move(parts));
    }

    // One of the functions that programs compute sizes with.
    static GuardNode call(const std::string& target, Parts parts) {
        const auto symbolic = symbolicFunction(target);
        if (symbolic.function == nullptr || symbolic.arity != parts.size()) {
            return nullptr;
        }
        return make(
            [function = symbolic.function](Leaves leaves, const Parts& given) {
                std::vector<c10::IValue> values;
                for (const auto& part : given) {
                    values.push_back(part->value(leaves));
                }
                return function(values);
            },
            std::move(parts));
    }

    void skip() {
        while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) {
            ++at_;
        }
    }
    bool take(std::string_view expected) {
        skip();
        if (!text_.substr(at_).starts_with(expected)) {
            return false;
        }
        at_ += expected.size();
        return true;
    }
    bool isLetter(size_t place) const {
        return place < text_.size() &&
               (std::isalnum(static_cast<unsigned char>(text_[place])) != 0 || text_[place] == '_');
    }
    bool takeWord(std::string_view word) {
        skip();
        return !isLetter(at_ + word.size()) && take(word);
    }

    GuardNode disjunction() {
        auto left = conjunction();
        while (left != nullptr && takeWord("or")) {
            left = make(
                [](Leaves leaves, const Parts& parts) {
                    return c10::IValue(isTrue(parts[0]->value(leaves)) ||
                                       isTrue(parts[1]->value(leaves)));
                },
                {left, conjunction()});
        }
        return left;
    }
    GuardNode conjunction() {
        auto left = negation();
        while (left != nullptr && takeWord("and")) {
            left = both(left, negation());
        }
        return left;
    }
    static GuardNode both(GuardNode left, GuardNode right) {
        return make(
            [](Leaves leaves, const Parts& parts) {
                return c10::IValue(isTrue(parts[0]->value(leaves)) &&
                                   isTrue(parts[1]->value(leaves)));
            },
            {std::move(left), std::move(right)});
    }
    GuardNode negation() {
        if (takeWord("not")) {
            return call("torch.sym_not", {negation()});
        }
        return comparison();
    }

    // a < b <= c
    GuardNode comparison() {
        static constexpr std::array<std::pair<std::string_view, const char*>, 6> operators{
            {{"==", "_operator.eq"},
             {"!=", "_operator.ne"},
             {"<=", "_operator.le"},
             {">=", "_operator.ge"},
             {"<", "_operator.lt"},
             {">", "_operator.gt"}}};
        auto left = sum();
        GuardNode all;
        for (bool goesOn = true; goesOn && left != nullptr;) {
            goesOn = false;
            for (const auto& [sign, target] : operators) {
                if (take(sign)) {
                    auto right = sum();
                    auto one = call(target, {left, right});
                    all = all == nullptr ? one : both(all, one);
                    left = right;
                    goesOn = all != nullptr;
                    if (!goesOn) {
                        return nullptr;
                    }
                    break;
                }
            }
        }
        return all == nullptr ? left : all;
    }

    GuardNode sum() {
        auto left = product();
        while (left != nullptr) {
            if (take("+")) {
                left = call("_operator.add", {left, product()});
            } else if (take("-")) {
                left = call("_operator.sub", {left, product()});
            } else {
                break;
            }
        }
        return left;
    }
    GuardNode product() {
        auto left = sign();
        while (left != nullptr) {
            if (take("//")) {
                left = call("_operator.floordiv", {left, sign()});
            } else if (take("/")) {
                left = call("_operator.truediv", {left, sign()});
            } else if (take("%")) {
                left = call("_operator.mod", {left, sign()});
            } else if (!text_.substr(at_).starts_with("**") && take("*")) {
                left = call("_operator.mul", {left, sign()});
            } else {
                break;
            }
        }
        return left;
    }
    GuardNode sign() {
        if (take("-")) {
            return call("_operator.neg", {sign()});
        }
        auto base = atom();
        return base != nullptr && take("**") ? call("_operator.pow", {base, sign()}) : base;
    }

    GuardNode atom() {
        const NestingLevel level(depth_);
        if (level.isTooDeep()) {
            return nullptr;
        }
        skip();
        if (take("(")) {
            auto inner = disjunction();
            return take(")") ? inner : nullptr;
        }
        if (at_ < text_.size() && std::isdigit(static_cast<unsigned char>(text_[at_])) != 0) {
            return number();
        }
        if (take("L['")) {
            at_ -= 2;
            return leaf();
        }
        for (const auto& [name, target] : functions()) {
            if (takeWord(name)) {
                return functionCall(target);
            }
        }
        if (takeWord("True") || takeWord("False")) {
            const bool on = text_[at_ - 2] == 'u';
            return make([on](Leaves, const Parts&) { return c10::IValue(on); });
        }
        return nullptr;
    }

    static const std::vector<std::pair<std::string_view, const char*>>& functions() {
        static const auto& all = *new std::vector<std::pair<std::string_view, const char*>>{
            {"Mod", "_operator.mod"},
            {"PythonMod", "_operator.mod"},
            {"FloorDiv", "_operator.floordiv"},
            {"CleanDiv", "_operator.floordiv"},
            {"IntTrueDiv", "_operator.truediv"},
            {"FloatTrueDiv", "_operator.truediv"},
            {"PowByNatural", "_operator.pow"},
            {"Max", "torch.sym_max"},
            {"Min", "torch.sym_min"},
            {"max", "torch.sym_max"},
            {"min", "torch.sym_min"},
            {"Eq", "_operator.eq"},
            {"Ne", "_operator.ne"},
            {"ToFloat", "torch.sym_float"},
            {"TruncToInt", "math.trunc"},
            {"math.trunc", "math.trunc"},
            {"FloorToInt", "math.floor"},
            {"math.floor", "math.floor"},
            {"CeilToInt", "math.ceil"},
            {"math.ceil", "math.ceil"},
            {"RoundToInt", "builtins.round"},
            {"round", "builtins.round"},
            {"math.sqrt", "math.sqrt"},
            {"int", "torch.sym_int"},
            {"float", "torch.sym_float"}};
        return all;
    }

    GuardNode functionCall(const std::string& target) {
        if (!take("(")) {
            return nullptr;
        }
        Parts parts;
        while (!take(")")) {
            if ((!parts.empty() && !take(",")) || parts.size() > 2) {
                return nullptr;
            }
            parts.push_back(disjunction());
            if (parts.back() == nullptr) {
                return nullptr;
            }
        }
        return call(target, std::move(parts));
    }

    GuardNode number() {
        size_t end = at_;
        bool isReal = false;
        while (isLetter(end) || (end < text_.size() && text_[end] == '.')) {
            isReal = isReal || text_[end] == '.' || text_[end] == 'e';
            ++end;
        }
        const std::string digits(text_.substr(at_, end - at_));
        at_ = end;
        const char* const digitsEnd = digits.data() + digits.size();
        const auto read = [&](auto value) -> GuardNode {
            const auto [last, error] = std::from_chars(digits.data(), digitsEnd, value);
            if (error != std::errc() || last != digitsEnd) {
                return nullptr;
            }
            return make([value](Leaves, const Parts&) { return c10::IValue(value); });
        };
        return isReal ? read(double{}) : read(int64_t{});
    }

    // ['x']['a'].size()[0], .stride()[0], .storage_offset(), or a number itself. The text is after
    // the L.
    GuardNode leaf() {
        size_t best = known_.size();
        size_t length = 0;
        for (size_t i = 0; i < known_.size(); ++i) {
            const auto& name = known_[i].name;
            if (name.size() > length && text_.substr(at_).starts_with(name)) {
                best = i;
                length = name.size();
            }
        }
        if (best == known_.size()) {
            return nullptr;
        }
        at_ += length;
        return known_[best].isTensor ? tensorNumber(best)
               : known_[best].isNumber
                   ? make([best](Leaves leaves, const Parts&) { return leaves[best]; })
                   : nullptr;
    }

    GuardNode tensorNumber(size_t best) {
        if (take(".storage_offset()")) {
            return make([best](Leaves leaves, const Parts&) {
                return c10::IValue(leaves[best].toTensor().storage_offset());
            });
        }
        const bool isSize = take(".size()");
        return isSize || take(".stride()") ? dimension(best, isSize) : nullptr;
    }

    GuardNode dimension(size_t leaf, bool isSize) {
        size_t index = 0;
        if (!take("[")) {
            return nullptr;
        }
        const auto [end, error] =
            std::from_chars(text_.data() + at_, text_.data() + text_.size(), index);
        if (error != std::errc()) {
            return nullptr;
        }
        at_ = static_cast<size_t>(end - text_.data());
        if (!take("]")) {
            return nullptr;
        }
        return make([=](Leaves leaves, const Parts&) {
            const auto& tensor = leaves[leaf].toTensor();
            const auto values = isSize ? tensor.sizes() : tensor.strides();
            return c10::IValue(values.at(index));
        });
    }

    std::string_view text_;
    const std::vector<Guards::Leaf>& known_;
    size_t at_ = 0;
    int depth_ = 0;
};

// "L['batch']['a']" becomes "batch['a']".
std::string readable(std::string text) {
    for (size_t at = 0; (at = text.find("L['", at)) != std::string::npos;) {
        const auto end = text.find("']", at);
        if (end == std::string::npos) {
            break;
        }
        text = text.substr(0, at) + text.substr(at + 3, end - at - 3) + text.substr(end + 2);
    }
    return text;
}

} // namespace

Guards::Guards(const std::vector<std::string>& texts, const std::vector<Leaf>& leaves) {
    for (const auto& text : texts) {
        if (auto condition = GuardParser(text, leaves).parse()) {
            guards_.push_back({readable(text), std::move(condition)});
        }
    }
}

void Guards::check(c10::ArrayRef<c10::IValue> leaves) const {
    for (const auto& guard : guards_) {
        if (!isTrue(guard.condition->value(leaves))) {
            throw Error(TSP_ERROR_VALUE, "the program was exported for arguments with " +
                                             guard.text + ", which does not hold for these. " +
                                             "Export the program again for them.");
        }
    }
}

} // namespace torchsharp
