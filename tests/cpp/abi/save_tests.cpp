#include <filesystem>
#include <fstream>

#include "folder.h"

#ifdef __linux__
#include <dlfcn.h>
#include <sys/stat.h>

namespace {

std::string& systemCalls() {
    static std::string calls;
    return calls;
}

template <class Function> Function* next(const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

} // namespace

// The program's own come before the C library's, for the core as well.
extern "C" __attribute__((visibility("default"))) int fsync(int descriptor) {
    struct stat status{};
    fstat(descriptor, &status);
    systemCalls() += S_ISDIR(status.st_mode) ? "fsync folder, " : "fsync file, ";
    return next<int(int)>("fsync")(descriptor);
}

extern "C" __attribute__((visibility("default"))) int rename(const char* from,
                                                             const char* to) noexcept {
    systemCalls() += "rename, ";
    return next<int(const char*, const char*)>("rename")(from, to);
}
#endif

namespace {

namespace fs = std::filesystem;

tsp_status save(const Module& module, const std::string& path) {
    const tsp_sink sink = fileSink(path);
    return tsp_module_save(module.get(), &sink, nullptr);
}

Module loaded(const std::string& path) {
    tsp_module* module = nullptr;
    CHECK_OK(load(path, nullptr, &module));
    return Module(module);
}

std::vector<float> predict(const Module& module, const Tensor& x) {
    auto result = call(methodOf(module, "predict"), {tensorArg(x)});
    return floatsOf(tensorOf(result.root()));
}

} // namespace

TEST(savedModuleComputesTheSame) {
    const TemporaryFolder folder;
    const auto module = loadFixture("sample.pt");
    const auto path = folder.file("modèle.pt");
    CHECK_OK(save(module, path));
    CHECK_EQ(folder.count(), 1);
    const auto x = floatTensor(std::vector<float>(10, 0.25f));
    CHECK(predict(loaded(path), x) == predict(module, x));
}

TEST(savingReplacesAFile) {
    const TemporaryFolder folder;
    const auto path = folder.file("model.pt");
    std::ofstream(path) << "something else";
    CHECK_OK(save(loadFixture("linear.pt"), path));
    CHECK_EQ(folder.count(), 1);
    loaded(path);
}

TEST(savingIntoNoFolderFails) {
    const TemporaryFolder folder;
    const auto error = failed(save(loadFixture("linear.pt"), folder.file("missing/model.pt")));
    CHECK_EQ(error.kind, TSP_ERROR_IO);
    CHECK_CONTAINS(error.message, "missing/model.pt");
    CHECK_EQ(folder.count(), 0);
}

TEST(failedSaveLeavesWhatWasThere) {
    const TemporaryFolder folder;
    const auto path = folder.file("occupied");
    fs::create_directory(path);
    std::ofstream(path + "/kept.txt") << "kept";
    CHECK_EQ(failed(save(loadFixture("linear.pt"), path)).kind, TSP_ERROR_IO);
    CHECK_EQ(folder.count(), 1);
    CHECK(fs::exists(path + "/kept.txt"));
}

#ifdef __linux__
TEST(savedFileIsOnTheDiskBeforeItReplacesTheOther) {
    const TemporaryFolder folder;
    systemCalls().clear();
    CHECK_OK(save(loadFixture("linear.pt"), folder.file("model.pt")));
    CHECK_EQ(systemCalls(), "fsync file, rename, fsync folder, ");
}
#endif
