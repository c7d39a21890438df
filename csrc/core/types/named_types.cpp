#include "core/types/named_types.h"

#include <unordered_set>

#include <ATen/core/enum_type.h>

#include "core/support/error.h"
#include "core/types/code_types.h"
#include "core/types/names.h"

namespace torchsharp {

namespace {

using c10::TypeKind;
using c10::TypePtr;

class Collector {
  public:
    void visit(const TypePtr& type) {
        if (!seen_.insert(type.get()).second) {
            return;
        }
        if (isNamed(*type)) {
            auto shared = static_cast<c10::NamedType*>(type.get())->shared_from_this();
            found.push_back(std::static_pointer_cast<c10::NamedType>(std::move(shared)));
        }
        for (const auto& contained : type->containedTypes()) {
            visit(contained);
        }
        if (const auto* instance = type->castRaw<c10::ClassType>()) {
            for (auto* method : instance->methods()) {
                visit(*method);
            }
        }
    }

    void visit(torch::jit::Function& function) {
        const auto& schema = function.getSchema();
        for (const auto& argument : schema.arguments()) {
            visit(argument.type());
        }
        for (const auto& result : schema.returns()) {
            visit(result.type());
        }
        functions_.push_back(&function);
    }

    // Code comes after every signature, so that what callers see is found first.
    void visitCode() {
        for (size_t i = 0; i < functions_.size(); ++i) {
            for (const auto& type : typesInCode(*functions_[i])) {
                visit(type);
            }
        }
    }

    std::vector<c10::NamedTypePtr> found;

  private:
    static bool isNamed(const c10::Type& type) {
        switch (type.kind()) {
        case TypeKind::ClassType:
            return !type.expectRef<c10::ClassType>().is_module();
        case TypeKind::TupleType:
            return type.expectRef<c10::TupleType>().schema() != nullptr;
        case TypeKind::EnumType:
        case TypeKind::InterfaceType:
            return true;
        default:
            return false;
        }
    }

    std::unordered_set<const c10::Type*> seen_;
    std::vector<torch::jit::Function*> functions_;
};

std::string lastPart(const c10::NamedType& type) { return type.name() ? type.name()->name() : ""; }

} // namespace

std::vector<c10::NamedTypePtr> namedTypesOf(const Module& module) {
    Collector collector;
    for (auto* method : module.type()->methods()) {
        collector.visit(*method);
    }
    collector.visit(module.type());
    collector.visitCode();
    return std::move(collector.found);
}

std::vector<c10::NamedTypePtr> namedTypesOf(c10::ArrayRef<torch::jit::Function*> functions) {
    Collector collector;
    for (auto* function : functions) {
        collector.visit(*function);
    }
    collector.visitCode();
    return std::move(collector.found);
}

c10::ClassTypePtr findClass(const std::vector<c10::NamedTypePtr>& types, const std::string& name) {
    std::vector<std::string> names;
    for (const auto& type : types) {
        const auto instance = type->cast<c10::ClassType>();
        if (!instance) {
            continue;
        }
        if (instance->annotation_str() == name || lastPart(*instance) == name) {
            return instance;
        }
        names.push_back(lastPart(*instance));
    }
    throw Error(TSP_ERROR_UNKNOWN_METHOD,
                "there is no class '" + name + "'. Known classes: " + joinNames(names) + ".");
}

} // namespace torchsharp
