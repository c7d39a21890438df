#include "core/source/unit.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <new>
#include <optional>
#include <set>

#include <c10/util/Exception.h>
#include <torch/csrc/jit/frontend/error_report.h>
#include <torch/csrc/jit/frontend/script_type_parser.h>

#include "core/source/augmented.h"
#include "core/source/exceptions.h"
#include "core/source/grammar.h"
#include "core/source/imports.h"
#include "core/source/missing.h"
#include "core/source/names.h"
#include "core/source/spelling.h"
#include "core/source/types.h"

namespace torchsharp {

namespace {

using torch::jit::ClassDef;
using torch::jit::CompilationUnit;
using torch::jit::Def;
using torch::jit::ErrorReport;
using torch::jit::GraphFunction;
using torch::jit::Resolver;
using torch::jit::SourceRange;
using torch::jit::SugaredValue;

struct Definitions {
    std::vector<std::string> order;
    std::map<std::string, Def> functions;
    std::map<std::string, ClassDef> classes;
    Imports imports;

    void add(const torch::jit::Ident& name) {
        if (functions.count(name.name()) + classes.count(name.name()) != 0) {
            throw ErrorReport(name.range()) << "'" << name.name() << "' is defined twice";
        }
        order.push_back(name.name());
    }
};

Definitions parse(const std::string& source) {
    Grammar grammar(std::make_shared<torch::jit::Source>(source, "<string>", 1));
    auto& cursor = grammar.cursor();
    Definitions found;
    while (cursor.kind() != torch::jit::TK_EOF) {
        if (cursor.kind() == torch::jit::TK_CLASS_DEF) {
            const ClassDef definition(grammar.readClass());
            found.add(definition.name());
            found.classes.emplace(definition.name().name(), definition);
        } else if (cursor.kind() == torch::jit::TK_IMPORT || cursor.isWord("from")) {
            readImport(cursor, found.imports);
        } else if (cursor.kind() == torch::jit::TK_DEF) {
            const Def definition(grammar.readFunction());
            found.add(definition.name());
            found.functions.emplace(definition.name().name(), definition);
        } else if (cursor.kind() == torch::jit::TK_STRINGLITERAL ||
                   cursor.kind() == torch::jit::TK_NEWLINE) {
            cursor.take(); // a docstring
        } else {
            throw ErrorReport(cursor.range())
                << "source text may contain only functions, classes, NamedTuples, enums and "
                   "imports: move other code into one of them";
        }
    }
    return found;
}

// Approximately where the stack ends now.
std::intptr_t stackPosition() {
    const volatile char here = 0;
    return reinterpret_cast<std::intptr_t>(&here);
}

// The value of an imported name; null if it is not a value, such as a type.
std::shared_ptr<SugaredValue> valueAt(const std::vector<std::string>& path,
                                      const SourceRange& range, GraphFunction& caller) {
    auto value = moduleNamed(path.front());
    for (size_t i = 1; value != nullptr && i < path.size(); ++i) {
        value = value->attr(range, caller, path[i]);
    }
    return value;
}

// libtorch's compiler reports what it does not expect as errors of other types, without the place.
template <class Define> void defineAt(const SourceRange& range, Define&& define) {
    try {
        define();
    } catch (const ErrorReport&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const c10::Error& e) {
        const std::string text = e.what_without_backtrace();
        const bool isDefect = text.find("INTERNAL ASSERT FAILED") != std::string::npos;
        throw ErrorReport(range)
            << "TorchScript's compiler cannot compile this definition"
            << (isDefect ? ", and does not say why: write its statements in another way"
                         : ": " + text);
    } catch (const std::exception& e) {
        throw ErrorReport(range) << "TorchScript's compiler cannot compile this definition: "
                                 << e.what();
    }
}

class SourceUnit final : public Resolver, public std::enable_shared_from_this<SourceUnit> {
  public:
    explicit SourceUnit(Definitions definitions) : definitions_(std::move(definitions)) {}

    std::shared_ptr<CompilationUnit> compile() {
        start_ = stackPosition();
        try {
            for (const auto& name : definitions_.order) {
                if (findType(name) == nullptr) {
                    findFunction(name);
                }
            }
        } catch (...) {
            unit_.reset(); // code not compiled yet holds its resolver, which is this
            throw;
        }
        return std::move(unit_);
    }

