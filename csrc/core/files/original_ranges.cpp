#include "core/files/original_ranges.h"

#include <algorithm>
#include <limits>
#include <mutex>
#include <utility>
#include <vector>

#include <torch/csrc/jit/frontend/source_range.h>

#include "core/files/pickle_machine.h"

namespace torchsharp {

namespace {

using torch::jit::Source;
using torch::jit::SourceRange;

// Indexes into the texts of all sources. Archives before PyTorch 1.12 have the text itself.
using Texts = std::vector<std::string>;

size_t indexOf(const c10::IValue& value, size_t end) {
    const int64_t index = intOf(value);
    if (index < 0 || std::cmp_greater_equal(index, end)) {
        throwUnreadable("an index is outside its text");
    }
    return static_cast<size_t>(index);
}

const c10::ivalue::TupleElements& elementsOf(const c10::IValue& value, size_t least) {
    if (!value.isTuple() || value.toTupleRef().elements().size() < least) {
        throwUnreadable("a tuple is missing");
    }
    return value.toTupleRef().elements();
}

class RecordReader {
  public:
    explicit RecordReader(const c10::IValue& record) {
        const auto& parts = elementsOf(record, 0);
        if (!parts.empty() && parts[0].isString()) {
            if (parts.size() < 3 || parts[0].toStringRef() != torch::jit::kFormatWithStringTable) {
                throwUnreadable("the format is unknown");
            }
            for (const auto& text : elementsOf(parts[1], 0)) {
                texts_.push_back(textOf(text));
            }
            readRanges(parts[2]);
        } else {
            readRanges(record);
        }
    }

    torch::jit::SourceRangeRecords take() { return std::move(ranges_); }

  private:
    void readRanges(const c10::IValue& value) {
        for (const auto& item : elementsOf(value, 0)) {
            const auto& parts = elementsOf(item, 2);
            const size_t offset = indexOf(parts[torch::jit::kByteOffsetIndex], mostBytes);
            const auto& range = elementsOf(parts[torch::jit::kSourceRangeIndex], 3);
            const auto source = sourceOf(range[0]);
            const size_t end = indexOf(range[2], source->size() + 1);
            ranges_.emplace_back(offset, SourceRange(source, indexOf(range[1], end + 1), end));
        }
        if (!std::is_sorted(ranges_.begin(), ranges_.end(), isBefore)) {
            throwUnreadable("the ranges are not in order");
        }
    }

    std::shared_ptr<Source> sourceOf(const c10::IValue& value) {
        const auto& parts = elementsOf(value, 3);
        auto& source = sources_[&value.toTupleRef()];
        if (source == nullptr) {
            const size_t line = indexOf(parts[2], mostBytes);
            source = texts_.empty()
                         ? std::make_shared<Source>(textOf(parts[0]), fileOf(parts[1]), line)
                         : std::make_shared<Source>(joined(parts[0]),
                                                    texts_[indexOf(parts[1], texts_.size())], line);
        }
        return source;
    }

    static std::optional<std::string> fileOf(const c10::IValue& name) {
        return name.isNone() ? std::nullopt : std::optional<std::string>(textOf(name));
    }

    // The pieces of a text. A small record could name a large piece often.
    std::string joined(const c10::IValue& indexes) {
        if (!indexes.isList()) {
            throwUnreadable("a list is missing");
        }
        std::string text;
        for (const c10::IValue& index : indexes.toListRef()) {
            text += texts_[indexOf(index, texts_.size())];
        }
        length_ += text.size();
        if (length_ > mostBytes) {
            throwUnreadable("the texts are too long");
        }
        return text;
    }

    static constexpr size_t mostBytes = size_t{1} << 28;

    static bool isBefore(const torch::jit::TaggedRange& a, const torch::jit::TaggedRange& b) {
        return a.bytes < b.bytes;
    }

    Texts texts_;
    size_t length_ = 0;
    std::unordered_map<const void*, std::shared_ptr<Source>> sources_;
    torch::jit::SourceRangeRecords ranges_;
};

// The pickle holds text, numbers, tuples and lists of numbers.
c10::IValue unpickled(std::string record) {
    const auto call = [](const std::string& name, const std::vector<Pickled>& arguments) {
        if ((name != "torch.jit._pickle.build_intlist" || arguments.size() != 1) &&
            (name != "torch.jit._pickle.restore_type_tag" || arguments.size() != 2)) {
            throwUnreadable("'" + name + "' is not a list");
        }
        return valueOf(arguments[0]);
    };
    const auto storage = [](const std::vector<Pickled>&) -> PickledStorage {
        throwUnreadable("a tensor is not text");
    };
    return PickleMachine(std::move(record), {call, storage, nullptr, nullptr}).run();
}

class OriginalRanges final : public torch::jit::SourceRangeUnpickler {
  public:
    explicit OriginalRanges(std::string record) : record_(std::move(record)) {}

    std::optional<SourceRange> findSourceRangeThatGenerated(const SourceRange& range) override {
        const std::lock_guard<std::mutex> lock(mutex_);
        read();
        const auto after = std::upper_bound(
            ranges_.begin(), ranges_.end(), range.start(),
            [](size_t start, const torch::jit::TaggedRange& one) { return start < one.bytes; });
        return after == ranges_.begin() ? std::nullopt : std::optional((after - 1)->range);
    }

  private:
    // Without the record an error names the lines of the archive's code, as if it had none.
    void read() {
        const std::string record = std::exchange(record_, {});
        if (record.empty()) {
            return;
        }
        try {
            ranges_ = RecordReader(unpickled(record)).take();
        } catch (const std::exception&) {
            ranges_.clear();
        }
    }

    std::mutex mutex_;
    std::string record_;
    torch::jit::SourceRangeRecords ranges_;
};

} // namespace

std::shared_ptr<torch::jit::SourceRangeUnpickler> originalRanges(std::string record) {
    return std::make_shared<OriginalRanges>(std::move(record));
}

} // namespace torchsharp
