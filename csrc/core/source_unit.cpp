#include "core/source_unit.h"

#include <map>
#include <optional>
#include <set>

#include <torch/csrc/jit/frontend/error_report.h>
#include <torch/csrc/jit/frontend/lexer.h>
#include <torch/csrc/jit/frontend/parser.h>

#include "core/source_names.h"
#include "core/source_types.h"

namespace torchsharp {

namespace {

using torch::jit::ClassDef;
using torch::jit::CompilationUnit;
using torch::jit::Def;
using torch::jit::ErrorReport;
using torch::jit::GraphFunction;
using torch::jit::Parser;
using torch::jit::Resolver;
using torch::jit::SourceRange;
using torch::jit::SugaredValue;

struct Definitions {
    std::vector<std::string> order;
    std::map<std::string, Def> functions;
    std::map<std::string, ClassDef> classes;

    void add(const torch::jit::Ident& name) {
        if (functions.count(name.name()) + classes.count(name.name()) != 0) {
            throw ErrorReport(name.range()) << "'" << name.name() << "' is defined twice";
        }
        order.push_back(name.name());
    }
};

// What these modules offer is known without them.
void skipImport(torch::jit::Lexer& lexer) {
    static const std::set<std::string> known{"torch", "typing",      "typing_extensions", "enum",
                                             "math",  "collections", "__future__"};
    lexer.next();
    const auto module = lexer.cur();
    if (known.count(module.text()) == 0) {
        throw ErrorReport(module.range)
            << "source text cannot import '" << module.text()
            << "': TorchScript has nothing of it; only torch, typing, enum and math may be named";
    }
    while (lexer.cur().kind != torch::jit::TK_NEWLINE && lexer.cur().kind != torch::jit::TK_EOF) {
        lexer.next();
    }
    lexer.nextIf(torch::jit::TK_NEWLINE);
}

Definitions parse(const std::string& source) {
    Parser parser(std::make_shared<torch::jit::Source>(source, "<string>", 1));
    auto& lexer = parser.lexer();
    Definitions found;
    while (lexer.cur().kind != torch::jit::TK_EOF) {
        const auto& token = lexer.cur();
        if (token.kind == torch::jit::TK_CLASS_DEF) {
            const ClassDef definition(parser.parseClass());
            found.add(definition.name());
            found.classes.emplace(definition.name().name(), definition);
        } else if (token.kind == torch::jit::TK_IMPORT ||
                   (token.kind == torch::jit::TK_IDENT && token.text() == "from")) {
            skipImport(lexer);
        } else if (token.kind == '@') {
            throw ErrorReport(token.range)
                << "source text cannot hold decorators: everything in it "
                   "is compiled; script Python code for them";
        } else {
            const Def definition(parser.parseFunction(false));
            found.add(definition.name());
            found.functions.emplace(definition.name().name(), definition);
        }
    }
    return found;
}

class SourceUnit final : public Resolver, public std::enable_shared_from_this<SourceUnit> {
  public:
    explicit SourceUnit(Definitions definitions) : definitions_(std::move(definitions)) {}

    std::shared_ptr<CompilationUnit> compile() {
        for (const auto& name : definitions_.order) {
            if (findType(name) == nullptr) {
                findFunction(name);
            }
        }
        return std::move(unit_);
    }

    std::shared_ptr<SugaredValue> resolveValue(const std::string& name, GraphFunction&,
                                               const SourceRange&) override {
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
        return moduleNamed(name);
    }

    c10::TypePtr resolveType(const std::string& name, const SourceRange&) override {
        return findType(name);
    }

  private:
    // Null where the text defines none of that name.
    c10::TypePtr findType(const std::string& name) {
        if (const auto known = types_.find(name); known != types_.end()) {
            return known->second;
        }
        const auto found = definitions_.classes.find(name);
        if (found == definitions_.classes.end()) {
            return nullptr;
        }
        const auto& definition = found->second;
        if (!underWay_.insert(name).second) {
            throw ErrorReport(definition.name().range())
                << "the definition of '" << name << "' needs itself";
        }
        switch (kindOf(definition)) {
        case DefinedKind::namedTuple:
            return types_[name] = defineNamedTuple(*unit_, definition, shared_from_this());
        case DefinedKind::enumeration:
            return types_[name] = defineEnum(unit_, definition);
        case DefinedKind::scriptClass:
            break;
        }
        const auto declared = declareClass(unit_, definition);
        types_[name] = declared;
        defineMethods(*unit_, definition, declared, shared_from_this());
        return declared;
    }

    torch::jit::Function* findFunction(const std::string& name) {
        if (auto* known = unit_->find_function(c10::QualifiedName(name))) {
            return known;
        }
        const auto found = definitions_.functions.find(name);
        if (found == definitions_.functions.end()) {
            return nullptr;
        }
        unit_->define(std::nullopt, {}, {}, {found->second}, {shared_from_this()}, nullptr);
        return unit_->find_function(c10::QualifiedName(name));
    }

    Definitions definitions_;
    std::shared_ptr<CompilationUnit> unit_ = std::make_shared<CompilationUnit>();
    std::map<std::string, c10::TypePtr> types_;
    std::set<std::string> underWay_;
};

} // namespace

std::shared_ptr<CompilationUnit> compileDefinitions(const std::string& source) {
    return std::make_shared<SourceUnit>(parse(source))->compile();
}

} // namespace torchsharp
