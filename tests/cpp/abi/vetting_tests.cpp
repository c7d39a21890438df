#include "handles.h"

// What a file could do, and what a policy refuses to load.

namespace {

Result vetted(const std::string& name, std::string_view policy = "safe") {
    const auto path = fixture(name);
    const auto source = fileSource(path);
    Result report;
    CHECK_OK(tsp_archive_vet(&source, asText(policy), report.out()));
    CHECK_EQ(report.root().kind, TSP_KIND_TUPLE);
    CHECK_EQ(sizeOf(report.root()), int64_t{8});
    return report;
}

bool isAllowed(Result& report) { return intOf(child(report.root(), 0)) != 0; }

ErrorCopy refusal(const std::string& name, std::string_view policy) {
    const auto path = fixture(name);
    const auto source = fileSource(path);
    tsp_module* module = nullptr;
    const auto error = failed(
        tsp_module_load_checked(&source, tsp_text{}, nullptr, nullptr, asText(policy), &module));
    CHECK(module == nullptr);
    return error;
}

const char* const nothing = R"({"name": "nothing", "base": "none"})";

} // namespace

TEST(aHarmlessFileIsAllowed) {
    auto report = vetted("sample.pt");
    CHECK(isAllowed(report));
    CHECK_EQ(textOf(child(report.root(), 1)), std::string("safe"));
    CHECK(sizeOf(child(report.root(), 3)) > 0);
    const auto path = fixture("sample.pt");
    const auto source = fileSource(path);
    tsp_module* module = nullptr;
    CHECK_OK(
        tsp_module_load_checked(&source, tsp_text{}, nullptr, nullptr, asText("safe"), &module));
    tsp_module_release(module);
}

TEST(aPolicyRefusesWhatItDenies) {
    auto report = vetted("sample.pt", nothing);
    CHECK(!isAllowed(report));
    CHECK(sizeOf(child(report.root(), 2)) > 0);
    const auto error = refusal("sample.pt", nothing);
    CHECK_EQ(error.kind, TSP_ERROR_POLICY);
    CHECK_CONTAINS(error.message, "'nothing'");
}

TEST(everyFixtureIsVetted) {
    for (const char* name :
         {"clashes.pt", "control_flow.pt", "every_kind.pt", "function.pt", "hooked.pt",
          "newer_version.pt", "not_a_zip.pt", "objects.pt", "plain_zip.pt", "quantized_static.pt",
          "rich.pt", "state_dict.pt", "tasks.pt", "training.pt", "truncated.pt", "typed.pt",
          "unknown_operator.pt", "values.pt"}) {
        auto report = vetted(name);
        CHECK_EQ(isAllowed(report), sizeOf(child(report.root(), 2)) == 0);
        if (!isAllowed(report)) {
            refusal(name, "safe");
        }
    }
}

TEST(aPolicyThatCannotBeReadIsRefused) {
    for (const char* policy :
         {"", "saf", "{", "[]", "{\"allow\": 1}", "{\"allow\": [1]}", "{\"alow\": []}",
          "{\"limits\": {\"bytes\": -1}}", "{\"name\": \"\\u12\"}", "{\"name\": \"\xff"}) {
        CHECK_EQ(refusal("sample.pt", policy).kind, TSP_ERROR_VALUE);
    }
    CHECK_EQ(refusal("sample.pt", std::string(100'000, '[')).kind, TSP_ERROR_VALUE);
}
