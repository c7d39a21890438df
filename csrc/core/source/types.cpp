#include "core/source/types.h"

#include <set>

#include <torch/csrc/jit/frontend/error_report.h>
#include <torch/csrc/jit/frontend/script_type_parser.h>
#include <torch/csrc/jit/frontend/sugared_value.h>

#include "core/source/exceptions.h"

namespace torchsharp {

namespace {

using namespace torch::jit; // the names of a syntax tree

c10::QualifiedName qualified(const ClassDef& definition) {
    return c10::QualifiedName("__torch__", definition.name().name());
}

// The last part of a dotted name: "Enum" for "enum.Enum".
std::string lastName(const Expr& expression) {
    if (expression.kind() == '.') {
        return Select(expression).selector().name();
    }
    return expression.kind() == TK_VAR ? Var(expression).name().name() : "";
}

// A docstring, or pass.
bool isNothing(const Stmt& statement) {
    return statement.kind() == TK_PASS || (statement.kind() == TK_EXPR_STMT &&
                                           ExprStmt(statement).expr().kind() == TK_STRINGLITERAL);
}

[[noreturn]] void throwUnexpected(const Stmt& statement, const ClassDef& definition,
                                  const char* allowed) {
    throw ErrorReport(statement.range())
        << "'" << definition.name().name() << "' may contain only " << allowed;
}

// The name that a field or member defines, which must be new.
const std::string& newName(const Assign& assign, std::set<std::string>& known) {
    const auto targets = assign.lhs_list();
    if (targets.size() != 1 || targets[0].kind() != TK_VAR) {
        throw ErrorReport(assign.range()) << "expected one name on the left";
    }
    const auto& name = Var(targets[0]).name().name();
    if (!known.insert(name).second) {
        throw ErrorReport(targets[0].range()) << "'" << name << "' is defined twice";
    }
    return name;
}

// The value of a constant. libtorch evaluates those that are declared as Final[type].
c10::IValue constantOf(ScriptTypeParser& types, const Assign& assign) {
    const auto& range = assign.range();
    const auto type = Expr(assign.type().get());
    const Expr final = Subscript::create(range, Var::create(range, Ident::create(range, "Final")),
                                         List<Expr>::create(range, {type}));
    return types.parseClassConstant(
        Assign::create(range, assign.lhs_list(), assign.rhs(), Maybe<Expr>::create(range, final)));
}

c10::IValue memberValue(const Expr& expression) {
    if (expression.kind() == TK_STRINGLITERAL) {
        return StringLiteral(expression).text();
    }
    const bool negative = expression.kind() == TK_UNARY_MINUS;
    const Expr operand = negative ? Expr(expression.tree()->trees()[0]) : expression;
    if (operand.kind() == TK_CONST) {
        const Const number(operand);
        if (number.isIntegral()) {
            return negative ? -number.asIntegral() : number.asIntegral();
        }
        if (number.isFloatingPoint()) {
            return negative ? -number.asFloatingPoint() : number.asFloatingPoint();
        }
    }
    throw ErrorReport(expression.range())
        << "the value of an enum's member must be written as an int, a float or a string";
}

} // namespace

DefinedKind kindOf(const ClassDef& definition) {
    const auto base = definition.superclass();
    if (!base.present()) {
        return DefinedKind::scriptClass;
    }
    const auto name = lastName(base.get());
    if (name == "object") {
        return DefinedKind::scriptClass;
    }
    if (name == "NamedTuple") {
        return DefinedKind::namedTuple;
    }
    if (name == "Enum" || name == "IntEnum") {
        return DefinedKind::enumeration;
    }
    ErrorReport report(base.get().range());
    if (name == "Module" || name == "ScriptModule") {
        report << "a torch.nn.Module cannot be compiled from source text: script it with Python's "
                  "frontend";
    } else if (exceptionNamed(name) != nullptr) {
        report << "a TorchScript class cannot inherit, so it cannot be an exception: raise "
                  "ValueError or another of Python's own";
    } else {
        report << "a TorchScript class cannot inherit: '" << definition.name().name()
               << "' may have no base class except NamedTuple and Enum";
    }
    throw std::move(report);
}

c10::TypePtr defineNamedTuple(CompilationUnit& unit, const ClassDef& definition,
                              const ResolverPtr& resolver) {
    ScriptTypeParser types(resolver);
    std::set<std::string> known;
    std::vector<std::string> names;
    std::vector<c10::TypePtr> fields;
    std::vector<c10::IValue> defaults;
    for (const auto& statement : definition.body()) {
        if (isNothing(statement)) {
            continue;
        }
        if (statement.kind() != TK_ASSIGN || !Assign(statement).type().present()) {
            throwUnexpected(statement, definition, "fields with a type, such as 'x: int'");
        }
        const Assign field(statement);
        names.push_back(newName(field, known));
        fields.push_back(types.parseTypeFromExpr(field.type().get()));
        if (field.rhs().present()) {
            defaults.push_back(constantOf(types, field));
        } else if (!defaults.empty()) {
            throw ErrorReport(field.range())
                << "the field '" << names.back() << "' has no default but follows one that has";
        }
    }
    const auto type = c10::TupleType::createNamed(qualified(definition), names, fields, defaults);
    unit.register_type(type);
    return type;
}

c10::TypePtr defineEnum(const std::shared_ptr<CompilationUnit>& unit, const ClassDef& definition) {
    std::set<std::string> known;
    std::vector<c10::EnumNameValue> members;
    for (const auto& statement : definition.body()) {
        if (isNothing(statement)) {
            continue;
        }
        if (statement.kind() != TK_ASSIGN || !Assign(statement).rhs().present()) {
            throwUnexpected(statement, definition, "members with a value, such as 'RED = 1'");
        }
        const Assign member(statement);
        const auto& name = newName(member, known);
        members.emplace_back(name, memberValue(member.rhs().get()));
        if (members.back().second.tagKind() != members.front().second.tagKind()) {
            throw ErrorReport(member.range())
                << "all members of an enum must have values of the same type";
        }
    }
    if (members.empty()) {
        throw ErrorReport(definition.range()) << "an enum needs at least one member";
    }
    const auto type =
        c10::EnumType::create(qualified(definition), members.front().second.type(), members, unit);
    unit->register_type(type);
    return type;
}

c10::ClassTypePtr declareClass(const std::shared_ptr<CompilationUnit>& unit,
                               const ClassDef& definition, const c10::QualifiedName& package) {
    auto type = c10::ClassType::create(c10::QualifiedName(package, definition.name().name()), unit);
    for (const auto& statement : definition.body()) {
        if (statement.kind() != TK_DEF && !isNothing(statement)) {
            throwUnexpected(statement, definition,
                            "methods: set attributes in __init__ ('self.x = x')");
        }
    }
    unit->register_type(type);
    return type;
}

void defineMethods(CompilationUnit& unit, const ClassDef& definition, const c10::ClassTypePtr& type,
                   const ResolverPtr& resolver) {
    std::vector<Def> methods;
    for (const auto& statement : definition.body()) {
        if (statement.kind() == TK_DEF) {
            methods.emplace_back(statement);
        }
    }
    const std::vector<ResolverPtr> resolvers(methods.size(), resolver);
    const SimpleSelf self(type);
    unit.define(type->name(), {}, {}, methods, resolvers, &self);
}

} // namespace torchsharp
