#pragma once

// The Python modules that C++ imports by name.
namespace torchsharp::python_modules {

inline constexpr const char* atExit = "atexit";
inline constexpr const char* collections = "collections";
inline constexpr const char* gc = "gc";
inline constexpr const char* sys = "sys";
inline constexpr const char* torch = "torch";
inline constexpr const char* torchC = "torch._C";
inline constexpr const char* torchJitRecursive = "torch.jit._recursive";
inline constexpr const char* torchJitState = "torch.jit._state";
inline constexpr const char* torchNn = "torch.nn";
inline constexpr const char* awaiting = "torchsharp_py._awaiting";
inline constexpr const char* constants = "torchsharp_py._constants";
inline constexpr const char* enumValue = "torchsharp_py._enum_value";
inline constexpr const char* errors = "torchsharp_py._errors";
inline constexpr const char* moduleFace = "torchsharp_py._module.face";
inline constexpr const char* schema = "torchsharp_py.schema";

} // namespace torchsharp::python_modules
