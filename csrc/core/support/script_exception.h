#pragma once

#include <exception>
#include <optional>
#include <string>

namespace torchsharp {

// What an exception of TorchScript says.
struct ScriptException {
    bool isOfCompiler = false; // else the code has raised it
    std::string text;
    std::string raised;                 // the class that the code has raised, if it has a name
    std::optional<std::string> message; // what the code has raised it with
};

// Nothing for an exception of another class.
std::optional<ScriptException> scriptExceptionOf(const std::exception& error);

} // namespace torchsharp
