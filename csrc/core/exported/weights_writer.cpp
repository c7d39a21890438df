#include "core/exported/weights_writer.h"

#include <map>

#include <ATen/ATen.h>

#include "core/exported/custom_objects.h"
#include "core/exported/json.h"
#include "core/exported/scalars.h"

namespace torchsharp {

namespace {

Json numbers(c10::IntArrayRef values) {
    auto list = Json::array();
    for (const auto value : values) {
        list.push_back({{"as_int", value}});
    }
    return list;
}

Json metaOf(const at::Tensor& tensor, const at::Tensor& written) {
    Json index; // null
    if (tensor.device().has_index()) {
        index = tensor.device().index();
    }
    constexpr int strided = 7;
    return {
        {"dtype", numberOf(tensor.scalar_type())},
        {"sizes", numbers(written.sizes())},
        {"requires_grad", tensor.requires_grad()},
        {"device", {{"type", c10::DeviceTypeName(tensor.device().type(), true)}, {"index", index}}},
        {"strides", numbers(written.strides())},
        {"storage_offset", {{"as_int", 0}}},
        {"layout", strided}};
}

// One of the two folders of tensors, with its table.
class Folder {
  public:
    Folder(std::string kind, std::string prefix)
        : kind_(std::move(kind)), prefix_(std::move(prefix)), table_(Json::object()) {}

    void add(const WeightSpec& spec, const at::Tensor& tensor,
             caffe2::serialize::PyTorchStreamWriter& archive) {
        auto& entry = written_[tensor.unsafeGetTensorImpl()];
        if (entry.is_null()) {
            const auto plain = tensor.detach().cpu().contiguous();
            const auto name = prefix_ + std::to_string(written_.size() - 1);
            archive.writeRecord("data/" + kind_ + "/" + name, plain.const_data_ptr(),
                                plain.nbytes());
            entry = {{"path_name", name},
                     {"is_param", spec.kind == WeightSpec::Kind::Parameter},
                     {"use_pickle", false},
                     {"tensor_meta", metaOf(tensor, plain)}};
        }
        table_[spec.name] = entry;
    }

    void add(const WeightSpec& spec, const c10::IValue& object,
             caffe2::serialize::PyTorchStreamWriter& archive) {
        auto& entry = writtenObjects_[object.internalToPointer()];
        if (entry.is_null()) {
            const auto name = "custom_obj_" + std::to_string(writtenObjects_.size() - 1);
            const auto bytes = writeCustomObject(object);
            archive.writeRecord("data/" + kind_ + "/" + name, bytes.data(), bytes.size());
            entry = {{"path_name", name},
                     {"is_param", false},
                     {"use_pickle", true},
                     {"tensor_meta", nullptr}};
        }
        table_[spec.name] = entry;
    }

    void finish(const std::string& program, caffe2::serialize::PyTorchStreamWriter& archive) const {
        const auto text = Json{{"config", table_}}.dump();
        archive.writeRecord("data/" + kind_ + "/" + program + "_" + kind_ + "_config.json",
                            text.data(), text.size());
    }

  private:
    std::string kind_;
    std::string prefix_;
    Json table_;
    std::map<const at::TensorImpl*, Json> written_;
    std::map<const void*, Json> writtenObjects_;
};

} // namespace

void writeWeights(const Program& program, const std::vector<at::Tensor>& weights,
                  const std::vector<c10::IValue>& objects,
                  caffe2::serialize::PyTorchStreamWriter& archive) {
    Folder state("weights", "weight_");
    Folder constants("constants", "tensor_");
    for (size_t i = 0; i < weights.size(); ++i) {
        const auto& spec = program.weights[i];
        (spec.isPersistent ? state : constants).add(spec, weights[i], archive);
    }
    for (size_t i = 0; i < objects.size(); ++i) {
        constants.add(program.weights[weights.size() + i], objects[i], archive);
    }
    state.finish(program.name, archive);
    constants.finish(program.name, archive);
}

} // namespace torchsharp
