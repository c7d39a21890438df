#include "core/exported/tree.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "core/files/unreadable.h"
#include "core/support/error.h"
#include "core/support/nesting.h"
#include "core/types/common_type.h"

namespace torchsharp {

namespace {

std::vector<std::string> textsIn(const Json& list) {
    std::vector<std::string> texts;
    for (const auto& item : arrayOf(list)) {
        texts.push_back(textOf(item));
    }
    return texts;
}

bool isTextList(const Json& value) {
    return value.is_array() && std::all_of(value.begin(), value.end(),
                                           [](const Json& item) { return item.is_string(); });
}

c10::IValue keyOf(const Json& key) {
    if (key.is_string()) {
        return textOf(key);
    }
    if (key.is_boolean()) {
        return boolOf(key);
    }
    if (key.is_number_integer()) {
        return intOf(key);
    }
    if (key.is_number_float()) {
        return doubleOf(key);
    }
    throwUnreadable("its program has a dict with the key " + key.dump() +
                    "; text and numbers are supported");
}

class TreeReader {
  public:
    explicit TreeReader(const FieldNames& fields) : fields_(fields) {}

    Tree read(const Json& spec) {
        const NestingLevel level(depth_);
        if (level.isTooDeep()) {
            throwUnreadable(std::string("its program takes or returns ") + tooDeepText);
        }
        Tree tree;
        const auto& type = field(spec, "type");
        if (type.is_null()) {
            return tree;
        }
        for (const auto& child : arrayOf(field(spec, "children_spec"))) {
            tree.children.push_back(read(child));
        }
        readContainer(tree, textOf(type), context(spec));
        return tree;
    }

  private:
    // What a container has besides its children, which most of them write as JSON in a text.
    static Json context(const Json& spec) {
        const auto* given = optionalField(spec, "context");
        if (given == nullptr || !given->is_string()) {
            return given == nullptr ? Json() : *given;
        }
        auto parsed = Json::parse(textOf(*given), nullptr, false);
        return parsed.is_discarded() ? *given : parsed;
    }

    void readContainer(Tree& tree, const std::string& type, const Json& context) {
        if (type == "builtins.tuple" || type == "torch.Size") {
            tree.kind = Tree::Kind::Tuple;
        } else if (type == "builtins.list" || type == "collections.deque" ||
                   type == "torch.fx.immutable_collections.immutable_list") {
            tree.kind = Tree::Kind::List;
        } else if (type == "builtins.dict" || type == "collections.OrderedDict" ||
                   type == "torch.fx.immutable_collections.immutable_dict") {
            readKeys(tree, context);
        } else if (type == "collections.defaultdict") {
            readKeys(tree, field(context, "dict_context"));
        } else if (type == "collections.namedtuple") {
            const auto& name = textOf(context);
            const auto found = fields_.find(name);
            readFields(tree, name,
                       found == fields_.end() ? std::vector<std::string>() : found->second);
        } else { // a class that its library registered
            readFields(tree, type, fieldsIn(context, tree.children.size()));
        }
    }

    // Classes such as data classes write their fields, some with the list of those that are None.
    static std::vector<std::string> fieldsIn(const Json& context, size_t count) {
        for (const auto* names :
             {&context, context.is_array() && !context.empty() ? &context[0] : &context}) {
            if (isTextList(*names) && names->size() == count) {
                return textsIn(*names);
            }
        }
        return {};
    }

    static void readKeys(Tree& tree, const Json& keys) {
        tree.kind = Tree::Kind::Dict;
        for (const auto& key : arrayOf(keys)) {
            tree.keys.push_back(keyOf(key));
        }
        if (tree.keys.size() != tree.children.size()) {
            throwUnreadable("its program has a dict with " + std::to_string(tree.keys.size()) +
                            " keys and " + std::to_string(tree.children.size()) + " values");
        }
    }

    static void readFields(Tree& tree, const std::string& name, std::vector<std::string> fields) {
        tree.kind = Tree::Kind::Tuple;
        std::set<std::string> unique(fields.begin(), fields.end());
        if (!fields.empty() && fields.size() == tree.children.size() &&
            unique.size() == fields.size()) {
            tree.name = name.substr(name.rfind('.') + 1);
            tree.fields = std::move(fields);
        }
    }

    const FieldNames& fields_;
    int depth_ = 0;
};

// The type that fits all children: Any if no narrower one does.
c10::TypePtr commonType(const std::vector<Tree>& children) {
    if (children.empty()) {
        return c10::TensorType::get();
    }
    auto type = children.front().type;
    for (const auto& child : children) {
        auto joined = c10::unifyTypes(type, child.type);
        if (!joined) {
            return c10::AnyType::get();
        }
        type = *std::move(joined);
    }
    return type;
}

bool isIdentifier(const std::string& name) {
    return !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) == 0 &&
           std::all_of(name.begin(), name.end(), [](char each) {
               return std::isalnum(static_cast<unsigned char>(each)) != 0 || each == '_';
           });
}

c10::TypePtr tupleType(const Tree& tree) {
    std::vector<c10::TypePtr> types;
    for (const auto& child : tree.children) {
        types.push_back(child.type);
    }
    if (tree.fields.empty() || !std::all_of(tree.fields.begin(), tree.fields.end(), isIdentifier)) {
        return c10::TupleType::create(std::move(types));
    }
    return c10::TupleType::createNamed(isIdentifier(tree.name) ? tree.name : "Result", tree.fields,
                                       types);
}

[[noreturn]] void throwOtherValue(const ValuePath& path, const std::string& wanted,
                                  const c10::IValue& value) {
    throw Error(TSP_ERROR_TYPE, "'" + path.text() + "' was exported as " + wanted +
                                    "; got a value of type " + itemType(value)->annotation_str());
}

[[noreturn]] void throwOtherCount(const ValuePath& path, const char* kind, size_t wanted,
                                  size_t given) {
    throw Error(TSP_ERROR_VALUE, "'" + path.text() + "' was exported as a " + kind + " of " +
                                     std::to_string(wanted) + " values; got " +
                                     std::to_string(given) +
                                     ". The program must be exported for that structure.");
}

void flattenDict(const Tree& tree, const c10::IValue& value, const ValuePath& path,
                 std::vector<c10::IValue>& leaves) {
    if (!value.isGenericDict()) {
        throwOtherValue(path, "a dict", value);
    }
    const auto dict = value.toGenericDict();
    if (dict.size() != tree.keys.size()) {
        throwOtherCount(path, "dict", tree.keys.size(), dict.size());
    }
    for (size_t i = 0; i < tree.keys.size(); ++i) {
        const auto& key = tree.keys[i];
        const auto found = dict.find(key);
        if (found == dict.end()) {
            throw Error(TSP_ERROR_VALUE, "'" + path.text() + "' has no key " + c10::str(key) +
                                             ", with which the program was exported");
        }
        flatten(tree.children[i], found->value(), {&path, nullptr, &key}, leaves);
    }
}

} // namespace

