#pragma once

#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

// A minimal test framework: named tests that register themselves, and checks that report their
// line. Link test_main.cpp, which lists the tests and runs them.
namespace testing {

struct TestCase {
    const char* name;
    void (*body)();
};

inline std::vector<TestCase>& allTests() {
    static std::vector<TestCase> tests;
    return tests;
}

struct Registration {
    Registration(const char* name, void (*body)()) { allTests().push_back({name, body}); }
};

// Thrown by a failed check: the rest of the test does not run.
struct Failure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

[[noreturn]] inline void fail(const char* file, int line, const std::string& text) {
    throw Failure(std::string(file) + ":" + std::to_string(line) + ": " + text);
}

template <class Actual, class Expected>
void checkEqual(const Actual& actual, const Expected& expected, const char* code, const char* file,
                int line) {
    if (!(actual == expected)) {
        std::ostringstream text;
        text << code << " is " << actual << ", not " << expected;
        fail(file, line, text.str());
    }
}

inline void checkContains(const std::string& text, const std::string& part, const char* code,
                          const char* file, int line) {
    if (text.find(part) == std::string::npos) {
        fail(file, line, std::string(code) + " does not contain '" + part + "':\n" + text);
    }
}

} // namespace testing

#define TEST(name)                                                                                 \
    static void name();                                                                            \
    static const testing::Registration name##Registration{#name, name};                            \
    static void name()

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            testing::fail(__FILE__, __LINE__, #condition " does not hold");                        \
        }                                                                                          \
    } while (false)

#define CHECK_EQ(actual, expected)                                                                 \
    testing::checkEqual((actual), (expected), #actual, __FILE__, __LINE__)

#define CHECK_CONTAINS(text, part) testing::checkContains((text), (part), #text, __FILE__, __LINE__)
