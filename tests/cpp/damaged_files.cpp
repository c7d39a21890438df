// damaged_files FOLDER
// Reads each file of a folder in every way, and gives back whatever was read. The exit status is 1
// if an error is a defect, or if a handle is left. `make sanitize` runs it: what else is left is
// what an error on the way through the file has lost.

#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "abi/torchsharp_core.h"

namespace {

tsp_text textOf(const std::string& text) {
    return {text.data(), static_cast<int64_t>(text.size())};
}

const tsp_text safe{"safe", 4};

// Counts how each step ended, by the status.
class Statuses {
  public:
    bool add(tsp_status status) {
        ++counts_[status];
        return status == TSP_OK;
    }
    bool hasDefect() const { return counts_.count(TSP_ERROR_INTERNAL) != 0; }
    void print() const {
        for (const auto& [status, count] : counts_) {
            std::printf("status %d: %d\n", status, count);
        }
    }

  private:
    std::map<tsp_status, int> counts_;
};

int32_t ignore(void*, const void*, int64_t) { return 0; }
const tsp_sink nowhere{TSP_SINK_STREAM, 0, tsp_text{}, &ignore, nullptr};

// A result that is not needed.
template <class Call> void drop(Statuses& statuses, const Call& call) {
    tsp_value out{};
    if (statuses.add(call(&out))) {
        tsp_value_release(&out);
    }
}

void readModule(Statuses& statuses, tsp_module* module) {
    drop(statuses, [&](tsp_value* out) { return tsp_module_methods(module, out); });
    drop(statuses,
         [&](tsp_value* out) { return tsp_module_members(module, TSP_MEMBER_ATTRIBUTES, 1, out); });
    drop(statuses,
         [&](tsp_value* out) { return tsp_module_members(module, TSP_MEMBER_STATE, 1, out); });
    drop(statuses, [&](tsp_value* out) { return tsp_program_describe(module, out); });
    tsp_callable* forward = nullptr;
    if (statuses.add(tsp_module_callable(module, {"forward", 7}, 1, &forward))) {
        drop(statuses, [&](tsp_value* out) { return tsp_callable_schema(forward, out); });
        drop(statuses,
             [&](tsp_value* out) { return tsp_callable_code_with_constants(forward, out); });
        tsp_callable_release(forward);
    }
    tsp_module* copy = nullptr;
    if (statuses.add(tsp_module_copy(module, TSP_COPY_DEEP, &copy))) {
        tsp_module_release(copy);
    }
    statuses.add(tsp_module_save(module, &nowhere, nullptr));
    tsp_module_release(module);
}

void readAll(Statuses& statuses, const tsp_source& source) {
    tsp_module* module = nullptr;
    const tsp_text unsaid{};
    drop(statuses, [&](tsp_value* out) {
        if (const auto status = tsp_checkpoint_load(&source, unsaid, out); status != TSP_OK) {
            return status;
        }
        statuses.add(tsp_checkpoint_save(out, &nowhere));
        return tsp_status{TSP_OK};
    });
    drop(statuses, [&](tsp_value* out) { return tsp_archive_vet(&source, safe, out); });
    if (statuses.add(tsp_module_load_checked(&source, unsaid, nullptr, nullptr, safe, &module))) {
        tsp_module_release(module);
    }
    if (statuses.add(tsp_module_load(&source, unsaid, nullptr, nullptr, &module))) {
        readModule(statuses, module);
    }
    if (statuses.add(tsp_program_load(&source, unsaid, TSP_PROGRAM_AUTO, unsaid, unsaid, nullptr,
                                      nullptr, &module))) {
        readModule(statuses, module);
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: damaged_files FOLDER\n");
        return 2;
    }
    std::setvbuf(stdout, nullptr, _IONBF, 0); // a leak ends the program before it is flushed
    Statuses statuses;
    const auto before = tsp_live_handles();
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
        const auto path = entry.path().string();
        // A file whose code never ends is stopped, and what it holds is released like any other's.
        tsp_scope* limit = nullptr;
        tsp_limit_enter(10, &limit);
        for (const auto kind : {TSP_SOURCE_FILE, TSP_SOURCE_MAPPED_FILE}) {
            readAll(statuses, {kind, 0, textOf(path), nullptr, 0, nullptr, nullptr});
        }
        tsp_scope_exit(limit);
        ++files;
    }
    statuses.print();
    const auto left = tsp_live_handles() - before;
    std::printf("%d files, %lld handles left\n", files, static_cast<long long>(left));
    return files == 0 || left != 0 || statuses.hasDefect() ? 1 : 0;
}
