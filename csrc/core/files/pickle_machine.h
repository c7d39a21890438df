#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/files/pickle_input.h"
#include "core/files/pickled.h"
#include "core/support/error.h"

namespace torchsharp {

// The same containers are in others so often that the value is far larger than the pickle. FORMAT.
class TooManyRepeats : public Error {
  public:
    TooManyRepeats();
};

// What a pickle may name and call: nothing else is looked up.
struct PickleNames {
    // Null to call nothing: only the storages are found, and the containers stay empty.
    std::function<c10::IValue(const std::string& name, const std::vector<Pickled>& arguments)> call;
    std::function<PickledStorage(const std::vector<Pickled>& id)> storage;
    // Makes an object of a class from its state. Null if the pickle may only hold plain data.
    std::function<c10::IValue(const std::string& name, const c10::IValue& state)> object;
    // A name that is a value, such as a dtype; nothing for other names. Null if the pickle may not
    // hold what only Python has: bytes, sets and these.
    std::function<std::optional<c10::IValue>(const std::string& name)> constant;
};

// Runs the instructions of a pickle. No code from the file runs, except what the names do.
class PickleMachine {
  public:
    PickleMachine(std::string bytes, PickleNames names)
        : PickleMachine(PickleInput(std::move(bytes)), std::move(names)) {}
    PickleMachine(PickleInput input, PickleNames names)
        : input_(std::move(input)), names_(std::move(names)) {}

    // FORMAT if the pickle is damaged or not plain data.
    c10::IValue run();
    // The same without its value, which may be anything.
    void skip();
    // Where the pickle ended.
    uint64_t end() const { return input_.position(); }

  private:
    void runInstructions();
    bool isScan() const { return names_.call == nullptr; }
    bool pushesPlain(unsigned char code);
    bool pushesPython(unsigned char code);
    bool usesMemo(unsigned char code);
    bool builds(unsigned char code);
    void reduce();
    void build();
    void pushGlobal(std::string module, const std::string& name);
    void pushCalled(const std::string& name, const Pickled& argument);
    c10::IValue longNumber();

    void push(Pickled value) { stack_.push_back(std::move(value)); }
    void pushTuple(std::vector<Pickled> items);
    Pickled pop();
    Pickled& top();
    std::vector<Pickled> popLast(size_t count);
    std::vector<Pickled> popMarked();
    void appendAll(const std::vector<Pickled>& items);
    void setAll(const std::vector<Pickled>& items);
    void addAll(const std::vector<Pickled>& items);

    // How deep and how large a container is. It may not change once it is inside another one, so
    // none contains itself.
    struct Shape {
        int64_t depth = 0;
        int64_t nodes = 1;
        bool isPlaced = false;
    };
    // A scan keeps no items; it counts those that would be put into containers.
    void countItems(const std::vector<Pickled>& items);
    void requireFew(int64_t nodes) const;
    void enclose(const void* container, const std::vector<Pickled>& items);

    PickleInput input_;
    PickleNames names_;
    std::vector<Pickled> stack_;
    std::vector<size_t> marks_;
    std::unordered_map<size_t, Pickled> memo_;
    std::unordered_map<const void*, Shape> shapes_;
    int64_t scanned_ = 0;       // the nodes that a scan has counted
    std::vector<Pickled> kept_; // the containers that have a shape
};

} // namespace torchsharp
