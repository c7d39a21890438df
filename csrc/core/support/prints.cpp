#include <atomic>

#include <torch/csrc/jit/runtime/print_handler.h>

#include "core/support/listener.h"

namespace torchsharp {

namespace {

std::atomic<torch::jit::PrintHandler> otherPrints{nullptr};

void print(const std::string& text) {
    if (Listener* listener = listenerOfCaller(); listener != nullptr) {
        listener->print(text);
    } else {
        otherPrints.load()(text);
    }
}

} // namespace

void collectPrints() noexcept {
    const auto handler = torch::jit::getPrintHandler();
    if (handler != &print) {
        otherPrints.store(handler);
        torch::jit::setPrintHandler(&print);
    }
}

} // namespace torchsharp
