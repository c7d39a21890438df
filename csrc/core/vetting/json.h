#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace torchsharp {

// Reads JSON whose shape is known, from its start to its end. VALUE, with the place of the problem,
// for text that is not JSON or has another shape.
class JsonReader {
  public:
    // what: the name of the text in messages, "the policy".
    JsonReader(std::string_view text, std::string what) : text_(text), what_(std::move(what)) {}

    // Calls member for each name of an object; it must read the value.
    void object(const std::function<void(const std::string& name)>& member);
    std::vector<std::string> texts();
    std::string text();
    int64_t number();
    bool boolean();
    // Nothing may follow.
    void end();

    // VALUE.
    [[noreturn]] void fail(const std::string& problem) const;

  private:
    char peek();
    void expect(char sign, const char* name);
    bool take(char sign);
    bool takeWord(std::string_view word);
    uint32_t hexDigits();
    void escape(std::string& out);

    std::string_view text_;
    std::string what_;
    size_t at_ = 0;
};

} // namespace torchsharp
