// The time of plain libtorch, to compare with. This program does not use this project's code.
//
//   forward_bench serve MODEL COMPUTE_MODEL    answers bench/run.py
//   forward_bench start MODEL                  loads, runs forward once, prints "done", exits

#include <torch/script.h>

#include "worker.h"

namespace {

struct Inputs {
    at::Tensor x = at::full({10}, 1.5);
    at::Tensor y = at::full({10}, 2.5);
};

int start(const char* path) {
    auto module = torch::jit::load(path);
    const Inputs inputs;
    module.forward({inputs.x, inputs.y});
    std::cout << "done" << std::endl;
    return 0;
}

double compute(torch::jit::Module& module, int threads, long count) {
    const auto input = at::full({256, 256}, 0.5);
    return bench::nanosecondsPerCallIn(threads, count, [&] {
        const at::NoGradGuard noGrad; // belongs to the thread
        module.forward({input, input});
    });
}

int serve(const char* path, const char* computePath) {
    const at::NoGradGuard noGrad;
    auto module = torch::jit::load(path);
    auto computeModule = torch::jit::load(computePath);
    const Inputs inputs;
    return bench::serve({
        {"module_forward",
         [&](long count) {
             return bench::nanosecondsPerCall(count, [&] { module.forward({inputs.x, inputs.y}); });
         }},
        {"at_add",
         [&](long count) {
             return bench::nanosecondsPerCall(count, [&] { at::add(inputs.x, inputs.y); });
         }},
        {"one_thread", [&](long count) { return compute(computeModule, 1, count); }},
        {"two_threads", [&](long count) { return compute(computeModule, 2, count); }},
    });
}

} // namespace

int main(int argc, char** argv) {
    const std::string mode = argc > 1 ? argv[1] : "";
    if (mode == "serve" && argc == 4) {
        return serve(argv[2], argv[3]);
    }
    if (mode == "start" && argc == 3) {
        return start(argv[2]);
    }
    std::cerr << "usage: forward_bench serve MODEL COMPUTE_MODEL | start MODEL\n";
    return 2;
}