    std::shared_ptr<SugaredValue> resolveValue(const std::string& name, GraphFunction& caller,
                                               const SourceRange& range) override {
        if (const auto type = findType(name)) {
            if (const auto scriptClass = type->cast<c10::ClassType>()) {
                return std::make_shared<torch::jit::ClassValue>(scriptClass);
            }
            if (const auto enumeration = type->cast<c10::EnumType>()) {
                return std::make_shared<torch::jit::SugaredEnumClass>(enumeration);
            }
            return std::make_shared<torch::jit::NamedTupleConstructor>(
                type->expect<c10::TupleType>());
        }
        if (auto* function = findFunction(name)) {
            return std::make_shared<torch::jit::FunctionValue>(function);
        }
        if (const auto found = definitions_.imports.find(name);
            found != definitions_.imports.end()) {
            return valueAt(found->second, range, caller);
        }
        for (const auto find : {&exceptionNamed, &augmentedOperator, &moduleNamed}) {
            if (auto value = find(name)) {
                return value;
            }
        }
        refuseMissing(name, range);
        return nullptr;
    }

    c10::TypePtr resolveType(const std::string& name, const SourceRange& range) override {
        if (const auto type = findType(name)) {
            return type;
        }
        if (const auto type = customClass(name)) {
            return type;
        }
        const auto plain = plainSpelling(name, definitions_.imports);
        return plain == name ? nullptr : parseType(plain, range);
    }

  private:
    // Parses another spelling of the type at the range.
    c10::TypePtr parseType(const std::string& spelling, const SourceRange& range) {
        checkStack(range);
        if (std::count(spelling.begin(), spelling.end(), '[') !=
            std::count(spelling.begin(), spelling.end(), ']')) {
            throw ErrorReport(range) << "expected matching brackets in the type " << spelling;
        }
        const auto& whole = range.source();
        const auto line = whole->starting_line_no() + whole->lineno_for_offset(range.start());
        Grammar grammar(std::make_shared<torch::jit::Source>(spelling + "\n", "<string>", line));
        return torch::jit::ScriptTypeParser(shared_from_this())
            .parseTypeFromExpr(grammar.readExpression());
    }

    // Null if the text defines no type with that name.
    c10::TypePtr findType(const std::string& name) {
        if (const auto known = types_.find(name); known != types_.end()) {
            return known->second;
        }
        const auto found = definitions_.classes.find(name);
        if (found == definitions_.classes.end()) {
            return nullptr;
        }
        const auto& definition = found->second;
        checkStack(definition.name().range());
        if (!underWay_.insert(name).second) {
            throw ErrorReport(definition.name().range())
                << "the definition of '" << name << "' depends on itself";
        }
        defineAt(definition.name().range(), [&] { defineType(name, definition); });
        return types_[name];
    }

    void defineType(const std::string& name, const ClassDef& definition) {
        switch (kindOf(definition)) {
        case DefinedKind::namedTuple:
            types_[name] = defineNamedTuple(*unit_, definition, shared_from_this());
            break;
        case DefinedKind::enumeration:
            types_[name] = defineEnum(unit_, definition);
            break;
        case DefinedKind::scriptClass: {
            const auto declared = declareClass(unit_, definition);
            types_[name] = declared; // so that its methods can name it
            defineMethods(*unit_, definition, declared, shared_from_this());
        }
        }
    }

    torch::jit::Function* findFunction(const std::string& name) {
        if (auto* known = unit_->find_function(c10::QualifiedName(name))) {
            return known;
        }
        const auto found = definitions_.functions.find(name);
        if (found == definitions_.functions.end()) {
            return nullptr;
        }
        checkStack(found->second.name().range());
        defineAt(found->second.name().range(), [&] {
            unit_->define(std::nullopt, {}, {}, {found->second}, {shared_from_this()}, nullptr);
        });
        return unit_->find_function(c10::QualifiedName(name));
    }

    // A definition that needs one which is not compiled yet compiles it on top of its own stack.
    void checkStack(const SourceRange& range) const {
        constexpr std::ptrdiff_t most = 512 << 10; // a thread may have no more than twice that
        if (std::abs(stackPosition() - start_) > most) {
            throw ErrorReport(range) << "too many definitions are used before they are written: "
                                        "define a name above the code that uses it";
        }
    }

    Definitions definitions_;
    std::shared_ptr<CompilationUnit> unit_ = std::make_shared<CompilationUnit>();
    std::map<std::string, c10::TypePtr> types_;
    std::set<std::string> underWay_;
    std::intptr_t start_ = 0;
};

} // namespace

std::shared_ptr<CompilationUnit> compileDefinitions(const std::string& source) {
    return std::make_shared<SourceUnit>(parse(source))->compile();
}

} // namespace torchsharp
