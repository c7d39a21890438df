#include <fstream>
#include <iterator>

#include "folder.h"
#include "handles.h"

// Programs of torch.export: how they are loaded, described, called, changed and saved.

namespace {

tsp_status loadProgram(const std::string& path, tsp_module** module, int32_t mode,
                       const char* name) {
    const tsp_source source = fileSource(path);
    return tsp_program_load(&source, name == nullptr ? tsp_text{} : asText(name), mode, tsp_text{},
                            nullptr, nullptr, module);
}

Module program(const std::string& path, const char* name = nullptr) {
    tsp_module* module = nullptr;
    CHECK_OK(loadProgram(path, &module, TSP_PROGRAM_AUTO, name));
    return Module(module);
}

ErrorCopy refusal(const std::string& path, int32_t mode = TSP_PROGRAM_AUTO,
                  const char* name = nullptr) {
    tsp_module* module = nullptr;
    const auto error = failed(loadProgram(path, &module, mode, name));
    CHECK(module == nullptr);
    return error;
}

tsp_value& described(Result& description, const std::string& key) {
    auto& root = description.root();
    CHECK_EQ(root.kind, TSP_KIND_DICT);
    for (int64_t i = 0; i < sizeOf(root); ++i) {
        if (textOf(child(root, 2 * i)) == key) {
            return child(root, 2 * i + 1);
        }
    }
    throw testing::Failure("the description has no " + key);
}

std::string contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<float> sumOf(const Module& module) {
    const auto x = floatTensor(std::vector<float>(10, 2));
    const auto y = floatTensor(std::vector<float>(10, 3));
    auto result = call(methodOf(module, "forward"), {tensorArg(x), tensorArg(y)}, 3);
    CHECK_EQ(result.root().kind, TSP_KIND_TUPLE);
    return floatsOf(tensorOf(child(result.root(), 0)));
}

} // namespace

TEST(aProgramIsCalledLikeAModule) {
    const auto module = program(fixture("exported_sums.pt2"));
    CHECK(sumOf(module) == std::vector<float>(10, 5));
    const auto x = floatTensor({1, 2, 3});
    const auto error = failedCall(methodOf(module, "forward"), {tensorArg(x), tensorArg(x)});
    CHECK_EQ(error.kind, TSP_ERROR_VALUE);
}

TEST(aProgramSaysWhatItTakes) {
    const auto module = program(fixture("exported_features.pt2"));
    Result description;
    CHECK_OK(tsp_program_describe(module.get(), description.out()));
    CHECK_EQ(textOf(described(description, "execution")), std::string("interpreted"));
    CHECK_EQ(sizeOf(described(description, "inputs")), int64_t{5});
    CHECK_EQ(sizeOf(described(description, "symbols")), int64_t{1});
    CHECK(sizeOf(described(description, "operators")) > 0);
    const auto script = loadFixture("sample.pt");
    CHECK_EQ(failed(tsp_program_describe(script.get(), description.out())).kind,
             TSP_ERROR_UNSUPPORTED);
}

TEST(aProgramOfSeveralIsFoundByItsName) {
    const auto path = fixture("exported_two.pt2");
    CHECK(sumOf(program(path, "sums")) == std::vector<float>(10, 5));
    const auto error = refusal(path, TSP_PROGRAM_AUTO, "products");
    CHECK_EQ(error.kind, TSP_ERROR_VALUE);
    CHECK_CONTAINS(error.message, "sums");
}

TEST(aProgramIsTrainedCopiedAndSaved) {
    const TemporaryFolder folder;
    const auto path = folder.file("saved.pt2");
    const auto module = program(fixture("exported_training.pt2"));
    const auto x = floatTensor(std::vector<float>(16, 0.5F), {2, 8});
    {
        auto result = call(methodOf(module, "forward"), {tensorArg(x)});
        Tensor loss;
        auto total = call(operatorOf("aten::sum"), {result.root()});
        CHECK_OK(tsp_tensor_backward(tensorOf(total.root()), nullptr, 0, 0, nullptr));
    }
    CHECK_OK(tsp_module_zero_grad(module.get(), 1));
    CHECK_OK(tsp_module_requires_grad_set(module.get(), 0));
    for (const auto kind : {TSP_COPY_SHALLOW, TSP_COPY_DEEP}) {
        tsp_module* made = nullptr;
        CHECK_OK(tsp_module_copy(module.get(), kind, &made));
        const Module copy(made);
        CHECK_OK(tsp_module_to(copy.get(), tsp_text{}, TSP_DTYPE_FLOAT32, 0));
        call(methodOf(copy, "forward"), {tensorArg(x)});
    }
    const auto sink = fileSink(path);
    CHECK_OK(tsp_module_save(module.get(), &sink, nullptr));
    const auto again = program(path);
    Result state;
    CHECK_OK(tsp_module_members(again.get(), TSP_MEMBER_STATE, 1, state.out()));
    CHECK_EQ(sizeOf(state.root()), int64_t{7});
}

TEST(aProgramThatCannotBeLoadedSaysWhy) {
    CHECK_EQ(refusal(fixture("no_such.pt2")).kind, TSP_ERROR_FILE_NOT_FOUND);
    CHECK_EQ(refusal(fixture("not_a_zip.pt")).kind, TSP_ERROR_FORMAT);
    CHECK_EQ(refusal(fixture("sample.pt")).kind, TSP_ERROR_FORMAT);
    CHECK_EQ(refusal(fixture("exported_sums.pt2"), 3).kind, TSP_ERROR_VALUE);
    CHECK_EQ(refusal(fixture("exported_sums.pt2"), TSP_PROGRAM_COMPILED).kind,
             TSP_ERROR_UNSUPPORTED);
}

// Whatever a program has built when its reader meets the damage is taken down again.
TEST(aDamagedProgramLeavesNothingBehind) {
    const TemporaryFolder folder;
    const auto path = folder.file("damaged.pt2");
    const auto good = contentOf(fixture("exported_features.pt2"));
    int refused = 0;
    for (size_t at = 0; at < good.size(); at += good.size() / 60) {
        auto bytes = good;
        bytes[at] = static_cast<char>(bytes[at] ^ 0x11);
        std::ofstream(path, std::ios::binary) << bytes;
        tsp_module* module = nullptr;
        const auto status = loadProgram(path, &module, TSP_PROGRAM_AUTO, nullptr);
        tsp_module_release(module);
        refused += status == TSP_OK ? 0 : 1;
        CHECK(status != TSP_ERROR_INTERNAL);
    }
    CHECK(refused > 10);
}
