// The type information of c10::DynamicType, which libtorch does not export: the check of the class
// behind a pointer refers to it wherever a c10::Type is used. Types are compared by their names.

#include <cxxabi.h>

#include <ATen/core/jit_type_base.h>

namespace {

const auto* sharedType() {
    return static_cast<const abi::__class_type_info*>(&typeid(c10::SharedType));
}

} // namespace

extern const abi::__si_class_type_info dynamicTypeInfo asm("_ZTIN3c1011DynamicTypeE")
    __attribute__((visibility("default")));

// Before other objects are initialized, which may use types.
__attribute__((init_priority(101)))
const abi::__si_class_type_info dynamicTypeInfo("N3c1011DynamicTypeE", sharedType());
