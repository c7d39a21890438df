#include "core/vetting/policy.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>

#include "core/support/error.h"
#include "core/vetting/json.h"

namespace torchsharp {

namespace {

constexpr std::string_view noOverload = "-";
constexpr std::string_view anyOverload = "*";

// The overloads of each operator that is safe, with spaces around each.
const std::unordered_map<std::string, std::string>& safeOperators() {
    static const auto& table = *new std::unordered_map<std::string, std::string>{
#define TSP_SAFE(name, overloads) {name, " " overloads " "},
#define TSP_CLASS(pattern)
#define TSP_EFFECT(pattern, effect)
#define TSP_NOTE(pattern, effect)
#include "core/vetting/safe_operators.inc"
#undef TSP_SAFE
#undef TSP_CLASS
#undef TSP_EFFECT
#undef TSP_NOTE
    };
    return table;
}

constexpr auto safeClasses = std::to_array<std::string_view>({
#define TSP_SAFE(name, overloads)
#define TSP_CLASS(pattern) pattern,
#define TSP_EFFECT(pattern, effect)
#define TSP_NOTE(pattern, effect)
#include "core/vetting/safe_operators.inc"
#undef TSP_SAFE
#undef TSP_CLASS
#undef TSP_EFFECT
#undef TSP_NOTE
});

constexpr auto effects = std::to_array<std::pair<std::string_view, std::string_view>>({
#define TSP_SAFE(name, overloads)
#define TSP_CLASS(pattern)
#define TSP_EFFECT(pattern, effect) {pattern, effect},
#define TSP_NOTE(pattern, effect) {pattern, effect},
#include "core/vetting/safe_operators.inc"
#undef TSP_SAFE
#undef TSP_CLASS
#undef TSP_EFFECT
#undef TSP_NOTE
});

// A pattern in which * stands for any characters.
bool matches(std::string_view pattern, std::string_view text) {
    size_t p = 0;
    size_t t = 0;
    size_t star = std::string_view::npos; // the last one, and where its characters end so far
    size_t resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') {
        ++p;
    }
    return p == pattern.size();
}

std::string fullName(const std::string& name, const std::string& overload) {
    return overload.empty() ? name : name + "." + overload;
}

bool matchesAny(const std::vector<std::string>& patterns, const std::string& name,
                const std::string& full) {
    return std::any_of(patterns.begin(), patterns.end(), [&](const auto& pattern) {
        return matches(pattern, name) || matches(pattern, full);
    });
}

bool isSafeOperator(const std::string& name, const std::string& overload) {
    const auto found = safeOperators().find(name);
    if (found == safeOperators().end()) {
        return false;
    }
    const std::string_view wanted = overload.empty() ? noOverload : std::string_view(overload);
    const auto has = [&](std::string_view one) {
        return found->second.find(" " + std::string(one) + " ") != std::string::npos;
    };
    return has(wanted) || has(anyOverload);
}

void readLimits(JsonReader& json, ArchiveLimits& limits) {
    json.object([&](const std::string& name) {
        auto* limit = name == "bytes"        ? &limits.bytes
                      : name == "code_bytes" ? &limits.codeBytes
                      : name == "records"    ? &limits.records
                      : name == "growth"     ? &limits.growth
                                             : nullptr;
        if (limit == nullptr) {
            json.fail("'" + name + "' is not a limit: expected bytes, code_bytes, records, growth");
        }
        *limit = json.number();
        if (*limit < 0) {
            json.fail("a limit cannot be negative");
        }
    });
}

// A pattern that could not name anything is most likely a slip.
std::vector<std::string> operatorPatterns(JsonReader& json) {
    auto patterns = json.texts();
    for (const auto& pattern : patterns) {
        if (pattern.find("::") == std::string::npos && pattern != anyOverload) {
            json.fail("'" + pattern +
                      "' is not the name of an operator: expected one such as 'aten::add', "
                      "'aten::add.Tensor' or 'torchvision::*'");
        }
    }
    return patterns;
}

} // namespace

Policy Policy::read(const std::string& text) {
    Policy policy;
    if (text == "safe") {
        return policy;
    }
    if (text.find('{') == std::string::npos) {
        throw Error(TSP_ERROR_VALUE, "there is no policy '" + text +
                                         "': expected 'safe', or a policy as JSON such as "
                                         "{\"allow\": [\"torchvision::nms\"]}");
    }
    policy.name_ = "custom";
    JsonReader json(text, "the policy");
    json.object([&](const std::string& name) {
        if (name == "name") {
            policy.name_ = json.text();
        } else if (name == "base") {
            const auto base = json.text();
            if (base != "safe" && base != "none") {
                json.fail("'" + base + "' is not a base: expected 'safe' or 'none'");
            }
            policy.isSafe_ = base == "safe";
        } else if (name == "allow") {
            policy.allow_ = operatorPatterns(json);
        } else if (name == "deny") {
            policy.deny_ = operatorPatterns(json);
        } else if (name == "classes") {
            policy.classes_ = json.texts();
        } else if (name == "endless_loops") {
            policy.endlessLoops_ = json.boolean();
        } else if (name == "limits") {
            readLimits(json, policy.limits_);
        } else {
            json.fail("'" + name + "' is not a part of a policy: expected name, base, allow, " +
                      "deny, classes, endless_loops, limits");
        }
    });
    json.end();
    return policy;
}

bool Policy::allows(const std::string& name, const std::string& overload) const {
    const auto full = fullName(name, overload);
    return !matchesAny(deny_, name, full) &&
           ((isSafe_ && isSafeOperator(name, overload)) || matchesAny(allow_, name, full));
}

bool Policy::allowsClass(const std::string& name) const {
    return (isSafe_ && std::any_of(safeClasses.begin(), safeClasses.end(),
                                   [&](auto pattern) { return matches(pattern, name); })) ||
           matchesAny(classes_, name, name);
}

std::string effectOf(const std::string& name, const std::string& overload) {
    const auto full = fullName(name, overload);
    for (const auto& [pattern, effect] : effects) {
        if (matches(pattern, name) || matches(pattern, full)) {
            return std::string(effect);
        }
    }
    return "";
}

std::string effectInWords(const std::string& effect) {
    static const auto& words = *new std::unordered_map<std::string, std::string>{
        {"writes_files", "writes files"},
        {"reads_files", "reads files"},
        {"prints", "prints"},
        {"runs_python", "runs Python"},
        {"network", "talks to other processes"},
        {"host_state", "changes or reveals the state of the process"},
        {"raw_memory", "reaches memory without a check"},
        {"uninitialized_memory", "reveals what the memory held before"},
        {"native_class", "runs code of a library"},
        {"endless_loop", "does not end"},
    };
    const auto found = words.find(effect);
    return found == words.end() ? "is not in its list of operators" : found->second;
}

} // namespace torchsharp
