#include "core/support/listener.h"

#include <memory>
#include <utility>
#include <variant>

#include <c10/util/Exception.h>

#include "core/support/call_slot.h"

namespace torchsharp {

namespace {

std::atomic<AbiListener*> abiListener{nullptr};

Warning copyOf(const c10::Warning& warning) {
    const auto& place = warning.source_location();
    return {.text = warning.msg(),
            .file = place.file == nullptr ? "" : place.file,
            .line = static_cast<int64_t>(place.line),
            .isDeprecation =
                std::holds_alternative<c10::Warning::DeprecationWarning>(warning.type()),
            .isOfModel = warning.verbatim()};
}

// libtorch's handler of a thread that we have seen.
class Collector : public c10::WarningHandler {
  public:
    void process(const c10::Warning& warning) override {
        CallSlot* slot = slotOfCaller();
        if (slot != nullptr && slot->hearing != nullptr) {
            slot->hearing->add(copyOf(warning));
        } else if (RunningCalls::here() && abiListener.load() != nullptr) {
            if (slot->heard == nullptr) {
                slot->heard = new Warnings;
            }
            slot->heard->push_back(copyOf(warning));
        } else {
            c10::WarningHandler::process(warning);
        }
    }

    // Never freed: threads outlive static objects.
    static Collector* theOne() {
        static auto* collector = new Collector;
        return collector;
    }
};

} // namespace

std::atomic<int> Listener::late_{0};

void Listener::addLate(Warning warning) {
    const std::lock_guard<std::mutex> lock(mutex_);
    ofTasks_.push_back(std::move(warning));
    if (ofTasks_.size() == 1) {
        late_.fetch_add(1);
    }
}

Warnings Listener::takeLate() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!ofTasks_.empty()) {
        late_.fetch_sub(1);
    }
    return std::exchange(ofTasks_, {});
}

void setAbiListener(AbiListener* listener) noexcept {
    collectPrints();
    abiListener.store(listener);
}

void deliverToAbi() noexcept {
    AbiListener* listener = abiListener.load();
    if (listener == nullptr) {
        return;
    }
    if (CallSlot* slot = slotOfCaller(); slot != nullptr && slot->heard != nullptr) {
        const std::unique_ptr<Warnings> heard(std::exchange(slot->heard, nullptr));
        for (const auto& warning : *heard) {
            listener->warn(warning);
        }
    }
    if (Listener::anyLate()) {
        for (const auto& warning : listener->takeLate()) {
            listener->warn(warning);
        }
    }
}

Listener* listenerOfCaller() noexcept {
    const CallSlot* slot = slotOfCaller();
    if (slot != nullptr && slot->hearing != nullptr) {
        return &slot->hearing->listener();
    }
    return RunningCalls::here() ? abiListener.load() : nullptr;
}

Hearing::Hearing(Listener& listener, bool isTask)
    : listener_(listener), isTask_(isTask), slot_(slotOfCaller()),
      outer_(slot_ == nullptr ? nullptr : slot_->hearing),
      outerHandler_(c10::WarningUtils::get_warning_handler()) {
    if (slot_ != nullptr) {
        slot_->hearing = this;
    }
    collectWarnings();
}

Hearing::~Hearing() {
    c10::WarningUtils::set_warning_handler(outerHandler_);
    if (slot_ != nullptr) {
        slot_->hearing = outer_;
    }
}

void Hearing::add(Warning warning) {
    if (isTask_) {
        listener_.addLate(std::move(warning));
    } else {
        warnings_.push_back(std::move(warning));
    }
}

Warnings Hearing::take() {
    auto warnings = std::exchange(warnings_, {});
    if (Listener::anyLate()) {
        for (auto& late : listener_.takeLate()) {
            warnings.push_back(std::move(late));
        }
    }
    return warnings;
}

void collectWarnings() noexcept { c10::WarningUtils::set_warning_handler(Collector::theOne()); }

} // namespace torchsharp
