#include "core/source/code_check.h"

#include <algorithm>

#include <torch/csrc/jit/frontend/error_report.h>
#include <torch/csrc/jit/frontend/lexer.h>

#include "core/source/limits.h"
#include "core/support/error.h"

namespace torchsharp {

using torch::jit::ErrorReport;
using torch::jit::Token;

namespace {

// Levels that the compiler uses for a definition, and the most that fit into the stack of a load.
constexpr int64_t ownLevels = 4;
constexpr int64_t mostLevels = 2000;
constexpr int64_t operatorsInLevel = 4;

// Names that TorchScript gives to lists of a class's members.
bool isList(const std::string& name) {
    return name.starts_with("__") && name.ends_with("__") && name.size() > 4;
}

} // namespace

// Finds the definitions of a source file and what each one names.
class DefinitionReader {
  public:
    DefinitionReader(CodeCheck& check, std::string qualifier)
        : check_(check), qualifier_(std::move(qualifier)) {}

    void visit(const Token& token) {
        limits_.visit(token);
        switch (token.kind) {
        case torch::jit::TK_NEWLINE:
            finishStatement(token);
            break;
        case torch::jit::TK_INDENT:
            ++indent_;
            finishStatement(token);
            break;
        case torch::jit::TK_DEDENT:
            --indent_;
            break;
        default:
            visitInside(token);
        }
    }

    void finish() const { checkHooks(); }

  private:
    void visitInside(const Token& token) {
        if (statement_.empty()) {
            start(token);
        }
        if (statement_.size() < longestStart) {
            statement_.push_back(token);
        }
        if (token.kind == torch::jit::TK_IDENT) {
            visitName(token.text());
        } else if (token.kind != '.') {
            finishPath();
            isOfSelf_ = token.kind == ')' && isSelf_;
            isSelf_ = false;
        }
        if (token.kind == torch::jit::TK_STRINGLITERAL && indent_ == 1 && method_.empty() &&
            isHookList()) {
            visitHook(token);
        }
        if (auto* one = current()) {
            one->levels = std::max(one->levels, ownLevels + limits_.levels(operatorsInLevel));
        }
        previous_ = token.kind;
    }

    // A definition ends where the next one of its level starts.
    void start(const Token& token) {
        if (indent_ == 0) {
            checkHooks();
            class_.clear();
            base_.clear();
            method_.clear();
        } else if (indent_ == 1 && !class_.empty()) {
            method_.clear();
        }
        if (token.kind == torch::jit::TK_DEF && (indent_ == 0 || !class_.empty())) {
            self_.clear();
        }
    }

    void visitName(const std::string& name) {
        const size_t at = statement_.size() - 1;
        const bool isStart = statement_.size() <= longestStart;
        const auto first = statement_.front().kind;
        if (isStart && at == 1 && first == torch::jit::TK_CLASS_DEF && indent_ == 0) {
            class_ = qualifier_ + "." + name;
            define(class_);
        } else if (isStart && at == 1 && first == torch::jit::TK_DEF && indent_ <= 1) {
            method_ = (class_.empty() ? qualifier_ : class_) + "." + name;
            define(method_);
            hooks_.erase(name);
            if (!class_.empty()) {
                check_.definitions_[class_].names.insert(method_);
            }
        } else if (isStart && at == 3 && first == torch::jit::TK_CLASS_DEF) {
            base_ = name;
        } else if (isStart && at == 3 && first == torch::jit::TK_DEF) {
            self_ = name;
        }
        if (previous_ == '.') {
            if (!path_.empty()) {
                path_ += "." + name;
            } else if (isOfSelf_ || isSelf_) {
                refer(class_ + "." + name);
            }
            isSelf_ = isOfSelf_ = false;
        } else {
            finishPath();
            path_ = name == "__torch__" ? name : "";
            isSelf_ = !self_.empty() && name == self_;
            isOfSelf_ = false;
        }
    }

    bool isHookList() const {
        const auto& first = statement_.front();
        return !class_.empty() && first.kind == torch::jit::TK_IDENT &&
               (first.text() == "__forward_hooks__" || first.text() == "__forward_pre_hooks__");
    }

    // libtorch assumes that a method of this name follows, and that no other list has the name.
    void visitHook(const Token& token) {
        if (previous_ == torch::jit::TK_STRINGLITERAL) { // libtorch joins them
            throw ErrorReport(token.range) << "a comma must come between these names";
        }
        const auto text = token.text();
        const auto name = text.size() > 2 ? text.substr(1, text.size() - 2) : text;
        const auto& list = statement_.front().text();
        if (hooks_.emplace(name, Hook{list, token}).first->second.list != list) {
            throw ErrorReport(token.range) << "this name is in both lists of hooks";
        }
    }

    void checkHooks() const {
        if (!hooks_.empty()) {
            throw ErrorReport(hooks_.begin()->second.token.range)
                << "this is not the name of a method that follows";
        }
    }

    // "__torch__.models.Point": the path may go on to a method of the class.
    void finishPath() {
        if (!path_.empty()) {
            refer(path_);
            path_.clear();
        }
    }

    void refer(const std::string& name) {
        if (auto* one = current()) {
            one->names.insert(name);
        }
    }

    void define(const std::string& name) {
        auto& one = check_.definitions_[name];
        one.levels = std::max(one.levels, ownLevels);
    }

    CodeCheck::Definition* current() {
        const auto& name = method_.empty() ? class_ : method_;
        return name.empty() ? nullptr : &check_.definitions_[name];
    }

