#include "handles.h"

namespace {

// A schema tree with its parts by name.
class Schema {
  public:
    explicit Schema(const CallableHandle& callable) {
        CHECK_OK(tsp_callable_schema(callable.get(), tree_.out()));
    }

    std::string name() { return textOf(child(tree_.root(), 0)); }
    std::string text() { return textOf(child(tree_.root(), 1)); }
    const tsp_value& parameters() { return child(tree_.root(), 2); }
    const tsp_value& parameter(int64_t i) { return child(parameters(), i); }
    const tsp_value& returns() { return child(tree_.root(), 3); }

  private:
    Result tree_;
};

int64_t kindOf(const tsp_value& type) { return intOf(child(type, 0)); }
std::string printed(const tsp_value& type) { return textOf(child(type, 1)); }
const tsp_value& contained(const tsp_value& type, int64_t i) { return child(child(type, 2), i); }

std::string nameOf(const tsp_value& parameter) { return textOf(child(parameter, 0)); }
const tsp_value& typeOf(const tsp_value& parameter) { return child(parameter, 1); }
bool hasDefault(const tsp_value& parameter) { return intOf(child(parameter, 2)) != 0; }
bool keywordOnly(const tsp_value& parameter) { return intOf(child(parameter, 3)) != 0; }
const tsp_value& defaultOf(const tsp_value& parameter) { return child(parameter, 4); }

} // namespace

TEST(schemaLeavesSelfOut) {
    Schema schema(methodOf("sample.pt", "add_scalar"));
    CHECK_EQ(schema.name(), "add_scalar");
    CHECK_EQ(schema.text(), "add_scalar(Tensor x, int i) -> Tensor");
    CHECK_EQ(sizeOf(schema.parameters()), 2);
    CHECK_EQ(nameOf(schema.parameter(1)), "i");
    CHECK_EQ(kindOf(typeOf(schema.parameter(1))), TSP_TYPE_INT);
    CHECK_EQ(kindOf(schema.returns()), TSP_TYPE_TENSOR);
}

TEST(schemaTellsDefaults) {
    Schema schema(methodOf("values.pt", "with_default"));
    CHECK(!hasDefault(schema.parameter(0)));
    CHECK_EQ(defaultOf(schema.parameter(0)).kind, TSP_KIND_NONE);
    CHECK(hasDefault(schema.parameter(1)));
    CHECK_EQ(textOf(defaultOf(schema.parameter(1))), "2");
    CHECK_EQ(textOf(defaultOf(schema.parameter(2))), "1.5");
}

TEST(schemaNestsItsTypes) {
    Schema schema(methodOf("values.pt", "nested"));
    const auto& tuple = typeOf(schema.parameter(0));
    CHECK_EQ(kindOf(tuple), TSP_TYPE_TUPLE);
    CHECK_EQ(printed(tuple), "Tuple[Tensor, Tuple[int, str], List[float]]");
    CHECK_EQ(kindOf(contained(contained(tuple, 1), 1)), TSP_TYPE_STRING);
    CHECK_EQ(kindOf(contained(contained(tuple, 2), 0)), TSP_TYPE_FLOAT);
}

TEST(optionalContainsItsElementOnly) {
    Schema schema(methodOf("values.pt", "identity_optional_int"));
    const auto& type = typeOf(schema.parameter(0));
    CHECK_EQ(kindOf(type), TSP_TYPE_OPTIONAL);
    CHECK_EQ(sizeOf(child(type, 2)), 1);
    CHECK_EQ(kindOf(contained(type, 0)), TSP_TYPE_INT);
}

TEST(dictionaryContainsKeyAndValue) {
    Schema schema(methodOf("values.pt", "table"));
    CHECK_EQ(kindOf(schema.returns()), TSP_TYPE_DICT);
    CHECK_EQ(kindOf(contained(schema.returns(), 0)), TSP_TYPE_STRING);
    CHECK_EQ(kindOf(contained(schema.returns(), 1)), TSP_TYPE_TENSOR);
}

TEST(methodThatReturnsNothingReturnsNone) {
    Schema schema(methodOf("values.pt", "nothing"));
    CHECK_EQ(sizeOf(schema.parameters()), 0);
    CHECK_EQ(kindOf(schema.returns()), TSP_TYPE_NONE);
}

TEST(operatorTellsKeywordOnlyAndSeveralResults) {
    Schema add(operatorOf("aten::add", "Tensor"));
    CHECK(!keywordOnly(add.parameter(1)));
    CHECK(keywordOnly(add.parameter(2)));
    CHECK_EQ(kindOf(typeOf(add.parameter(2))), TSP_TYPE_NUMBER);
    Schema max(operatorOf("aten::max", "dim"));
    CHECK_EQ(kindOf(max.returns()), TSP_TYPE_TUPLE);
    CHECK_EQ(kindOf(contained(max.returns(), 1)), TSP_TYPE_TENSOR);
}
