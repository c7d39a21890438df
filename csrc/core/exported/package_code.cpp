#include "core/exported/package_code.h"

#include <algorithm>
#include <cstdlib>
#include <thread>
#include <unordered_map>

#include <ATen/DynamicLibrary.h>
#include <ATen/core/Tensor.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/inductor/aoti_runner/model_container_runner.h>

#include "core/exported/compiled_files.h"
#include "core/exported/input_checks.h"
#include "core/exported/package_signature.h"
#include "core/files/unreadable.h"
#include "core/support/error.h"
#include "core/types/names.h"

namespace torchsharp {

namespace {

using torch::inductor::AOTIModelContainerRunner;

// What libtorch's runner does not ask its library, which has it all the same.
class Inside : public AOTIModelContainerRunner {
  public:
    static size_t inputCount(const AOTIModelContainerRunner& runner) {
        size_t count = 0;
        ask<decltype(&AOTInductorModelContainerGetNumInputs)>(
            runner, "AOTInductorModelContainerGetNumInputs", &count);
        return count;
    }

    static size_t outputCount(const AOTIModelContainerRunner& runner) {
        size_t count = 0;
        ask<decltype(&AOTInductorModelContainerGetNumOutputs)>(
            runner, "AOTInductorModelContainerGetNumOutputs", &count);
        return count;
    }

    // The names of the weights that the code has neither got nor computes from others.
    static std::vector<std::string> missingWeights(AOTIModelContainerRunner& runner) {
        const auto known = runner.extract_constants_map(false);
        size_t count = 0;
        ask<decltype(&AOTInductorModelContainerGetNumConstants)>(
            runner, "AOTInductorModelContainerGetNumConstants", &count);
        std::vector<std::string> missing;
        for (size_t i = 0; i < count; ++i) {
            bool isComputed = false;
            const char* name = nullptr;
            ask<decltype(&AOTInductorModelContainerGetConstantFromFolded)>(
                runner, "AOTInductorModelContainerGetConstantFromFolded", i, &isComputed);
            ask<decltype(&AOTInductorModelContainerGetConstantOriginalFQN)>(
                runner, "AOTInductorModelContainerGetConstantOriginalFQN", i, &name);
            if (!isComputed && known.count(name) == 0) {
                missing.emplace_back(name);
            }
        }
        std::sort(missing.begin(), missing.end());
        return missing;
    }

  private:
    template <typename Function, typename... Arguments>
    static void ask(const AOTIModelContainerRunner& runner, const char* name,
                    Arguments... arguments) {
        const auto& library = runner.*(&Inside::model_so_);
        const auto function = reinterpret_cast<Function>(library->sym(name));
        if (function(runner.*(&Inside::container_handle_), arguments...) != AOTI_RUNTIME_SUCCESS) {
            throwUnreadable(std::string("its compiled code does not answer ") + name);
        }
    }
};

constexpr const char* checksVariable = "AOTI_RUNTIME_CHECK_INPUTS";

void setChecks(const std::string& value) {
#if defined(_WIN32)
    _putenv_s(checksVariable, value.c_str());
#else
    setenv(checksVariable, value.c_str(), 1);
#endif
}

// Compiled code reads the variable in its first call, and keeps what it reads. It is set for this
// code alone: another program's code may be right for inputs that these checks refuse.
class RuntimeChecks {
  public:
    RuntimeChecks() : lock_(mutex()), previous_(std::getenv(checksVariable)) { setChecks("1"); }
    RuntimeChecks(const RuntimeChecks&) = delete;
    RuntimeChecks& operator=(const RuntimeChecks&) = delete;
    ~RuntimeChecks() { setChecks(previous_); }

    // Another thread may read the environment while a value is replaced, but not while it grows.
    static void prepare() {
        const std::lock_guard<std::mutex> lock(mutex());
        if (std::getenv(checksVariable) == nullptr) {
            setChecks("0"); // as if it were not set
        }
    }

  private:
    static std::mutex& mutex() {
        static std::mutex only;
        return only;
    }

