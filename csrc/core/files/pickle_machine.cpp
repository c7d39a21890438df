#include "core/files/pickle_machine.h"

#include <algorithm>
#include <cstring>

#include "core/support/nesting.h"
#include "core/types/plain_data.h"

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
    SHORT_BINSTRING = 'U', // the text of Python 2
    BINSTRING = 'T',
    SHORT_BINBYTES = 'C',
    BINBYTES = 'B',
    BINBYTES8 = 0x8e,
    BYTEARRAY8 = 0x96,
    EMPTY_SET = 0x8f,
    ADDITEMS = 0x90,
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
constexpr int64_t scanFactor = 10; // for all containers together, which are counted one by one

c10::impl::GenericDict emptyDict() {
    return c10::impl::GenericDict(c10::AnyType::get(), c10::AnyType::get());
}

// The identity of a container; null for other values.
const void* identityOf(const Pickled& item) {
    if (const auto* mixed = std::get_if<std::shared_ptr<PickledTuple>>(&item)) {
        return mixed->get();
    }
    const auto* value = std::get_if<c10::IValue>(&item);
    const bool holds =
        value != nullptr && (value->isList() || value->isGenericDict() || value->isTuple() ||
                             value->isObject() || dataOf<SetData>(*value) != nullptr);
    return holds ? value->internalToPointer() : nullptr;
}

} // namespace

c10::IValue PickleMachine::run() {
    runInstructions();
    return valueOf(pop());
}

void PickleMachine::skip() { runInstructions(); }

TooManyRepeats::TooManyRepeats()
    : Error(TSP_ERROR_FORMAT, "it repeats the same containers too many times") {}

void PickleMachine::runInstructions() {
    while (true) {
        const auto code = input_.number<unsigned char>();
        if (code == STOP) {
            return;
        }
        if (!pushesPlain(code) && !pushesPython(code) && !usesMemo(code) && !builds(code)) {
            throwUnreadable("the pickle uses the unknown instruction " + std::to_string(code));
        }
    }
}

