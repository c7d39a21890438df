#include "core/runtime/profiler.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <mutex>
#include <set>
#include <unordered_map>

#include <ATen/Context.h>
#include <c10/util/tempfile.h>
#include <torch/csrc/autograd/profiler_kineto.h>

#include "abi/torchsharp_types.h"
#include "core/files/byte_sink.h"
#include "core/support/error.h"
#include "core/support/host_lock.h"
#include "core/support/libtorch_differences.h"
#include "core/support/running_call.h"

namespace torchsharp {

namespace {

namespace kineto = torch::autograd::profiler;
using kineto::KinetoEvent;
using torch::profiler::impl::ActivityType;

constexpr std::chrono::seconds patience(60);

// One recording at a time for the whole process.
enum class State { idle, recording, stopping, lost };
std::mutex mutex;
State state = State::idle;

// An operator writes its end into memory that libtorch frees with the recording.
void waitForOperators() {
    if (const auto recorder = recordingOfProcess()) {
        recorder->removeCallback();
    }
    const WithoutHostLock released;
    if (!RunningCalls::waitForOthers(patience)) {
        throw Error(TSP_ERROR_RUNTIME,
                    "a call that the profiler recorded still runs after 60 s, so the profile is "
                    "lost: take another one once the call has ended");
    }
}

void setState(State next) {
    const std::lock_guard<std::mutex> lock(mutex);
    state = next;
}

// Frees a recording that was lost, once nothing can write to it.
void dropLost() {
    if (state == State::lost && RunningCalls::waitForOthers(std::chrono::milliseconds(0))) {
        kineto::disableProfiler();
        state = State::idle;
    }
}

torch::profiler::impl::ProfilerConfig configOf(int flags) {
    torch::profiler::impl::ExperimentalConfig more;
    more.profile_all_threads = true;
    return torch::profiler::impl::ProfilerConfig(
        torch::profiler::impl::ProfilerState::KINETO, (flags & TSP_PROFILE_SHAPES) != 0,
        (flags & TSP_PROFILE_MEMORY) != 0, false, false, false, more);
}

std::set<ActivityType> activities() {
    std::set<ActivityType> kinds{ActivityType::CPU};
    if (at::hasCUDA()) {
        kinds.insert(ActivityType::CUDA);
    }
    return kinds;
}

// libkineto's numbers for what ran on the CPU, which its headers do not publish: an operator, and a
// range that a program names.
constexpr uint8_t operatorActivity = 0;
constexpr uint8_t namedActivity = 1;

bool isOperator(const KinetoEvent& event) {
    return event.deviceType() == c10::DeviceType::CPU &&
           (event.activityType() == operatorActivity || event.activityType() == namedActivity);
}

// Adds up what ran on a thread, by name. The interval of an operator contains those of the
// operators that it called there.
class ThreadTimes {
  public:
    explicit ThreadTimes(std::unordered_map<std::string, ProfiledOperator>& rows) : rows_(rows) {}

    void add(std::vector<const KinetoEvent*> events) {
        std::stable_sort(events.begin(), events.end(), [](const auto* a, const auto* b) {
            return a->startNs() != b->startNs() ? a->startNs() < b->startNs()
                                                : a->durationNs() > b->durationNs();
        });
        for (const auto* event : events) {
            closeUntil(event->startNs());
            open(*event);
        }
        closeUntil(std::numeric_limits<uint64_t>::max());
    }

  private:
    struct Open {
        ProfiledOperator* row;
        uint64_t end;
        uint64_t duration;
        uint64_t inside; // the time of the operators directly inside it
    };

    static double seconds(uint64_t nanoseconds) { return static_cast<double>(nanoseconds) * 1e-9; }

    void open(const KinetoEvent& event) {
        const auto name = event.name();
        auto& row = rows_[name];
        row.name = name;
        ++row.calls;
        const bool again = std::any_of(open_.begin(), open_.end(),
                                       [&](const Open& outer) { return outer.row == &row; });
        if (!again) { // else the outer one includes its time
            row.total += seconds(event.durationNs());
        }
        if (!open_.empty()) {
            open_.back().inside += event.durationNs();
        }
        open_.push_back({&row, event.startNs() + event.durationNs(), event.durationNs(), 0});
    }

