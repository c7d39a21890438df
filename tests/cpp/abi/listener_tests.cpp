#include <string>
#include <vector>

#include "handles.h"

namespace {

struct Heard {
    std::vector<std::string> warnings;
    std::string printed;
    int32_t answer = 0;
};

std::string copied(tsp_text text) { return {text.data, static_cast<size_t>(text.size)}; }

void onWarning(void* context, const tsp_warning* warning) {
    static_cast<Heard*>(context)->warnings.push_back(copied(warning->text));
    CHECK(tsp_seed_set(1) == TSP_OK); // a listener may call
}

int32_t onPrint(void* context, tsp_text text) {
    static_cast<Heard*>(context)->printed += copied(text);
    return static_cast<Heard*>(context)->answer;
}

// Listens while it lives.
class Listening {
  public:
    explicit Listening(Heard& heard) { CHECK_OK(tsp_listener_set(&onWarning, &onPrint, &heard)); }
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;
    ~Listening() { tsp_listener_set(nullptr, nullptr, nullptr); }
};

constexpr std::string_view source = R"(
import warnings
def warn():
    warnings.warn("said")
def say():
    print("printed", 1)
def fail():
    warnings.warn("said")
    raise ValueError("failed")
)";

} // namespace

TEST(aListenerHearsWarnings) {
    Heard heard;
    const Listening listening(heard);
    const auto unit = compile(source);
    call(functionOf(unit, "warn"), {});
    CHECK_EQ(heard.warnings.size(), size_t{1});
    CHECK_EQ(heard.warnings.at(0), std::string("said"));
}

TEST(aListenerTakesWhatIsPrinted) {
    Heard heard;
    const Listening listening(heard);
    const auto unit = compile(source);
    call(functionOf(unit, "say"), {});
    CHECK_EQ(heard.printed, std::string("printed 1\n"));
    heard.answer = -1;
    CHECK_CONTAINS(failedCall(functionOf(unit, "say"), {}).message, "could not take");
}

TEST(theErrorOfACallSurvivesItsWarnings) {
    Heard heard;
    const Listening listening(heard);
    const auto unit = compile(source);
    CHECK_CONTAINS(failedCall(functionOf(unit, "fail"), {}).message, "failed");
    CHECK_EQ(heard.warnings.size(), size_t{1});
}

TEST(halfAListenerIsRefused) {
    CHECK_EQ(failed(tsp_listener_set(&onWarning, nullptr, nullptr)).kind, TSP_ERROR_VALUE);
}
