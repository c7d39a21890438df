#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "../test_case.h"
#include "abi/torchsharp_core.h"

// Owners for the handles of the C ABI, so that a test that fails halfway leaks nothing.

template <auto releaseHandle> struct Releaser {
    template <class T> void operator()(T* handle) const { releaseHandle(handle); }
};
using Tensor = std::unique_ptr<tsp_tensor, Releaser<tsp_tensor_release>>;
using Module = std::unique_ptr<tsp_module, Releaser<tsp_module_release>>;
using Unit = std::unique_ptr<tsp_unit, Releaser<tsp_unit_release>>;
using Object = std::unique_ptr<tsp_object, Releaser<tsp_object_release>>;
using CallableHandle = std::unique_ptr<tsp_callable, Releaser<tsp_callable_release>>;

// The error record of this thread, copied.
struct ErrorCopy {
    int kind;
    int line;
    int column;
    std::string message;
    std::string traceback;
    std::string raised;
};
ErrorCopy lastError();

// A text parameter; the text must outlive the call.
tsp_text asText(std::string_view text);

#define CHECK_OK(status)                                                                           \
    do {                                                                                           \
        if ((status) != TSP_OK) {                                                                  \
            testing::fail(__FILE__, __LINE__, #status ": " + lastError().message);                 \
        }                                                                                          \
    } while (false)

// A result tree with room for `capacity` nodes.
class Result {
  public:
    explicit Result(size_t capacity = 1) : nodes_(capacity) {}
    Result(Result&&) = default;
    ~Result() {
        if (!nodes_.empty()) {
            tsp_value_release(nodes_.data());
        }
    }

    tsp_value* out() { return nodes_.data(); }
    int64_t capacity() const { return static_cast<int64_t>(nodes_.size()); }
    tsp_value& root() { return nodes_.front(); }
    bool holds(const void* address) const {
        return address >= nodes_.data() && address < nodes_.data() + nodes_.size();
    }

  private:
    std::vector<tsp_value> nodes_;
};

// Readers of nodes; each checks the kind.
int64_t intOf(const tsp_value& node);
double floatOf(const tsp_value& node);
std::string textOf(const tsp_value& node);
tsp_tensor* tensorOf(const tsp_value& node);
std::vector<std::string> textsOf(const tsp_value& list);
int64_t sizeOf(const tsp_value& node);
tsp_value& child(const tsp_value& node, int64_t index);

// Nodes for arguments; they borrow what they point to.
tsp_value noneArg();
tsp_value intArg(int64_t value);
tsp_value floatArg(double value);
tsp_value boolArg(bool value);
tsp_value textArg(std::string_view text);
tsp_value tensorArg(const Tensor& tensor);
tsp_value intsArg(const std::vector<int64_t>& values);
tsp_value nodesArg(tsp_kind kind, std::vector<tsp_value>& nodes);
// Keys and values, or names and values, in turn.
tsp_value pairsArg(tsp_kind kind, std::vector<tsp_value>& nodes);
tsp_value complexArg(double real, double imaginary);
tsp_value objectArg(const Object& object);

// Takes the handle out of an OBJECT, so that it survives its tree.
Object takeObject(tsp_value& node);

Tensor floatTensor(const std::vector<float>& values, std::vector<int64_t> sizes = {});
std::vector<float> floatsOf(tsp_tensor* tensor);
tsp_tensor_info infoOf(tsp_tensor* tensor);

std::string fixture(const std::string& name);
// A path must outlive these.
tsp_source fileSource(std::string_view path);
tsp_sink fileSink(std::string_view path);

tsp_status load(std::string_view path, const char* device, tsp_module** module);
Module loadFixture(const std::string& name);
CallableHandle methodOf(const Module& module, std::string_view name);
CallableHandle methodOf(const std::string& fixtureName, std::string_view method);
Unit compile(std::string_view source);
CallableHandle functionOf(const Unit& unit, std::string_view name);
CallableHandle operatorOf(const char* name, const char* overload = "");

// A call that succeeds.
Result call(const CallableHandle& callable, const std::vector<tsp_value>& arguments,
            size_t capacity = 1);
// A call that fails; returns the error record after checking that its kind is the status.
ErrorCopy failedCall(const CallableHandle& callable, const std::vector<tsp_value>& arguments);
// The record of any other failed function, given its status.
ErrorCopy failed(tsp_status status);
