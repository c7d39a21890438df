// The time of operators in plain libtorch. This program does not use this project's code.
//
//   operator_bench    answers bench/run.py

#include <ATen/ATen.h>

#include "worker.h"

namespace {

template <class Body> std::function<double(long)> timed(Body body) {
    return [body = std::move(body)](long count) {
        const at::NoGradGuard noGrad;
        return bench::nanosecondsPerCall(count, [&] { bench::keep(body()); });
    };
}

at::Tensor chain(const at::Tensor& x, const at::Tensor& y) {
    at::Tensor z = x;
    for (int i = 0; i < 5; ++i) {
        z = ((z + y) * 0.5).relu() - 0.1;
    }
    return z;
}

int serve() {
    const auto x = at::full({10}, 1.5), y = at::full({10}, 2.5);
    const auto rows = at::full({10, 10}, 1.5);
    const auto one = at::full({}, 1.5);
    const auto matrix = at::full({1024, 1024}, 0.5);
    const auto image = at::full({1, 64, 56, 56}, 0.5), kernel = at::full({64, 64, 3, 3}, 0.5);
    return bench::serve({
        {"add", timed([=] { return x + y; })},
        {"scale", timed([=] { return x * 0.5; })},
        {"add_in_place", timed([z = at::zeros({10}), y] { return z.add_(y); })},
        {"index", timed([=] { return rows.select(0, 1); })},
        {"sum", timed([=] { return x.sum(); })},
        {"item", timed([=] { return one.item<float>(); })},
        {"rand", timed([] { return at::rand({10}); })},
        {"matmul", timed([=] { return matrix.matmul(matrix); })},
        {"convolution", timed([=] { return at::conv2d(image, kernel, {}, 1, 1); })},
        {"chain", timed([=] { return chain(x, y); })},
    });
}

} // namespace

int main() { return serve(); }
