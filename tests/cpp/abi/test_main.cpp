// abi_tests --list      the names, one on each line
// abi_tests [NAME...]   runs these tests, or all; the exit status is 1 if one fails

#include <cstdio>
#include <cstring>

#include "../test_case.h"
#include "abi/torchsharp_core.h"

namespace {

std::string runBody(const testing::TestCase& test) {
    try {
        test.body();
        return {};
    } catch (const std::exception& e) {
        return e.what();
    }
}

bool passes(const testing::TestCase& test) {
    const auto before = tsp_live_handles();
    std::string failure = runBody(test);
    const auto leaked = tsp_live_handles() - before;
    if (failure.empty() && leaked != 0) {
        failure = "live handles changed by " + std::to_string(leaked);
    }
    std::printf("%s %s\n", failure.empty() ? "passed" : "FAILED", test.name);
    if (!failure.empty()) {
        std::printf("    %s\n", failure.c_str());
    }
    return failure.empty();
}

const testing::TestCase* findTest(const char* name) {
    for (const auto& test : testing::allTests()) {
        if (std::strcmp(test.name, name) == 0) {
            return &test;
        }
    }
    return nullptr;
}

bool runAll() {
    bool ok = true;
    for (const auto& test : testing::allTests()) {
        ok = passes(test) && ok;
    }
    return ok;
}

bool runNamed(int count, char** names) {
    bool ok = true;
    for (int i = 0; i < count; ++i) {
        const auto* test = findTest(names[i]);
        if (test == nullptr) {
            std::printf("there is no test '%s'\n", names[i]);
        }
        ok = test != nullptr && passes(*test) && ok;
    }
    return ok;
}

} // namespace

int main(int argc, char** argv) {
    if (argc == 2 && std::strcmp(argv[1], "--list") == 0) {
        for (const auto& test : testing::allTests()) {
            std::puts(test.name);
        }
        return 0;
    }
    std::setvbuf(stdout, nullptr, _IONBF, 0); // if a test ends the process, what was said is seen
    const bool ok = argc == 1 ? runAll() : runNamed(argc - 1, argv + 1);
    return ok ? 0 : 1;
}
