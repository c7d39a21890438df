#include "core/nodes/pickled_nodes.h"

#include "core/nodes/mismatch.h"
#include "core/nodes/nodes.h"
#include "core/nodes/tensor_handle.h"
#include "core/nodes/well_formed.h"
#include "core/support/device.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

class NodeWriter {
  public:
    explicit NodeWriter(PickleWriter& writer) : writer_(writer) {}

    void write(const tsp_value& value) {
        if (!writePlain(value) && !writeContainer(value)) {
            throw Mismatch{describe(value)};
        }
    }

  private:
    bool writePlain(const tsp_value& value) {
        switch (value.kind) {
        case TSP_KIND_NONE:
            return writer_.none(), true;
        case TSP_KIND_TENSOR:
            return writeTensor(value), true;
        case TSP_KIND_INT:
            return writer_.integer(value.as.i), true;
        case TSP_KIND_FLOAT:
            return writer_.real(value.as.f), true;
        case TSP_KIND_BOOL:
            return writer_.boolean(value.as.i != 0), true;
        case TSP_KIND_COMPLEX:
            return writer_.complex(value.as.complex[0], value.as.complex[1]), true;
        case TSP_KIND_STRING:
            return writer_.text(textOf(value)), true;
        case TSP_KIND_BYTES:
            return writer_.bytes(textOf(value)), true;
        case TSP_KIND_DEVICE:
            return writer_.device(readDevice(std::string(textOf(value))).str()), true;
        case TSP_KIND_DTYPE:
            return writeDtype(value), true;
        case TSP_KIND_LAYOUT:
            return writer_.layout(static_cast<c10::Layout>(value.as.i)), true;
        default:
            return false;
        }
    }

    bool writeContainer(const tsp_value& value) {
        switch (value.kind) {
        case TSP_KIND_LIST:
        case TSP_KIND_INT_LIST:
        case TSP_KIND_FLOAT_LIST:
        case TSP_KIND_BOOL_LIST:
            writer_.beginList();
            for (int64_t i = 0; i < value.as.ref.size; ++i) {
                write(elementOf(value, i));
            }
            return writer_.endList(), true;
        case TSP_KIND_SET:
            writer_.beginSet();
            for (const auto& node : nodesOf(value)) {
                write(node);
            }
            return writer_.endSet(), true;
        case TSP_KIND_TUPLE:
            writer_.beginTuple();
            for (const auto& node : nodesOf(value)) {
                write(node);
            }
            return writer_.endTuple(), true;
        case TSP_KIND_NAMED_TUPLE: // its class is not known
            writer_.beginTuple();
            for (size_t i = 1; i < pairsOf(value).size(); i += 2) {
                write(pairsOf(value)[i]);
            }
            return writer_.endTuple(), true;
        case TSP_KIND_DICT:
            return writeDict(value), true;
        default:
            return false;
        }
    }

    void writeTensor(const tsp_value& value) {
        if (value.as.ref.data == nullptr) {
            throw Mismatch{"a tensor at a null pointer"};
        }
        writer_.tensor(BorrowedTensor(static_cast<tsp_tensor*>(value.as.ref.data)).get());
    }

    void writeDtype(const tsp_value& value) {
        const auto number = static_cast<int32_t>(value.as.i);
        const auto dtype = number == value.as.i ? dtypeOrNone(number) : std::nullopt;
        if (!dtype) {
            throw Mismatch{"a dtype that does not exist"};
        }
        writer_.dtype(*dtype);
    }

    void writeDict(const tsp_value& value) {
        writer_.beginDict();
        const auto pairs = pairsOf(value);
        for (size_t i = 0; i < pairs.size(); ++i) {
            if (i % 2 == 0 && !isKey(pairs[i].kind)) {
                throw Mismatch{"a dict with a key that is " + describe(pairs[i])};
            }
            write(pairs[i]);
        }
        writer_.endDict();
    }

    static bool isKey(int32_t kind) {
        return kind == TSP_KIND_STRING || kind == TSP_KIND_INT || kind == TSP_KIND_FLOAT ||
               kind == TSP_KIND_BOOL || kind == TSP_KIND_COMPLEX || kind == TSP_KIND_DEVICE ||
               kind == TSP_KIND_TENSOR;
    }

    PickleWriter& writer_;
};

} // namespace

void writeNodes(const tsp_value& value, PickleWriter& writer) {
    try {
        requireWellFormed(value);
        NodeWriter(writer).write(value);
    } catch (const Mismatch& mismatch) {
        throw Error(TSP_ERROR_TYPE, "a checkpoint cannot be or hold " + mismatch.got);
    }
}

} // namespace torchsharp
