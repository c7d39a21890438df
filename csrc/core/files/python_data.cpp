#include "core/files/python_data.h"

#include <array>
#include <string_view>
#include <utility>

#include <ATen/core/Dict.h>

#include "core/files/pickled_tensors.h"
#include "core/types/plain_data.h"

namespace torchsharp {

namespace {

using Arguments = std::vector<Pickled>;

c10::IValue layoutNamed(const std::string& name) {
    constexpr std::array<std::pair<std::string_view, c10::Layout>, 8> layouts{{
        {"torch.strided", c10::Layout::Strided},
        {"torch.sparse_coo", c10::Layout::Sparse},
        {"torch.sparse_csr", c10::Layout::SparseCsr},
        {"torch.sparse_csc", c10::Layout::SparseCsc},
        {"torch.sparse_bsr", c10::Layout::SparseBsr},
        {"torch.sparse_bsc", c10::Layout::SparseBsc},
        {"torch._mkldnn", c10::Layout::Mkldnn},
        {"torch.jagged", c10::Layout::Jagged},
    }};
    for (const auto& [known, layout] : layouts) {
        if (known == name) {
            return dataValue<LayoutData>(layout);
        }
    }
    throwUnreadable("it holds the unknown layout '" + name + "'");
}

// Bytes are written as text in which every character stands for one byte.
std::string latin1(const std::string& text) {
    std::string bytes;
    for (size_t i = 0; i < text.size(); ++i) {
        const auto first = static_cast<unsigned char>(text[i]);
        if (first < 0x80) {
            bytes += text[i];
            continue;
        }
        const auto second = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
        if ((first != 0xC2 && first != 0xC3) || (second & 0xC0) != 0x80) {
            throwUnreadable("it holds bytes with a character that is not a byte");
        }
        bytes += static_cast<char>((first << 6) | (second & 0x3F));
        ++i;
    }
    return bytes;
}

bool isLatin1(const std::string& encoding) {
    return encoding == "latin1" || encoding == "latin-1" || encoding == "iso-8859-1";
}

c10::IValue bytesOf(const std::string& name, const Arguments& arguments) {
    if (arguments.empty()) {
        return dataValue<BytesData>(std::string());
    }
    if (const auto* held = dataOf<BytesData>(valueOf(arguments[0]));
        held != nullptr && arguments.size() == 1) {
        return dataValue<BytesData>(held->bytes);
    }
    if (arguments.size() != 2 || !isLatin1(textOf(arguments[1]))) {
        throwUnreadable("it holds bytes that '" + name + "' cannot make");
    }
    return dataValue<BytesData>(latin1(textOf(arguments[0])));
}

// The elements of the only argument, which may be missing.
std::vector<Pickled> elementsOf(const std::string& name, const Arguments& arguments) {
    if (arguments.empty()) {
        return {};
    }
    const auto& value = valueOf(arguments[0]);
    if (arguments.size() != 1 || !(value.isList() || value.isTuple())) {
        throwUnreadable("it holds a '" + name + "' that was not made of a list");
    }
    if (value.isTuple()) {
        return itemsOf(arguments[0]);
    }
    const auto elements = value.toListRef();
    return std::vector<Pickled>(elements.begin(), elements.end());
}

// An OrderedDict or Counter with items: pairs, or another dict.
c10::IValue dictOf(const std::string& name, const Arguments& arguments) {
    if (arguments.size() == 1 && valueOf(arguments[0]).isGenericDict()) {
        return valueOf(arguments[0]).toGenericDict().copy();
    }
    c10::impl::GenericDict dict(c10::AnyType::get(), c10::AnyType::get());
    for (const auto& element : elementsOf(name, arguments)) {
        const auto& pair = valueOf(element);
        std::vector<c10::IValue> items;
        if (pair.isList()) {
            items = pair.toListRef().vec();
        } else if (pair.isTuple()) {
            items = pair.toTupleRef().elements().vec();
        }
        if (items.size() != 2 || !isDictKey(items[0])) {
            throwUnreadable("it holds a '" + name + "' with an item that is not a key and a value");
        }
        dict.insert_or_assign(items[0], items[1]);
    }
    return dict;
}

} // namespace

std::optional<c10::IValue> pythonConstant(const std::string& name) {
    const auto dtype = dtypeNamed(name);
    return dtype ? std::optional(dataValue<DtypeData>(*dtype)) : std::nullopt;
}

c10::IValue pythonCall(const std::string& name, const Arguments& arguments) {
    if (name == "torch.Size" && arguments.size() == 1) {
        sizesOf(arguments[0]);
        return valueOf(arguments[0]);
    }
    if (name == "builtins.complex" && arguments.size() == 2) {
        return c10::complex<double>(doubleOf(arguments[0]), doubleOf(arguments[1]));
    }
    if (name == "collections.OrderedDict" || name == "collections.Counter" ||
        name == "builtins.dict") {
        return dictOf(name, arguments);
    }
    if (name == "builtins.set") {
        return setOf(elementsOf(name, arguments));
    }
    if (name == "_codecs.encode" || name == "builtins.bytes" || name == "builtins.bytearray") {
        return bytesOf(name, arguments);
    }
    if (name == "torch.serialization._get_layout" && arguments.size() == 1) {
        return layoutNamed(textOf(arguments[0]));
    }
    if (name == "torch.nn.parameter.Parameter" && arguments.size() == 1) { // before PyTorch 0.4
        return tensorOf(arguments[0]).requires_grad_(true);
    }
    if (name == "torch._utils._rebuild_nested_tensor") {
        throwUnreadable("it holds a nested tensor, which is not supported: save its parts, "
                        "tensor.unbind()");
    }
    throwNeedsPython(name);
}

} // namespace torchsharp