Tree readTreeSpec(const std::string& text, const FieldNames& fields) {
    const auto spec = parseJson(text, "the structure of its arguments or results");
    const auto& parts = arrayOf(spec);
    if (parts.size() != 2 || parts[0] != 1) {
        throwUnreadable("the structure of its arguments or results has the unknown version " +
                        (parts.empty() ? "none" : parts[0].dump()));
    }
    return TreeReader(fields).read(parts[1]);
}

void setTypes(Tree& tree, const std::vector<c10::TypePtr>& leaves, size_t& next) {
    for (auto& child : tree.children) {
        setTypes(child, leaves, next);
    }
    switch (tree.kind) {
    case Tree::Kind::Leaf:
        if (next == leaves.size()) {
            throwUnreadable("its program has fewer values than the structure of its arguments or "
                            "results");
        }
        tree.type = leaves[next++];
        break;
    case Tree::Kind::Tuple:
        tree.type = tupleType(tree);
        break;
    case Tree::Kind::List:
        tree.type = c10::ListType::create(commonType(tree.children));
        break;
    case Tree::Kind::Dict: {
        c10::TypePtr key = c10::StringType::get();
        if (!tree.keys.empty()) {
            key = tree.keys.front().type();
            for (const auto& each : tree.keys) {
                if (*each.type() != *key) {
                    throwUnreadable("its program has a dict with keys of several types");
                }
            }
        }
        tree.type = c10::DictType::create(key, commonType(tree.children));
        break;
    }
    }
}

std::string ValuePath::text() const {
    if (outer == nullptr) {
        return *name;
    }
    const auto inner = key == nullptr    ? std::to_string(index)
                       : key->isString() ? "'" + key->toStringRef() + "'"
                                         : c10::str(*key);
    return outer->text() + "[" + inner + "]";
}

void flatten(const Tree& tree, const c10::IValue& value, const ValuePath& path,
             std::vector<c10::IValue>& leaves) {
    const auto each = [&](const auto& elements, const char* kind) {
        if (elements.size() != tree.children.size()) {
            throwOtherCount(path, kind, tree.children.size(), elements.size());
        }
        for (size_t i = 0; i < tree.children.size(); ++i) {
            flatten(tree.children[i], elements[i], {&path, nullptr, nullptr, i}, leaves);
        }
    };
    switch (tree.kind) {
    case Tree::Kind::Leaf:
        leaves.push_back(value);
        break;
    case Tree::Kind::Tuple:
        if (!value.isTuple()) {
            throwOtherValue(path, "a tuple", value);
        }
        each(value.toTupleRef().elements().asArrayRef(), "tuple");
        break;
    case Tree::Kind::List:
        if (!value.isList()) {
            throwOtherValue(path, "a list", value);
        }
        each(value.toListRef(), "list"); // of any element type: it copies those of a typed one
        break;
    case Tree::Kind::Dict:
        flattenDict(tree, value, path, leaves);
        break;
    }
}

c10::IValue unflatten(const Tree& tree, c10::ArrayRef<c10::IValue> leaves, size_t& next) {
    switch (tree.kind) {
    case Tree::Kind::Leaf:
        return leaves[next++];
    case Tree::Kind::Tuple: {
        std::vector<c10::IValue> elements;
        elements.reserve(tree.children.size());
        for (const auto& child : tree.children) {
            elements.push_back(unflatten(child, leaves, next));
        }
        if (tree.type->expectRef<c10::TupleType>().schema() != nullptr) {
            return c10::ivalue::Tuple::createNamed(std::move(elements),
                                                   tree.type->cast<c10::TupleType>());
        }
        return c10::ivalue::Tuple::create(std::move(elements));
    }
    case Tree::Kind::List: {
        c10::impl::GenericList list(tree.type->expectRef<c10::ListType>().getElementType());
        list.reserve(tree.children.size());
        for (const auto& child : tree.children) {
            list.push_back(unflatten(child, leaves, next));
        }
        return list;
    }
    case Tree::Kind::Dict: {
        const auto& type = tree.type->expectRef<c10::DictType>();
        c10::impl::GenericDict dict(type.getKeyType(), type.getValueType());
        for (size_t i = 0; i < tree.children.size(); ++i) {
            dict.insert(tree.keys[i], unflatten(tree.children[i], leaves, next));
        }
        return dict;
    }
    }
    return {};
}

} // namespace torchsharp
