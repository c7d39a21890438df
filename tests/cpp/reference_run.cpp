// The results of plain libtorch, for tests that compare every language with it.
//
//   reference_run MODEL METHOD INPUTS OUTPUT
//   reference_run --compile SOURCE FUNCTION INPUTS OUTPUT
//
// INPUTS holds a pickled tuple or list of arguments (torch.save, or torch::jit::pickle_save); the
// result is written to OUTPUT for torch.load. This program does not use this project's code.

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include <torch/jit.h>
#include <torch/script.h>

namespace {

std::vector<char> readFile(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw std::runtime_error("cannot read " + path);
    }
    return {std::istreambuf_iterator<char>(file), {}};
}

void writeFile(const std::string& path, const std::vector<char>& bytes) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush()) {
        throw std::runtime_error("cannot write " + path);
    }
}

// A pickled list is a List[Any], and a dict a Dict[Any, Any]: converts them to the schema type.
c10::IValue retyped(const c10::IValue& value, const c10::TypePtr& type) {
    if (const auto optional = type->cast<c10::OptionalType>()) {
        return value.isNone() ? value : retyped(value, optional->getElementType());
    }
    if (const auto list = type->cast<c10::ListType>(); list && value.isList()) {
        c10::impl::GenericList elements(list->getElementType());
        for (const auto& element : value.toListRef()) {
            elements.push_back(retyped(element, list->getElementType()));
        }
        return elements;
    }
    if (const auto dict = type->cast<c10::DictType>(); dict && value.isGenericDict()) {
        c10::impl::GenericDict entries(dict->getKeyType(), dict->getValueType());
        for (const auto& entry : value.toGenericDict()) {
            entries.insert(entry.key(), retyped(entry.value(), dict->getValueType()));
        }
        return entries;
    }
    if (const auto tuple = type->cast<c10::TupleType>(); tuple && value.isTuple()) {
        auto elements = value.toTupleRef().elements().vec();
        for (size_t i = 0; i < std::min(elements.size(), tuple->elements().size()); ++i) {
            elements[i] = retyped(elements[i], tuple->elements()[i]);
        }
        return c10::ivalue::Tuple::create(std::move(elements));
    }
    return value;
}

std::vector<c10::IValue> readArguments(const std::string& path,
                                       c10::ArrayRef<c10::Argument> schema) {
    const auto value = torch::jit::pickle_load(readFile(path));
    auto arguments =
        value.isTuple() ? value.toTupleRef().elements().vec() : value.toListRef().vec();
    for (size_t i = 0; i < std::min(arguments.size(), schema.size()); ++i) {
        arguments[i] = retyped(arguments[i], schema[i].type());
    }
    return arguments;
}

void save(const c10::IValue& result, const std::string& path) {
    writeFile(path, torch::jit::pickle_save(result));
}

void runMethod(char** names) {
    const auto module = torch::jit::load(names[0]);
    const auto method = module.get_method(names[1]);
    const c10::ArrayRef<c10::Argument> schema = method.function().getSchema().arguments();
    save(method(readArguments(names[2], schema.slice(1))), names[3]);
}

void runFunction(char** names) {
    const auto source = readFile(names[0]);
    const auto unit = torch::jit::compile(std::string(source.begin(), source.end()));
    auto& function = unit->get_function(names[1]);
    save(function(readArguments(names[2], function.getSchema().arguments())), names[3]);
}

} // namespace

int main(int argc, char** argv) {
    const bool fromSource = argc == 6 && std::string(argv[1]) == "--compile";
    if (argc != 5 && !fromSource) {
        std::cerr << "usage: reference_run MODEL METHOD INPUTS OUTPUT\n"
                     "       reference_run --compile SOURCE FUNCTION INPUTS OUTPUT\n";
        return 2;
    }
    try {
        fromSource ? runFunction(argv + 2) : runMethod(argv + 1);
        return 0;
    } catch (const std::exception& e) {
        std::cerr << "reference_run: " << e.what() << '\n';
        return 1;
    }
}
