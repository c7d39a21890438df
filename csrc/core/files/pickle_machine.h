#pragma once

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include <ATen/core/ivalue.h>
#include <c10/core/Storage.h>

#include "core/files/unreadable.h"

namespace torchsharp {

// The name of something in a Python module: "collections.OrderedDict".
struct PickledGlobal {
    std::string name;
};

struct PickledStorage {
    c10::Storage storage;
    c10::ScalarType dtype;
};

struct PickledTuple;

// An item on the machine's stack: a value, or something that only the calls below can use. A tuple
// of values is a value.
using Pickled =
    std::variant<c10::IValue, PickledGlobal, PickledStorage, std::shared_ptr<PickledTuple>>;

struct PickledTuple {
    std::vector<Pickled> items;
};

// What a pickle may name and call: nothing else is looked up.
struct PickleNames {
    std::function<c10::IValue(const std::string& name, const std::vector<Pickled>& arguments)> call;
    std::function<PickledStorage(const std::vector<Pickled>& id)> storage;
    // Makes an object of a class from its state. Null if the pickle may only hold plain data.
    std::function<c10::IValue(const std::string& name, const c10::IValue& state)> object;
};

// Runs the instructions of a pickle. No code from the file runs, except what the names do.
class PickleMachine {
  public:
    PickleMachine(std::string bytes, PickleNames names)
        : bytes_(std::move(bytes)), names_(std::move(names)) {}

    // FORMAT if the pickle is damaged or not plain data.
    c10::IValue run();

  private:
    bool pushesPlain(unsigned char code);
    bool usesMemo(unsigned char code);
    bool builds(unsigned char code);
    void reduce();
    void build();
    bool isKey(const c10::IValue& value) const;
    void pushGlobal(const std::string& module, const std::string& name);

    template <class T> T number();
    std::string text(size_t size);
    std::string line();
    c10::IValue longNumber();

    void push(Pickled value) { stack_.push_back(std::move(value)); }
    void pushTuple(std::vector<Pickled> items);
    Pickled pop();
    Pickled& top();
    std::vector<Pickled> popLast(size_t count);
    std::vector<Pickled> popMarked();
    void appendAll(const std::vector<Pickled>& items);
    void setAll(const std::vector<Pickled>& items);

    // How deep and how large a container is. It may not change once it is inside another one, so
    // none contains itself.
    struct Shape {
        int64_t depth = 0;
        int64_t nodes = 1;
        bool isPlaced = false;
    };
    void enclose(const void* container, const std::vector<Pickled>& items);

    std::string bytes_;
    PickleNames names_;
    size_t position_ = 0;
    std::vector<Pickled> stack_;
    std::vector<size_t> marks_;
    std::unordered_map<size_t, Pickled> memo_;
    std::unordered_map<const void*, Shape> shapes_;
    std::vector<Pickled> kept_; // the containers that have a shape
};

// The item as a value. FORMAT if it is not one.
const c10::IValue& valueOf(const Pickled& item);

// The item as a value of that type. FORMAT.
int64_t intOf(const Pickled& item);
double doubleOf(const Pickled& item);
bool boolOf(const Pickled& item);
const std::string& textOf(const Pickled& item);
at::Tensor tensorOf(const Pickled& item);

// The items of a tuple. FORMAT if it is not one.
std::vector<Pickled> itemsOf(const Pickled& tuple);

} // namespace torchsharp
