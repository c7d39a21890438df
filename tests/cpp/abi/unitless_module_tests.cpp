#include <ATen/core/builtin_function.h>
#include <ATen/core/class_type.h>

#include "core/nodes/handles.h"
#include "libtorch_tensors.h"

// Modules whose class has no compilation unit: the methods are functions in C++, as those of an
// exported program are.

namespace {

c10::ClassTypePtr moduleClass(const char* name) {
    auto type = c10::ClassType::create(c10::QualifiedName(name),
                                       std::weak_ptr<torch::jit::CompilationUnit>(), true);
    type->addAttribute("training", c10::BoolType::get());
    return type;
}

// forward(x) is x * inner.weight + offset.
struct Scaling {
    Scaling() {
        inner->addAttribute("weight", c10::TensorType::get(), true);
        outer->addAttribute("inner", inner);
        outer->addAttribute("offset", c10::TensorType::get(), false, true);
        outer->addMethod(&forward);
    }

    Module make() const {
        const auto scale = c10::ivalue::Object::create(inner, inner->numAttributes());
        scale->setAttr("training", true);
        scale->setAttr("weight", at::full({2}, 3.0).set_requires_grad(true));
        const auto root = c10::ivalue::Object::create(outer, outer->numAttributes());
        root->setAttr("training", true);
        root->setAttr("inner", scale);
        root->setAttr("offset", at::ones({2}));
        return Module(new tsp_module(torchsharp::Module(root)));
    }

    static void run(torch::jit::Stack& stack) {
        const auto self = stack.front().toObject();
        const auto weight = self->getAttr("inner").toObjectRef().getAttr("weight").toTensor();
        stack = {stack.at(1).toTensor() * weight + self->getAttr("offset").toTensor()};
    }

    c10::ClassTypePtr inner = moduleClass("exported.Inner");
    c10::ClassTypePtr outer = moduleClass("exported.Scaling");
    torch::jit::BuiltinOpFunction forward{
        c10::QualifiedName("exported.Scaling.forward"),
        c10::FunctionSchema("forward", "",
                            {c10::Argument("self", outer), c10::Argument("x", nullptr)},
                            {c10::Argument("", c10::TensorType::get())}),
        &run};
};

Module scaling() {
    static const auto& made = *new Scaling; // the class does not keep its methods
    return made.make();
}

std::vector<float> output(const Module& module) {
    const auto x = floatTensor({1, 2});
    auto result = call(methodOf(module, "forward"), {tensorArg(x)});
    return floatsOf(tensorOf(result.root()));
}

std::vector<std::string> namesOf(const Module& module, tsp_member_kind kind) {
    Result members;
    CHECK_OK(tsp_module_members(module.get(), kind, 1, members.out()));
    std::vector<std::string> names;
    for (int64_t i = 0; i < sizeOf(members.root()); ++i) {
        names.push_back(textOf(child(child(members.root(), i), 0)));
    }
    return names;
}

Module copied(const Module& module, tsp_copy_kind kind) {
    tsp_module* copy = nullptr;
    CHECK_OK(tsp_module_copy(module.get(), kind, &copy));
    return Module(copy);
}

void loadWeight(const Module& module, const Tensor& weight) {
    std::vector<tsp_value> pair{textArg("inner.weight"), tensorArg(weight)};
    const auto state = pairsArg(TSP_KIND_DICT, pair);
    Result keys;
    CHECK_OK(tsp_module_load_state(module.get(), &state, 0, keys.out()));
    CHECK(textsOf(child(keys.root(), 0)) == std::vector<std::string>({"offset"}));
}

} // namespace

