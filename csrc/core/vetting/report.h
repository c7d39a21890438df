#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/vetting/policy.h"
#include "core/vetting/reach.h"

namespace torchsharp {

// Why an archive is refused. operatorName and method are empty where they say nothing.
struct VetProblem {
    std::string kind; // "operator", "class", "endless_loop", "archive", "format"
    std::string text; // a sentence
    std::string operatorName;
    std::string method;
};

// What an archive could do.
struct VetReport {
    struct Operator {
        std::string name;
        bool isAllowed = false;
        std::string effect; // or empty
        std::vector<std::string> methods;
    };
    struct Effect {
        std::string kind;
        std::string operatorName; // or empty
        std::string method;
        bool isOnLoad = false;
    };
    struct Class {
        std::string name;
        bool isNative = false;
        bool isAllowed = false;
        int64_t objects = 0; // of it in the archive
    };

    std::string policy;
    std::vector<VetProblem> problems;
    std::vector<Operator> operators;
    std::vector<Effect> effects;
    std::vector<Class> classes;
    std::vector<std::string> onLoad; // the functions that run while the archive is loaded
    std::map<std::string, int64_t> sizes;
};

// Adds what the code can do. onLoad: the functions that run on load. objects: how many objects of
// each class the archive holds.
void addCode(const Reach& reach, const std::vector<const torch::jit::Function*>& onLoad,
             const std::map<std::string, int64_t>& objects, const Policy& policy,
             VetReport& report);

// POLICY, with the first problem, if there is one. name: that of the source.
void requireAllowed(const VetReport& report, const std::string& name);

} // namespace torchsharp
