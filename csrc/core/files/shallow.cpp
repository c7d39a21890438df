#include "core/files/shallow.h"

#include <algorithm>
#include <unordered_map>

#include <ATen/core/Dict.h>

#include "core/support/error.h"
#include "core/support/nesting.h"

namespace torchsharp {

namespace {

class DepthCheck {
  public:
    explicit DepthCheck(const std::string& what) : what_(what) {}

    // How many levels are in the value.
    int visit(const c10::IValue& value) {
        if (!value.isList() && !value.isGenericDict() && !value.isTuple() && !value.isObject()) {
            return 0;
        }
        if (value.isIntList() || value.isDoubleList() || value.isBoolList() ||
            value.isComplexDoubleList() || value.isTensorList()) {
            return 1;
        }
        // A shared value is visited once; one that is still open contains itself.
        auto& known = depths_[value.internalToPointer()];
        if (known > 0) {
            return known;
        }
        const NestingLevel level(open_);
        if (known == opened || level.isTooDeep()) {
            throwTooDeep();
        }
        known = opened;
        int inner = 0;
        if (value.isList()) {
            for (const auto& item : value.toListRef()) {
                inner = std::max(inner, visit(item));
            }
        } else if (value.isGenericDict()) {
            for (const auto& pair : value.toGenericDict()) {
                inner = std::max({inner, visit(pair.key()), visit(pair.value())});
            }
        } else if (value.isTuple()) {
            for (const auto& element : value.toTupleRef().elements()) {
                inner = std::max(inner, visit(element));
            }
        } else {
            for (const auto& slot : value.toObjectRef().slots()) {
                inner = std::max(inner, visit(slot));
            }
        }
        if (open_ + inner > deepestNesting) {
            throwTooDeep();
        }
        return depths_[value.internalToPointer()] = inner + 1;
    }

  private:
    static constexpr int opened = -1;

    [[noreturn]] void throwTooDeep() const {
        throw Error(TSP_ERROR_UNSUPPORTED, what_ + " cannot be saved: it holds " + tooDeepText);
    }

    const std::string& what_;
    int open_ = 0;
    std::unordered_map<const void*, int> depths_;
};

} // namespace

void requireShallow(const c10::IValue& value, const std::string& what) {
    DepthCheck(what).visit(value);
}

} // namespace torchsharp
