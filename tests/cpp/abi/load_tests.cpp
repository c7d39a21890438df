#include "handles.h"

namespace {

ErrorCopy failedLoad(const std::string& path, const char* device = nullptr) {
    tsp_module* module = nullptr;
    const auto status = load(path, device, &module);
    const auto error = failed(status);
    CHECK(module == nullptr);
    return error;
}

ErrorCopy failedFixture(const std::string& name) {
    const auto error = failedLoad(fixture(name));
    CHECK_CONTAINS(error.message, name);
    return error;
}

} // namespace

TEST(loadsAnArchive) {
    const auto module = loadFixture("sample.pt");
    Result type;
    CHECK_OK(tsp_module_type_name(module.get(), type.out()));
    CHECK_CONTAINS(textOf(type.root()), "MyModule");
    Result methods;
    CHECK_OK(tsp_module_methods(module.get(), methods.out()));
    const auto names = textsOf(methods.root());
    CHECK_EQ(names.size(), size_t{3});
    CHECK_EQ(names[0], "forward");
}

TEST(pathNeedsNoTerminator) {
    const auto path = fixture("sample.pt");
    const auto longer = path + ".not part of it";
    tsp_module* module = nullptr;
    CHECK_OK(load(std::string_view(longer).substr(0, path.size()), "cpu", &module));
    tsp_module_release(module);
}

TEST(missingFileIsNotFound) {
    const auto error = failedFixture("no_such_model.pt");
    CHECK_EQ(error.kind, TSP_ERROR_FILE_NOT_FOUND);
}

TEST(folderIsNoModel) {
    const auto error = failedLoad(fixture("."));
    CHECK_EQ(error.kind, TSP_ERROR_IO);
    CHECK_CONTAINS(error.message, "is a folder");
}

TEST(textFileIsNoArchive) {
    const auto error = failedFixture("not_a_zip.pt");
    CHECK_EQ(error.kind, TSP_ERROR_FORMAT);
    CHECK_CONTAINS(error.message, "it is not a zip archive");
}

TEST(truncatedArchiveIsRecognized) {
    const auto error = failedFixture("truncated.pt");
    CHECK_EQ(error.kind, TSP_ERROR_FORMAT);
    CHECK_CONTAINS(error.message, "truncated or damaged");
}

TEST(plainZipIsNoModel) {
    const auto error = failedFixture("plain_zip.pt");
    CHECK_EQ(error.kind, TSP_ERROR_FORMAT);
    CHECK_CONTAINS(error.message, "written by torch.jit.save");
}

TEST(stateDictIsRecognized) {
    const auto error = failedFixture("state_dict.pt");
    CHECK_EQ(error.kind, TSP_ERROR_FORMAT);
    CHECK_CONTAINS(error.message, "it was written by torch.save");
}

TEST(archiveWithUnknownOperatorNamesIt) {
    const auto error = failedLoad(fixture("unknown_operator.pt"));
    CHECK_EQ(error.kind, TSP_ERROR_UNKNOWN_OPERATOR);
    CHECK_CONTAINS(error.message, "no_such_operator");
}

TEST(unknownKindOfDeviceIsAWrongValue) {
    const auto error = failedLoad(fixture("sample.pt"), "gpu");
    CHECK_EQ(error.kind, TSP_ERROR_VALUE);
    CHECK_CONTAINS(error.message, "'gpu' is not a device");
}

// No machine has a hundredth device, so the test works with and without CUDA.
TEST(missingCudaDeviceIsNotAvailable) {
    const auto error = failedLoad(fixture("sample.pt"), "cuda:99");
    CHECK_EQ(error.kind, TSP_ERROR_DEVICE);
    CHECK_CONTAINS(error.message, "'cuda:99' is not available");
}

TEST(moduleMovesOnlyToDevicesThereAre) {
    const auto module = loadFixture("linear.pt");
    CHECK_OK(tsp_module_to(module.get(), asText("cpu"), -1, 0));
    CHECK_EQ(failed(tsp_module_to(module.get(), asText("cuda:99"), -1, 0)).kind, TSP_ERROR_DEVICE);
    CHECK_EQ(failed(tsp_module_to(module.get(), asText(""), -1, 0)).kind, TSP_ERROR_VALUE);
}

TEST(modeIsKeptAndCanBeSet) {
    const auto module = loadFixture("linear.pt");
    int32_t training = -1;
    CHECK_OK(tsp_module_train(module.get(), 0));
    CHECK_OK(tsp_module_is_training(module.get(), &training));
    CHECK_EQ(training, 0);
    CHECK_OK(tsp_module_train(module.get(), 1));
    CHECK_OK(tsp_module_is_training(module.get(), &training));
    CHECK_EQ(training, 1);
}
