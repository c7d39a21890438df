#include "core/nodes/well_formed.h"

#include <limits>

#include "core/nodes/mismatch.h"
#include "core/nodes/nodes.h"
#include "core/support/nesting.h"

namespace torchsharp {

namespace {

// Even for twice as many nodes the size in bytes does not overflow.
constexpr int64_t mostNodes =
    std::numeric_limits<int64_t>::max() / (2 * static_cast<int64_t>(sizeof(tsp_value)));

class NodeCheck {
  public:
    void check(const tsp_value& value) {
        switch (value.kind) {
        case TSP_KIND_STRING:
        case TSP_KIND_DEVICE:
        case TSP_KIND_BYTES:
        case TSP_KIND_INT_LIST:
        case TSP_KIND_FLOAT_LIST:
        case TSP_KIND_BOOL_LIST:
            checkArray(value);
            break;
        case TSP_KIND_TUPLE:
        case TSP_KIND_LIST:
        case TSP_KIND_SET:
        case TSP_KIND_FUTURE:
            checkArray(value);
            checkNodes(nodesOf(value));
            break;
        case TSP_KIND_DICT:
            checkArray(value);
            checkNodes(pairsOf(value));
            break;
        case TSP_KIND_NAMED_TUPLE:
            checkArray(value);
            checkNodes(pairsOf(value));
            for (size_t i = 0; i < pairsOf(value).size(); i += 2) {
                checkName(pairsOf(value)[i]);
            }
            break;
        case TSP_KIND_ENUM: // what follows the name is never read
            checkArray(value);
            if (value.as.ref.size > 0) {
                checkName(nodesOf(value)[0]);
            }
            break;
        default:
            break;
        }
    }

  private:
    // The elements of the arrays of all other kinds are larger than a byte.
    static bool isOfBytes(int32_t kind) {
        return kind == TSP_KIND_STRING || kind == TSP_KIND_DEVICE || kind == TSP_KIND_BYTES ||
               kind == TSP_KIND_BOOL_LIST;
    }

    static void checkArray(const tsp_value& value) {
        const auto size = value.as.ref.size;
        if (size < 0 || size > mostNodes || (size > 0 && value.as.ref.data == nullptr)) {
            throw Mismatch{"a node of kind " + std::to_string(value.kind) + " that has " +
                           std::to_string(size) + " items" +
                           (value.as.ref.data == nullptr ? " at a null pointer" : "")};
        }
        if (size > 0 && !isOfBytes(value.kind) &&
            reinterpret_cast<uintptr_t>(value.as.ref.data) % alignof(tsp_value) != 0) {
            throw Mismatch{"a node of kind " + std::to_string(value.kind) +
                           " whose items are at an address that is not a multiple of " +
                           std::to_string(alignof(tsp_value))};
        }
    }

    static void checkName(const tsp_value& value) {
        if (value.kind != TSP_KIND_STRING) {
            throw Mismatch{"a node whose name is not a STRING, but of kind " +
                           std::to_string(value.kind)};
        }
        checkArray(value);
    }

    void checkNodes(c10::ArrayRef<tsp_value> nodes) {
        const NestingLevel level(depth_);
        if (level.isTooDeep()) {
            throw Mismatch{tooDeepText};
        }
        for (const auto& node : nodes) {
            check(node);
        }
    }

    int depth_ = 0;
};

} // namespace

void requireWellFormed(const tsp_value& value) { NodeCheck().check(value); }

} // namespace torchsharp