TEST(aModuleWithoutAUnitIsCalled) {
    const auto before = tsp_live_handles();
    {
        const auto module = scaling();
        CHECK(output(module) == std::vector<float>({4, 7}));

        tsp_callable* found = nullptr;
        CHECK_OK(tsp_module_callable(module.get(), asText("forward"), 1, &found));
        const CallableHandle hooked(found);
        const auto error = failedCall(hooked, {});
        CHECK_EQ(error.kind, TSP_ERROR_TYPE);
        CHECK_CONTAINS(error.message, "missing argument 'x'");

        tsp_object* held = nullptr;
        CHECK_OK(tsp_module_object(module.get(), &held));
        const Object object(held);
        CHECK_OK(tsp_object_callable(object.get(), asText("forward"), &found));
        const CallableHandle bound(found);
        const auto x = floatTensor({0, 0});
        auto result = call(bound, {tensorArg(x)});
        CHECK(floatsOf(tensorOf(result.root())) == std::vector<float>({1, 1}));
    }
    CHECK_EQ(tsp_live_handles(), before);
}

TEST(aModuleWithoutAUnitHasMembersAndModes) {
    const auto module = scaling();
    CHECK(namesOf(module, TSP_MEMBER_PARAMETERS) == std::vector<std::string>({"inner.weight"}));
    CHECK(namesOf(module, TSP_MEMBER_STATE) ==
          std::vector<std::string>({"offset", "inner.weight"}));
    CHECK(namesOf(module, TSP_MEMBER_MODULES) == std::vector<std::string>({"", "inner"}));

    loadWeight(module, floatTensor({10, 20}));
    CHECK(output(module) == std::vector<float>({11, 41}));

    CHECK_OK(tsp_module_train(module.get(), 0));
    int32_t training = 1;
    CHECK_OK(tsp_module_is_training(module.get(), &training));
    CHECK_EQ(training, 0);
    Result inner;
    CHECK_OK(tsp_module_members(module.get(), TSP_MEMBER_CHILDREN, 0, inner.out()));
    auto* submodule = static_cast<tsp_module*>(child(child(inner.root(), 0), 1).as.ref.data);
    training = 1;
    CHECK_OK(tsp_module_is_training(submodule, &training));
    CHECK_EQ(training, 0);

    CHECK_OK(tsp_module_to(module.get(), {}, TSP_DTYPE_FLOAT64, 0));
    const auto x = floatTensor({1, 1});
    auto result = call(methodOf(module, "forward"), {tensorArg(x)});
    CHECK_EQ(infoOf(tensorOf(result.root())).dtype, TSP_DTYPE_FLOAT64);
}

TEST(aModuleWithoutAUnitIsCopied) {
    const auto module = scaling();
    const auto shallow = copied(module, TSP_COPY_SHALLOW);
    const auto deep = copied(module, TSP_COPY_DEEP);
    loadWeight(module, floatTensor({0, 0}));
    CHECK(output(module) == std::vector<float>({1, 1}));
    CHECK(output(shallow) == std::vector<float>({1, 1}));
    CHECK(output(deep) == std::vector<float>({4, 7}));
    CHECK(namesOf(deep, TSP_MEMBER_PARAMETERS) == std::vector<std::string>({"inner.weight"}));
}

TEST(whatNeedsTorchScriptIsRefusedForAModuleWithoutAUnit) {
    const auto module = scaling();
    CHECK_OK(tsp_module_train(module.get(), 0));
    tsp_module* made = nullptr;
    const tsp_sink sink = fileSink("no/such/folder.pt");
    for (const auto status : {tsp_module_copy(module.get(), TSP_COPY_CLONE, &made),
                              tsp_module_freeze(module.get(), nullptr, 1, &made),
                              tsp_module_optimize_for_inference(module.get(), nullptr, &made),
                              tsp_module_save(module.get(), &sink, nullptr)}) {
        CHECK_EQ(status, TSP_ERROR_UNSUPPORTED);
    }
    CHECK_CONTAINS(lastError().message, "'exported.Scaling' is an exported program");
    CHECK_CONTAINS(lastError().message, "cannot be saved");

    Result text;
    const auto forward = methodOf(module, "forward");
    const auto error = failed(tsp_callable_text(forward.get(), TSP_TEXT_CODE, text.out()));
    CHECK_EQ(error.kind, TSP_ERROR_UNSUPPORTED);
    CHECK_CONTAINS(error.message, "has no TorchScript code");
    tsp_callable* callable = nullptr;
    CHECK_EQ(failed(tsp_module_class(module.get(), asText("Inner"), &callable)).kind,
             TSP_ERROR_UNKNOWN_METHOD);
}
