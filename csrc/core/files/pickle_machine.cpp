#include "core/files/pickle_machine.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "core/support/nesting.h"

namespace torchsharp {

namespace {

// Instructions of pickle protocols 2 to 5 that plain data needs.
enum Code : unsigned char {
    MARK = '(',
    STOP = '.',
    NONE = 'N',
    NEWTRUE = 0x88,
    NEWFALSE = 0x89,
    BININT = 'J',
    BININT1 = 'K',
    BININT2 = 'M',
    LONG1 = 0x8a,
    BINFLOAT = 'G',
    BINUNICODE = 'X',
    SHORT_BINUNICODE = 0x8c,
    BINUNICODE8 = 0x8d,
    EMPTY_DICT = '}',
    EMPTY_LIST = ']',
    EMPTY_TUPLE = ')',
    TUPLE = 't',
    TUPLE1 = 0x85,
    TUPLE2 = 0x86,
    TUPLE3 = 0x87,
    APPEND = 'a',
    APPENDS = 'e',
    SETITEM = 's',
    SETITEMS = 'u',
    GLOBAL = 'c',
    STACK_GLOBAL = 0x93,
    REDUCE = 'R',
    NEWOBJ = 0x81,
    BUILD = 'b',
    BINPERSID = 'Q',
    BINPUT = 'q',
    LONG_BINPUT = 'r',
    MEMOIZE = 0x94,
    BINGET = 'h',
    LONG_BINGET = 'j',
    PROTO = 0x80,
    FRAME = 0x95
};

constexpr int64_t mostNodes = 1'000'000; // plus the number of bytes of the pickle

c10::impl::GenericDict emptyDict() {
    return c10::impl::GenericDict(c10::AnyType::get(), c10::AnyType::get());
}

// The identity of a container; null for other values.
const void* identityOf(const Pickled& item) {
    if (const auto* mixed = std::get_if<std::shared_ptr<PickledTuple>>(&item)) {
        return mixed->get();
    }
    const auto* value = std::get_if<c10::IValue>(&item);
    const bool holds = value != nullptr && (value->isList() || value->isGenericDict() ||
                                            value->isTuple() || value->isObject());
    return holds ? value->internalToPointer() : nullptr;
}

[[noreturn]] void throwOther(const Pickled& item, const char* expected) {
    throwUnreadable("the pickle has " + valueOf(item).tagKind() + " where " + expected +
                    " was expected");
}

} // namespace

const c10::IValue& valueOf(const Pickled& item) {
    if (const auto* value = std::get_if<c10::IValue>(&item)) {
        return *value;
    }
    if (const auto* global = std::get_if<PickledGlobal>(&item)) {
        throwUnreadable("it holds '" + global->name + "', which is not plain data");
    }
    throwUnreadable("the pickle uses a tensor's storage as a value");
}

std::vector<Pickled> itemsOf(const Pickled& tuple) {
    if (const auto* mixed = std::get_if<std::shared_ptr<PickledTuple>>(&tuple)) {
        return (*mixed)->items;
    }
    const auto& value = valueOf(tuple);
    if (!value.isTuple()) {
        throwUnreadable("the pickle has " + value.tagKind() + " where a tuple was expected");
    }
    const auto& elements = value.toTupleRef().elements();
    return std::vector<Pickled>(elements.begin(), elements.end()); // {} would hold the pointers
}

int64_t intOf(const Pickled& item) {
    return valueOf(item).isInt() ? valueOf(item).toInt() : (throwOther(item, "an int"), 0);
}

double doubleOf(const Pickled& item) {
    return valueOf(item).isDouble() ? valueOf(item).toDouble() : (throwOther(item, "a float"), 0);
}

bool boolOf(const Pickled& item) {
    return valueOf(item).isBool() ? valueOf(item).toBool() : (throwOther(item, "a bool"), false);
}

const std::string& textOf(const Pickled& item) {
    if (!valueOf(item).isString()) {
        throwOther(item, "text");
    }
    return valueOf(item).toStringRef();
}

at::Tensor tensorOf(const Pickled& item) {
    if (!valueOf(item).isTensor()) {
        throwOther(item, "a tensor");
    }
    return valueOf(item).toTensor();
}

c10::IValue PickleMachine::run() {
    while (true) {
        const auto code = number<unsigned char>();
        if (code == STOP) {
            return valueOf(pop());
        }
        if (!pushesPlain(code) && !usesMemo(code) && !builds(code)) {
            throwUnreadable("the pickle uses the unknown instruction " + std::to_string(code));
        }
    }
}

bool PickleMachine::pushesPlain(unsigned char code) {
    switch (code) {
    case PROTO:
        number<uint8_t>();
        return true;
    case FRAME:
        number<uint64_t>();
        return true;
    case NONE:
        return push(c10::IValue()), true;
    case NEWTRUE:
    case NEWFALSE:
        return push(c10::IValue(code == NEWTRUE)), true;
    case BININT:
        return push(c10::IValue(int64_t{number<int32_t>()})), true;
    case BININT1:
        return push(c10::IValue(int64_t{number<uint8_t>()})), true;
    case BININT2:
        return push(c10::IValue(int64_t{number<uint16_t>()})), true;
    case LONG1:
        return push(longNumber()), true;
    case BINFLOAT: { // the one number that is big-endian
        auto bytes = text(sizeof(double));
        std::reverse(bytes.begin(), bytes.end());
        double value = 0;
        std::memcpy(&value, bytes.data(), sizeof value);
        return push(c10::IValue(value)), true;
    }
    case BINUNICODE:
        return push(c10::IValue(text(number<uint32_t>()))), true;
    case SHORT_BINUNICODE:
        return push(c10::IValue(text(number<uint8_t>()))), true;
    case BINUNICODE8:
        return push(c10::IValue(text(number<uint64_t>()))), true;
    case EMPTY_DICT:
        return push(c10::IValue(emptyDict())), true;
    case EMPTY_LIST:
        return push(c10::IValue(c10::impl::GenericList(c10::AnyType::get()))), true;
    case EMPTY_TUPLE:
        return pushTuple({}), true;
    default:
        return false;
    }
}

bool PickleMachine::usesMemo(unsigned char code) {
    const auto get = [this](size_t index) {
        const auto found = memo_.find(index);
        if (found == memo_.end()) {
            throwUnreadable("the pickle reads memo entry " + std::to_string(index) +
                            ", which was never stored");
        }
        push(found->second);
        return true;
    };
    switch (code) {
    case BINPUT:
        return memo_[number<uint8_t>()] = top(), true;
    case LONG_BINPUT:
        return memo_[number<uint32_t>()] = top(), true;
    case MEMOIZE:
        return memo_.emplace(memo_.size(), top()), true;
    case BINGET:
        return get(number<uint8_t>());
    case LONG_BINGET:
        return get(number<uint32_t>());
    default:
        return false;
    }
}

bool PickleMachine::builds(unsigned char code) {
    switch (code) {
    case MARK:
        return marks_.push_back(stack_.size()), true;
    case TUPLE:
        return pushTuple(popMarked()), true;
    case TUPLE1:
    case TUPLE2:
    case TUPLE3:
        return pushTuple(popLast(code - TUPLE1 + 1)), true;
    case APPEND:
        return appendAll(popLast(1)), true;
    case APPENDS:
        return appendAll(popMarked()), true;
    case SETITEM:
        return setAll(popLast(2)), true;
    case SETITEMS:
        return setAll(popMarked()), true;
    case GLOBAL: {
        const auto module = line();
        return pushGlobal(module, line()), true;
    }
    case STACK_GLOBAL: {
        const auto names = popLast(2);
        return pushGlobal(textOf(names[0]), textOf(names[1])), true;
    }
    case REDUCE:
        return reduce(), true;
    case NEWOBJ: // the instance, which BUILD makes
        return names_.object != nullptr && itemsOf(pop()).empty();
    case BUILD:
        return build(), true;
    case BINPERSID:
        return push(names_.storage(itemsOf(pop()))), true;
    default:
        return false;
    }
}

void PickleMachine::reduce() {
    const auto argument = pop();
    const auto function = pop();
    const auto* global = std::get_if<PickledGlobal>(&function);
    if (global == nullptr) {
        throwUnreadable("the pickle calls a value that is not a function");
    }
    const auto* value = std::get_if<c10::IValue>(&argument);
    // TorchScript writes the only argument of an enum's class without a tuple around it.
    const bool isBare = names_.object != nullptr && value != nullptr && !value->isTuple();
    const auto arguments = isBare ? std::vector<Pickled>{argument} : itemsOf(argument);
    if (global->name == "collections.OrderedDict" && arguments.empty()) {
        push(c10::IValue(emptyDict()));
    } else {
        push(names_.call(global->name, arguments));
    }
}

void PickleMachine::build() {
    const auto state = pop();
    const auto* global = std::get_if<PickledGlobal>(&top());
    if (global == nullptr || names_.object == nullptr) {
        // The attributes of a dict, such as the _metadata of a state_dict.
        if (!valueOf(top()).isGenericDict()) {
            throwUnreadable("it holds an object with attributes, which is not plain data");
        }
        return;
    }
    c10::IValue object = names_.object(global->name, valueOf(state));
    pop();
    push(object);
    const void* stateIdentity = identityOf(state);
    shapes_[identityOf(stack_.back())] =
        stateIdentity == nullptr ? Shape{}
                                 : shapes_[stateIdentity]; // an object and its dict are one
    kept_.push_back(stack_.back());
}

bool PickleMachine::isKey(const c10::IValue& value) const {
    return value.isString() || value.isInt() || value.isDouble() || value.isBool() ||
           (names_.object != nullptr &&
            (value.isComplexDouble() || value.isTensor() || value.isDevice()));
}

void PickleMachine::pushGlobal(const std::string& module, const std::string& name) {
    push(PickledGlobal{module + "." + name});
}

template <class T> T PickleMachine::number() {
    static_assert(std::endian::native == std::endian::little, "pickles are little-endian");
    T value{};
    if (bytes_.size() - position_ < sizeof value) {
        throwUnreadable("the pickle ends too early");
    }
    std::memcpy(&value, bytes_.data() + position_, sizeof value);
    position_ += sizeof value;
    return value;
}

std::string PickleMachine::text(size_t size) {
    if (bytes_.size() - position_ < size) {
        throwUnreadable("the pickle ends too early");
    }
    position_ += size;
    return bytes_.substr(position_ - size, size);
}

std::string PickleMachine::line() {
    const size_t end = bytes_.find('\n', position_);
    if (end == std::string::npos) {
        throwUnreadable("the pickle ends too early");
    }
    auto read = bytes_.substr(position_, end - position_);
    position_ = end + 1;
    return read;
}

c10::IValue PickleMachine::longNumber() {
    const auto digits = text(number<uint8_t>());
    if (digits.size() > sizeof(int64_t)) {
        throwUnreadable("it holds a number of more than 64 bits");
    }
    int64_t value = digits.empty() || static_cast<signed char>(digits.back()) >= 0 ? 0 : -1;
    std::memcpy(&value, digits.data(), digits.size());
    return value;
}

void PickleMachine::pushTuple(std::vector<Pickled> items) {
    const bool plain = std::all_of(items.begin(), items.end(), [](const Pickled& item) {
        return std::holds_alternative<c10::IValue>(item);
    });
    if (!plain) {
        push(std::make_shared<PickledTuple>(PickledTuple{items}));
    } else {
        std::vector<c10::IValue> values;
        for (const auto& item : items) {
            values.push_back(std::get<c10::IValue>(item));
        }
        push(c10::IValue(c10::ivalue::Tuple::create(std::move(values))));
    }
    enclose(identityOf(stack_.back()), items);
}

void PickleMachine::enclose(const void* container, const std::vector<Pickled>& items) {
    // Kept alive, because another container could get the address of a freed one.
    if (shapes_.find(container) == shapes_.end()) {
        kept_.push_back(stack_.back());
    }
    Shape shape = shapes_[container];
    if (shape.isPlaced) {
        throwUnreadable("the pickle changes a container that is already inside another one");
    }
    for (const auto& item : items) {
        const auto* inner = identityOf(item);
        if (inner == container) {
            throwUnreadable("it holds a container that contains itself");
        }
        Shape held;
        if (inner != nullptr) {
            if (shapes_.find(inner) == shapes_.end()) {
                kept_.push_back(item);
            }
            held = shapes_[inner];
            shapes_[inner].isPlaced = true;
        }
        shape.depth = std::max(shape.depth, held.depth + 1);
        shape.nodes += held.nodes;
    }
    if (shape.depth > deepestNesting + 1) { // the arguments of a call are one more tuple
        throwUnreadable(std::string("it holds ") + tooDeepText);
    }
    if (shape.nodes > mostNodes + static_cast<int64_t>(bytes_.size())) {
        throwUnreadable("it repeats the same containers too many times");
    }
    shapes_[container] = shape;
}

Pickled PickleMachine::pop() {
    auto value = std::move(top());
    stack_.pop_back();
    return value;
}

Pickled& PickleMachine::top() {
    if (stack_.empty() || (!marks_.empty() && marks_.back() == stack_.size())) {
        throwUnreadable("the pickle pops a value from an empty stack");
    }
    return stack_.back();
}

std::vector<Pickled> PickleMachine::popLast(size_t count) {
    std::vector<Pickled> items(count);
    for (size_t i = count; i-- > 0;) {
        items[i] = pop();
    }
    return items;
}

std::vector<Pickled> PickleMachine::popMarked() {
    if (marks_.empty()) {
        throwUnreadable("the pickle lacks a mark");
    }
    const auto start = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
    std::vector<Pickled> items(std::make_move_iterator(start),
                               std::make_move_iterator(stack_.end()));
    stack_.erase(start, stack_.end());
    marks_.pop_back();
    return items;
}

void PickleMachine::appendAll(const std::vector<Pickled>& items) {
    const auto& list = valueOf(top());
    if (!list.isList()) {
        throwUnreadable("the pickle appends to a value that is not a list");
    }
    enclose(identityOf(top()), items);
    auto all = list.toList();
    all.reserve(all.size() + items.size());
    for (const auto& item : items) {
        all.push_back(valueOf(item));
    }
}

void PickleMachine::setAll(const std::vector<Pickled>& items) {
    const auto& dict = valueOf(top());
    if (!dict.isGenericDict() || items.size() % 2 != 0) {
        throwUnreadable("the pickle sets items of a value that is not a dict");
    }
    enclose(identityOf(top()), items);
    auto pairs = dict.toGenericDict();
    for (size_t i = 0; i < items.size(); i += 2) {
        if (!isKey(valueOf(items[i]))) {
            throwUnreadable("it holds a dict with keys of the unsupported type " +
                            valueOf(items[i]).tagKind());
        }
        pairs.insert_or_assign(valueOf(items[i]), valueOf(items[i + 1]));
    }
}

} // namespace torchsharp