bool PickleMachine::pushesPlain(unsigned char code) {
    switch (code) {
    case PROTO:
        input_.number<uint8_t>();
        return true;
    case FRAME:
        input_.number<uint64_t>();
        return true;
    case NONE:
        return push(c10::IValue()), true;
    case NEWTRUE:
    case NEWFALSE:
        return push(c10::IValue(code == NEWTRUE)), true;
    case BININT:
        return push(c10::IValue(int64_t{input_.number<int32_t>()})), true;
    case BININT1:
        return push(c10::IValue(int64_t{input_.number<uint8_t>()})), true;
    case BININT2:
        return push(c10::IValue(int64_t{input_.number<uint16_t>()})), true;
    case LONG1:
        return push(longNumber()), true;
    case BINFLOAT: { // the one number that is big-endian
        auto bytes = input_.text(sizeof(double));
        std::reverse(bytes.begin(), bytes.end());
        double value = 0;
        std::memcpy(&value, bytes.data(), sizeof value);
        return push(c10::IValue(value)), true;
    }
    case BINUNICODE:
        return push(c10::IValue(input_.text(input_.number<uint32_t>()))), true;
    case SHORT_BINUNICODE:
        return push(c10::IValue(input_.text(input_.number<uint8_t>()))), true;
    case BINUNICODE8:
        return push(c10::IValue(input_.text(input_.number<uint64_t>()))), true;
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

bool PickleMachine::pushesPython(unsigned char code) {
    if (names_.constant == nullptr) {
        return false;
    }
    const auto pushBytes = [this](uint64_t size) {
        return push(dataValue<BytesData>(input_.text(size))), true;
    };
    switch (code) {
    case SHORT_BINSTRING:
        return push(c10::IValue(input_.text(input_.number<uint8_t>()))), true;
    case BINSTRING:
        return push(c10::IValue(input_.text(input_.number<uint32_t>()))), true;
    case SHORT_BINBYTES:
        return pushBytes(input_.number<uint8_t>());
    case BINBYTES:
        return pushBytes(input_.number<uint32_t>());
    case BINBYTES8:
    case BYTEARRAY8:
        return pushBytes(input_.number<uint64_t>());
    case EMPTY_SET:
        return push(setOf({})), true;
    case ADDITEMS:
        return addAll(popMarked()), true;
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
        return memo_[input_.number<uint8_t>()] = top(), true;
    case LONG_BINPUT:
        return memo_[input_.number<uint32_t>()] = top(), true;
    case MEMOIZE:
        return memo_.emplace(memo_.size(), top()), true;
    case BINGET:
        return get(input_.number<uint8_t>());
    case LONG_BINGET:
        return get(input_.number<uint32_t>());
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
        const auto module = input_.line();
        return pushGlobal(module, input_.line()), true;
    }
    case STACK_GLOBAL: {
        const auto names = popLast(2);
        return pushGlobal(textOf(names[0]), textOf(names[1])), true;
    }
    case REDUCE:
        return reduce(), true;
    case NEWOBJ:
        if (names_.object != nullptr) {
            return itemsOf(pop()).empty(); // the instance, which BUILD makes
        }
        return names_.constant != nullptr && (reduce(), true);
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
    if (isScan()) {
        push(c10::IValue());
    } else {
        pushCalled(global->name, argument);
    }
}

void PickleMachine::pushCalled(const std::string& name, const Pickled& argument) {
    const auto* value = std::get_if<c10::IValue>(&argument);
    // TorchScript writes the only argument of an enum's class without a tuple around it.
    const bool isBare = names_.object != nullptr && value != nullptr && !value->isTuple();
    const auto arguments = isBare ? std::vector<Pickled>{argument} : itemsOf(argument);
    const bool isEmptyDict = name == "collections.OrderedDict" && arguments.empty();
    push(isEmptyDict ? c10::IValue(emptyDict()) : names_.call(name, arguments));
    // A container that was made of others is as deep and as large as they are.
    const void* made = identityOf(stack_.back());
    const void* given = identityOf(argument);
    if (made != nullptr && given != nullptr && shapes_.find(made) == shapes_.end()) {
        const Shape shape = shapes_[given];
        shapes_[made] = {shape.depth, shape.nodes, false};
        kept_.push_back(stack_.back());
    }
}

void PickleMachine::build() {
    const auto state = pop();
    if (isScan()) {
        return;
    }
    const auto* global = std::get_if<PickledGlobal>(&top());
    if (global == nullptr || names_.object == nullptr) {
        const auto& value = valueOf(top());
        if (value.isTensor() && names_.constant != nullptr && itemsOf(state).size() == 3) {
            names_.call("torch.Tensor.__setstate__", {top(), state});
            return;
        }
        // The attributes of a dict, such as the _metadata of a state_dict.
        if (!value.isGenericDict()) {
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

void PickleMachine::pushGlobal(std::string module, const std::string& name) {
    if (names_.constant != nullptr) {
        module = module == "__builtin__" ? "builtins" : module; // its name in Python 2
        if (auto value = names_.constant(module + "." + name)) {
            return push(*std::move(value));
        }
    }
    push(PickledGlobal{module + "." + name});
}

c10::IValue PickleMachine::longNumber() {
    const auto digits = input_.text(input_.number<uint8_t>());
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
    requireFew(shape.nodes);
    shapes_[container] = shape;
}

void PickleMachine::countItems(const std::vector<Pickled>& items) {
    for (const auto& item : items) {
        const auto found = shapes_.find(identityOf(item));
        scanned_ += found == shapes_.end() ? 1 : found->second.nodes;
    }
    requireFew(scanned_ / scanFactor);
}

void PickleMachine::requireFew(int64_t nodes) const {
    if (nodes > mostNodes + static_cast<int64_t>(input_.size())) {
        throw TooManyRepeats();
    }
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
    if (isScan()) {
        return countItems(items);
    }
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
    if (isScan()) {
        return countItems(items);
    }
    const auto& dict = valueOf(top());
    if (!dict.isGenericDict() || items.size() % 2 != 0) {
        throwUnreadable("the pickle sets items of a value that is not a dict");
    }
    enclose(identityOf(top()), items);
    auto pairs = dict.toGenericDict();
    for (size_t i = 0; i < items.size(); i += 2) {
        const auto& key = valueOf(items[i]);
        if (!isDictKey(key) && (names_.object == nullptr || !key.isTensor())) {
            throwUnreadable("it holds a dict with keys of the unsupported type " + kindText(key));
        }
        pairs.insert_or_assign(valueOf(items[i]), valueOf(items[i + 1]));
    }
}

void PickleMachine::addAll(const std::vector<Pickled>& items) {
    if (isScan()) {
        return countItems(items);
    }
    const auto& set = valueOf(top());
    if (dataOf<SetData>(set) == nullptr) {
        throwUnreadable("the pickle adds items to a value that is not a set");
    }
    enclose(identityOf(top()), items);
    const auto added = setOf(items);
    auto& all = dynamic_cast<SetData&>(*set.toCapsule()).items;
    const auto& more = dataOf<SetData>(added)->items;
    all.insert(all.end(), more.begin(), more.end());
}

} // namespace torchsharp
