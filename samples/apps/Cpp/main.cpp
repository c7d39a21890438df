// What ConsoleApp does, in C++ with libtorch alone: sample regression.pt 0.5 1.5
#include <cstdio>
#include <cstdlib>
#include <vector>

#include <torch/script.h>

int main(int count, const char* const* words) {
    if (count < 3) {
        std::fprintf(stderr, "usage: %s MODEL NUMBER...\n", words[0]);
        return 2;
    }
    try {
        torch::jit::Module model = torch::jit::load(words[1]);
        std::vector<float> numbers;
        for (int i = 2; i < count; ++i) {
            numbers.push_back(std::strtof(words[i], nullptr));
        }
        const torch::NoGradGuard noGradients;
        const at::Tensor x = torch::tensor(numbers).unsqueeze(1);
        const at::Tensor y = model.forward({x}).toTensor();
        for (int64_t i = 0; i < x.size(0); ++i) {
            std::printf("%.2f -> %.2f\n", x[i].item<float>(), y[i].item<float>());
        }
        return 0;
    } catch (const c10::Error& error) {
        std::fprintf(stderr, "%s\n", error.what_without_backtrace());
        return 1;
    }
}