    void closeUntil(uint64_t time) {
        while (!open_.empty() && open_.back().end <= time) {
            const auto& last = open_.back();
            last.row->self += seconds(last.duration - std::min(last.duration, last.inside));
            open_.pop_back();
        }
    }

    std::unordered_map<std::string, ProfiledOperator>& rows_; // its rows never move
    std::vector<Open> open_;
};

std::vector<ProfiledOperator> tableOf(const std::vector<KinetoEvent>& events) {
    std::unordered_map<uint64_t, std::vector<const KinetoEvent*>> threads;
    for (const auto& event : events) {
        if (isOperator(event)) {
            threads[event.startThreadId()].push_back(&event);
        }
    }
    std::unordered_map<std::string, ProfiledOperator> rows;
    for (auto& thread : threads) {
        ThreadTimes(rows).add(std::move(thread.second));
    }
    std::vector<ProfiledOperator> table;
    for (auto& row : rows) {
        table.push_back(std::move(row.second));
    }
    std::sort(table.begin(), table.end(), [](const auto& a, const auto& b) {
        return a.self != b.self ? a.self > b.self : a.name < b.name;
    });
    return table;
}

[[noreturn]] void throwNoTrace(const std::filesystem::path& path) {
    throw Error(TSP_ERROR_IO, "the trace cannot be written: check the free space and the "
                              "permissions of '" +
                                  path.parent_path().string() + "'");
}

// libtorch does not report that it failed to write, so it first writes to a temporary folder.
void saveTrace(kineto::ProfilerResult& result, const std::string& path) {
    const auto folder = c10::try_make_tempdir("torchsharp-trace-");
    if (!folder) {
        throwNoTrace(std::filesystem::temp_directory_path() / "trace");
    }
    const auto aside = std::filesystem::path(folder->name) / "trace.json";
    result.save(aside.string());
    std::ifstream written(aside, std::ios::binary);
    if (!written) {
        throwNoTrace(aside);
    }
    const auto remove = [&] {
        written.close();
        std::error_code ignored;
        std::filesystem::remove(aside, ignored);
    };
    try {
        ByteSink::file(path).fill([&](const WriteBytes& write) {
            std::vector<char> part(1 << 16);
            while (written.read(part.data(), static_cast<std::streamsize>(part.size())),
                   written.gcount() > 0) {
                write(part.data(), static_cast<size_t>(written.gcount()));
            }
        });
    } catch (...) {
        remove();
        throw;
    }
    remove();
}

// libtorch's profiler reads this once. It has no other way to leave out two lines that it writes to
// standard error at each start and stop. What the user has set stays.
void quietKineto() {
    static constexpr const char* name = "KINETO_LOG_LEVEL";
    static constexpr const char* aboveEveryLevel = "99";
#if defined(_WIN32)
    if (std::getenv(name) == nullptr) {
        _putenv_s(name, aboveEveryLevel);
    }
#else
    setenv(name, aboveEveryLevel, /*overwrite=*/0);
#endif
}

} // namespace

void startProfiler(int flags) {
    const std::lock_guard<std::mutex> lock(mutex);
    quietKineto();
    dropLost();
    if (state != State::idle || torch::profiler::impl::profilerEnabled()) {
        throw Error(TSP_ERROR_RUNTIME,
                    state == State::lost
                        ? "a call that an earlier profiler recorded still runs: wait for its end"
                        : "a profiler is already recording: stop it first");
    }
    const auto config = configOf(flags);
    const auto kinds = activities();
    kineto::prepareProfiler(config, kinds);
    kineto::enableProfiler(config, kinds);
    state = State::recording;
}

std::vector<ProfiledOperator> stopProfiler(const std::optional<std::string>& tracePath) {
    {
        const std::lock_guard<std::mutex> lock(mutex);
        if (state != State::recording) {
            throw Error(TSP_ERROR_RUNTIME, "no profiler is recording: start one first");
        }
        state = State::stopping;
    }
    try {
        waitForOperators();
    } catch (...) {
        setState(State::lost);
        throw;
    }
    const std::lock_guard<std::mutex> lock(mutex);
    state = State::idle;
    const auto result = kineto::disableProfiler();
    auto table = tableOf(result->events());
    if (tracePath) {
        saveTrace(*result, *tracePath);
    }
    return table;
}

} // namespace torchsharp
