#include <thread>

#include "handles.h"

TEST(aNewThreadHasNoError) {
    CHECK(tsp_num_threads_set(0) != TSP_OK);
    int kind = -1;
    std::string message = "not read";
    std::thread([&] {
        const auto error = lastError();
        kind = error.kind;
        message = error.message;
    }).join();
    CHECK_EQ(kind, TSP_OK);
    CHECK_EQ(message, "");
}

TEST(errorRecordsBelongToTheirThread) {
    CHECK_EQ(failed(tsp_num_threads_set(-1)).kind, TSP_ERROR_VALUE);
    std::thread([] {
        tsp_callable* callable = nullptr;
        tsp_operator_callable(asText("aten::no_such_operator"), asText(""), &callable);
    }).join();
    CHECK_CONTAINS(lastError().message, "number of threads");
}

TEST(aSuccessfulCallKeepsTheRecord) {
    CHECK(tsp_num_threads_set(0) != TSP_OK);
    CHECK_OK(tsp_seed_set(1));
    CHECK_CONTAINS(lastError().message, "number of threads");
}

TEST(runtimeErrorComesWithTheTorchScriptTraceback) {
    const auto method = methodOf("values.pt", "shape_error");
    const auto error = failedCall(method, {tensorArg(floatTensor({1, 2, 3, 4}, {2, 2}))});
    CHECK_EQ(error.kind, TSP_ERROR_RUNTIME);
    CHECK_CONTAINS(error.message, "cannot be multiplied");
    CHECK(error.traceback.rfind("Traceback of TorchScript") == 0); // the only heading
    CHECK_CONTAINS(error.traceback, "torch.mm(x, torch.ones(7, 7))");
    CHECK(error.message.find("Traceback") == std::string::npos);
    CHECK(error.line > 0);
    CHECK_EQ(error.raised, "");
}

TEST(raiseNamesItsClassAndItsLine) {
    const auto method = methodOf("values.pt", "fails");
    const auto error = failedCall(method, {tensorArg(floatTensor({1, 2, 3}))});
    CHECK_EQ(error.kind, TSP_ERROR_RUNTIME);
    CHECK_EQ(error.message, "deliberate: 3");
    CHECK_CONTAINS(error.raised, "ValueError");
    CHECK_CONTAINS(error.traceback, "raise ValueError");
    CHECK(error.line > 0);
}

TEST(unknownMethodListsTheMethodsThereAre) {
    const auto module = loadFixture("sample.pt");
    tsp_callable* callable = nullptr;
    const auto error = failed(tsp_module_callable(module.get(), asText("predikt"), 0, &callable));
    CHECK_EQ(error.kind, TSP_ERROR_UNKNOWN_METHOD);
    CHECK_CONTAINS(error.message, "'predikt'");
    CHECK_CONTAINS(error.message, "forward");
    CHECK_CONTAINS(error.message, "predict");
    CHECK(callable == nullptr);
}

TEST(unknownOperatorIsNamed) {
    tsp_callable* callable = nullptr;
    const auto error =
        failed(tsp_operator_callable(asText("aten::ad"), asText("Tensor"), &callable));
    CHECK_EQ(error.kind, TSP_ERROR_UNKNOWN_OPERATOR);
    CHECK_CONTAINS(error.message, "aten::ad.Tensor");
    CHECK(callable == nullptr);
}
