#pragma once

#include <exception>
#include <memory>
#include <string>

#include "abi/torchsharp_types.h"
#include "core/support/export.h"

namespace torchsharp {

class HostObject;

// What every language needs to rebuild an error as its own exception type.
struct ErrorRecord {
    tsp_error_kind kind = TSP_OK;
    int line = 0;
    int column = 0;
    std::string message;
    std::string traceback; // TorchScript's, or empty
    std::string raised;    // class of the exception that TorchScript code raised, or empty
    std::shared_ptr<HostObject> exception; // of a callback of the caller; usually null
};

// The core's own exception: it already knows its kind.
class TSP_CORE_API Error : public std::exception {
  public:
    Error(tsp_error_kind kind, std::string message);
    explicit Error(ErrorRecord record) : record_(std::move(record)) {}

    const char* what() const noexcept override { return record_.message.c_str(); }
    const ErrorRecord& record() const noexcept { return record_; }

  private:
    ErrorRecord record_;
};

// Classifies any exception, libtorch's and the standard library's included.
TSP_CORE_API ErrorRecord describeException(const std::exception_ptr& error);

} // namespace torchsharp
