#include "core/types/named_types.h"

#include <unordered_set>

#include <ATen/core/enum_type.h>
#include <torch/csrc/jit/api/function_impl.h>

#include "core/support/error.h"
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
            for (const auto* method : instance->methods()) {
                visit(*method);
            }
        }
    }

    void visit(const torch::jit::Function& function) {
        const auto& schema = function.getSchema();
        for (const auto& argument : schema.arguments()) {
            visit(argument.type());
        }
        for (const auto& result : schema.returns()) {
            visit(result.type());
        }
        if (auto* body =
                torch::jit::tryToGraphFunction(const_cast<torch::jit::Function&>(function))) {
            functions_.push_back(body);
        }
    }

    // Code comes after every signature, so that what callers see is found first.
    void visitCode() {
        for (size_t i = 0; i < functions_.size(); ++i) {
            functions_[i]->ensure_defined();
            visitBlock(*functions_[i]->graph()->block());
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

    void visitBlock(const torch::jit::Block& block) {
        for (const auto* node : block.nodes()) {
            for (const auto* output : node->outputs()) {
                visit(output->type());
            }
            for (const auto* inner : node->blocks()) {
                visitBlock(*inner);
            }
        }
    }

    std::unordered_set<const c10::Type*> seen_;
    std::vector<torch::jit::GraphFunction*> functions_;
};

std::string lastPart(const c10::NamedType& type) { return type.name() ? type.name()->name() : ""; }

} // namespace

std::vector<c10::NamedTypePtr> namedTypesOf(const torch::jit::Module& module) {
    Collector collector;
    for (const auto* method : module.type()->methods()) {
        collector.visit(*method);
    }
    collector.visit(module.type());
    collector.visitCode();
    return std::move(collector.found);
}

std::vector<c10::NamedTypePtr> namedTypesOf(const torch::jit::CompilationUnit& unit) {
    Collector collector;
    for (const auto* function : unit.get_functions()) {
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
