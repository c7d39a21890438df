#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include <torch/version.h>

// A program that bench/run.py keeps alive and asks for measurements, one line for each:
// "CASE COUNT" is answered with a number, for most cases nanoseconds per call.
namespace bench {

using Cases = std::map<std::string, std::function<double(long)>>;

template <class Body> double nanosecondsPerCall(long count, Body&& body) {
    const auto start = std::chrono::steady_clock::now();
    for (long i = 0; i < count; ++i) {
        body();
    }
    const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - start;
    return spent.count() / static_cast<double>(count);
}

inline const void* volatile lastKept = nullptr;

// Makes the compiler assume that the value is used.
template <class T> void keep(const T& value) {
    lastKept = &value;
    std::atomic_signal_fence(std::memory_order_seq_cst);
}

// Each thread makes `count` calls; the time of all together is divided by the number of all calls.
template <class Body> double nanosecondsPerCallIn(int threads, long count, Body&& body) {
    const auto run = [&] { nanosecondsPerCall(count, body); };
    const auto together = [&] {
        std::vector<std::thread> running;
        for (int i = 0; i < threads; ++i) {
            running.emplace_back(run);
        }
        for (auto& thread : running) {
            thread.join();
        }
    };
    return nanosecondsPerCall(1, together) / static_cast<double>(count * threads);
}

inline int serve(const Cases& cases) {
    std::cout << "ready C++ compiler " __VERSION__ ", libtorch " TORCH_VERSION << std::endl;
    std::string name;
    long count = 0;
    while (std::cin >> name >> count) {
        std::cout << cases.at(name)(count) << std::endl;
    }
    return 0;
}

} // namespace bench