    void finishStatement(const Token& token) {
        finishPath();
        if (indent_ == 1 && !class_.empty() && method_.empty() && !statement_.empty() &&
            token.kind == torch::jit::TK_NEWLINE) {
            checkMember();
        }
        statement_.clear();
        previous_ = token.kind;
        isSelf_ = isOfSelf_ = false;
    }

    // libtorch assumes that a statement in the body of a class has all the parts that it needs.
    void checkMember() const {
        const auto& first = statement_.front();
        if (first.kind != torch::jit::TK_IDENT) {
            return;
        }
        const int next = statement_.size() > 1 ? statement_[1].kind : 0;
        const int value = statement_.size() > 2 ? statement_[2].kind : 0;
        const bool isGood = base_ == "Enum" || base_ == "NamedTuple"
                                ? next == (base_ == "Enum" ? '=' : ':')
                            : isList(first.text()) ? (next == '=' && value == '[') || next == '['
                                                   : next == ':';
        if (!isGood) {
            throw ErrorReport(first.range)
                << "this is not a member of a class that TorchScript writes";
        }
    }

    static constexpr size_t longestStart = 4; // "class Name(Base", "def name(self"

    CodeCheck& check_;
    TokenCheck limits_;
    std::string qualifier_;
    std::string class_;
    std::string base_;
    std::string method_;
    std::string self_;
    std::string path_;
    struct Hook {
        std::string list;
        Token token;
    };

    std::vector<Token> statement_;      // its first tokens
    std::map<std::string, Hook> hooks_; // of the class, whose methods have not come yet
    int indent_ = 0;
    int previous_ = 0;
    bool isSelf_ = false;   // the last token is the name of the method's own object
    bool isOfSelf_ = false; // the last token closes a bracket around it
};

void CodeCheck::add(const std::string& qualifier,
                    const std::shared_ptr<torch::jit::Source>& source) {
    torch::jit::Lexer lexer(source);
    DefinitionReader reader(*this, qualifier);
    while (lexer.cur().kind != torch::jit::TK_EOF) {
        reader.visit(lexer.next());
    }
    reader.finish();
}

namespace {

// The longest way through the definitions, where those that name each other count as one.
class Chains {
  public:
    using Names = std::vector<std::vector<size_t>>;

    Chains(Names next, std::vector<int64_t> levels)
        : next_(std::move(next)), levels_(std::move(levels)), number_(levels_.size()),
          low_(levels_.size()), isOpen_(levels_.size()), length_(levels_.size()) {}

    int64_t longest() {
        for (size_t i = 0; i < levels_.size(); ++i) {
            if (number_[i] == 0) {
                visit(i);
            }
        }
        return length_.empty() ? 0 : *std::max_element(length_.begin(), length_.end());
    }

  private:
    // Tarjan's algorithm, with a stack of its own because a chain may be long.
    void visit(size_t root) {
        std::vector<std::pair<size_t, size_t>> ways{{root, 0}};
        enter(root);
        while (!ways.empty()) {
            auto& [one, position] = ways.back();
            if (position < next_[one].size()) {
                const size_t other = next_[one][position++];
                if (number_[other] == 0) {
                    enter(other);
                    ways.emplace_back(other, 0);
                } else if (isOpen_[other]) {
                    low_[one] = std::min(low_[one], number_[other]);
                }
                continue;
            }
            const size_t done = one;
            ways.pop_back();
            if (low_[done] == number_[done]) {
                close(done);
            }
            if (!ways.empty()) {
                auto& low = low_[ways.back().first];
                low = std::min(low, low_[done]);
            }
        }
    }

    void enter(size_t one) {
        number_[one] = low_[one] = ++count_;
        open_.push_back(one);
        isOpen_[one] = true;
    }

    // All that were entered since `first` name each other.
    void close(size_t first) {
        const auto begin = std::find(open_.begin(), open_.end(), first);
        int64_t own = 0;
        int64_t rest = 0;
        for (auto one = begin; one != open_.end(); ++one) {
            own += levels_[*one];
            isOpen_[*one] = false;
            for (const size_t other : next_[*one]) {
                rest = std::max(rest, length_[other]); // zero for one of the same group
            }
        }
        for (auto one = begin; one != open_.end(); ++one) {
            length_[*one] = own + rest;
        }
        open_.erase(begin, open_.end());
    }

    Names next_;
    std::vector<int64_t> levels_;
    std::vector<size_t> number_;
    std::vector<size_t> low_;
    std::vector<bool> isOpen_;
    std::vector<int64_t> length_;
    std::vector<size_t> open_;
    size_t count_ = 0;
};

} // namespace

void CodeCheck::checkChains() const {
    std::map<std::string, size_t> indexes;
    for (const auto& definition : definitions_) {
        indexes.emplace(definition.first, indexes.size());
    }
    Chains::Names next(indexes.size());
    std::vector<int64_t> levels(indexes.size());
    size_t i = 0;
    for (const auto& [name, definition] : definitions_) {
        levels[i] = definition.levels;
        for (std::string other : definition.names) {
            auto found = indexes.find(other);
            // Beyond a class, a path goes on to what is in it: "__torch__.models.Point.__new__".
            while (found == indexes.end() && other.rfind('.') != std::string::npos) {
                other.resize(other.rfind('.'));
                found = indexes.find(other);
            }
            if (found != indexes.end() && found->second != i) {
                next[i].push_back(found->second);
            }
        }
        ++i;
    }
    if (const int64_t longest = Chains(std::move(next), std::move(levels)).longest();
        longest > mostLevels) {
        throw Error(TSP_ERROR_FORMAT,
                    "its classes and functions lead too far from one to the next: " +
                        std::to_string(longest) + " levels, of which at most " +
                        std::to_string(mostLevels) + " are supported");
    }
}

} // namespace torchsharp
