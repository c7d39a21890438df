#pragma once

#include <string>

#include "core/support/error.h"
#include "core/support/nesting.h"
#include "python/convert/from_python.h"

namespace torchsharp {

// One level of a Python container that is read. PythonMismatch if there are too many.
class ReadingLevel {
  public:
    ReadingLevel() : level_(depth()) {
        if (level_.isTooDeep()) {
            throw PythonMismatch{tooDeepText};
        }
    }

  private:
    static int& depth() {
        thread_local int open = 0;
        return open;
    }

    NestingLevel level_;
};

// One level of a container that becomes a Python object. UNSUPPORTED if there are too many.
class WritingLevel {
  public:
    WritingLevel() : level_(depth()) {
        if (level_.isTooDeep()) {
            throw Error(TSP_ERROR_UNSUPPORTED,
                        std::string("the result is ") + tooDeepText + ": return it in parts");
        }
    }

  private:
    static int& depth() {
        thread_local int open = 0;
        return open;
    }

    NestingLevel level_;
};

} // namespace torchsharp