    std::lock_guard<std::mutex> lock_;
    std::string previous_;
};

// The code's checks read as many sizes as they expect, however many the tensor has. They find zeros
// behind the last one in a tensor of this function, where another one has what was there before.
at::Tensor withZerosBehindItsSizes(const at::Tensor& tensor) {
    constexpr size_t inPlace = 5; // so many sizes are in the object itself
    const auto* own = tensor.unsafeGetTensorImpl();
    at::Tensor alias(own->shallow_copy_and_detach(own->version_counter(), true));
    if (tensor.sizes().size() < inPlace) {
        const std::vector<int64_t> zeros(inPlace);
        auto* copy = alias.unsafeGetTensorImpl();
        copy->set_sizes_and_strides(zeros, zeros, tensor.storage_offset());
        copy->set_sizes_and_strides(tensor.sizes(), tensor.strides(), tensor.storage_offset());
    }
    return alias;
}

[[noreturn]] void throwUnfit(const std::string& text) { throw Error(TSP_ERROR_VALUE, text); }

} // namespace

std::unique_ptr<PackageCode> PackageCode::load(const ArchiveRecords& records,
                                               const std::string& name,
                                               const std::optional<c10::Device>& device) {
    const auto refuse = [](const std::string& reason) {
        throw Error(TSP_ERROR_UNSUPPORTED, "its compiled code cannot be used: " + reason);
    };
    const auto files = CompiledFiles::find(records, name);
    if (!files) {
        throwUnreadable("its compiled code has no metadata");
    }
    const auto target = device ? *device : c10::Device(files->device());
    if (const auto reason = files->misfit(target.type()); !reason.empty()) {
        refuse(reason);
    }
    const auto unpacked = files->unpack();
    RuntimeChecks::prepare();
    // Each call takes one of the instances, which share the weights, or waits for one.
    constexpr unsigned most = 64;
    const size_t instances = std::clamp(std::thread::hardware_concurrency(), 1U, most);
    auto runner = torch::inductor::getAOTIModelRunnerRegistry().at(files->device())(
        unpacked->library(), instances, target.str(), unpacked->folder(), false);
    if (const auto missing = Inside::missingWeights(*runner); !missing.empty()) {
        refuse("the weights " + joinNames(missing) +
               " are not in its library. Compile it with the option "
               "aot_inductor.package_constants_in_so");
    }
    return std::unique_ptr<PackageCode>(new PackageCode(std::move(runner), name));
}

PackageCode::PackageCode(std::unique_ptr<AOTIModelContainerRunner> runner, const std::string& name)
    : runner_(std::move(runner)), inputCount_(Inside::inputCount(*runner_)) {
    const auto specs = runner_->get_call_spec();
    program_ = packageProgram(
        name, {inputCount_, Inside::outputCount(*runner_), specs.at(0), specs.at(1)});
    paths_ = leafPaths(*program_);
}

PackageCode::~PackageCode() = default;

at::Tensor PackageCode::checked(const at::Tensor& tensor, size_t leaf) const {
    const auto& path = paths_[leaf];
    if (tensor.layout() != c10::kStrided || tensor.is_conj() || tensor.is_neg()) {
        throwUnfit("'" + path +
                   "' must be a dense tensor with its elements in memory, for compiled code");
    }
    if (tensor.requires_grad() && c10::GradMode::is_enabled()) {
        throwUnfit("'" + path + "' requires a gradient, and the module has only compiled code, " +
                   "which records none: call it under no_grad(), or with a detached tensor");
    }
    return withZerosBehindItsSizes(tensor);
}

void PackageCode::run(torch::jit::Stack& leaves) const {
    std::vector<at::Tensor> inputs;
    std::vector<size_t> places;
    for (size_t i = 0; i < leaves.size(); ++i) {
        if (leaves[i].isTensor()) { // what else was given at the export is in the code
            inputs.push_back(checked(leaves[i].toTensor(), i));
            places.push_back(i);
        }
    }
    if (inputs.size() != inputCount_) {
        throwUnfit("the compiled code takes " + std::to_string(inputCount_) +
                   " tensors among its arguments; got " + std::to_string(inputs.size()));
    }
    std::vector<at::Tensor> outputs;
    try {
        outputs = call(inputs);
    } catch (const std::exception&) {
        rethrow(describeException(std::current_exception()).message, inputs, places);
    }
    leaves.clear();
    for (auto& output : outputs) {
        leaves.emplace_back(std::move(output));
    }
}

std::vector<at::Tensor> PackageCode::call(std::vector<at::Tensor> inputs) const {
    std::vector<at::Tensor> outputs;
    bool isFirst = false;
    std::call_once(first_, [&] {
        const RuntimeChecks checks;
        isFirst = true;
        outputs = runner_->boxed_run(std::move(inputs));
    });
    return isFirst ? outputs : runner_->boxed_run(std::move(inputs));
}

void PackageCode::rethrow(const std::string& reason, const std::vector<at::Tensor>& given,
                          const std::vector<size_t>& places) const {
    constexpr std::string_view mark = "input_handles["; // input_handles[1]: unmatched dtype, ...
    const auto found = reason.find(mark);
    const auto number = found == std::string::npos
                            ? given.size()
                            : std::strtoul(reason.c_str() + found + mark.size(), nullptr, 10);
    if (number >= given.size()) {
        throw Error(TSP_ERROR_RUNTIME, "the compiled code failed: " + reason);
    }
    const auto start = reason.find("]: ", found) + 3;
    const auto& tensor = given[number];
    throwUnfit("'" + paths_[places[number]] + "' is not as the code was compiled for: " +
               reason.substr(start, reason.find('\n', start) - start) + ". Got " + shapeOf(tensor) +
               (tensor.is_contiguous() ? "" : ", which is not contiguous: try contiguous()"));
}

} // namespace torchsharp
