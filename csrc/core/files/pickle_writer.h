#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <ATen/core/Tensor.h>
#include <c10/core/Storage.h>

namespace torchsharp {

// Writes a pickle as torch.save does: torch.load reads it with weights_only. Each function writes
// one value; what is between the begin and the end of a container is in it.
class PickleWriter {
  public:
    PickleWriter();

    void none() { code('N'); }
    void boolean(bool value) { code(value ? 0x88 : 0x89); }
    void integer(int64_t value);
    void real(double value);
    void complex(double real, double imaginary);
    void text(std::string_view value);
    void bytes(std::string_view value);
    void dtype(c10::ScalarType value);
    void layout(c10::Layout value);
    // As Device::str() writes it.
    void device(std::string_view name);
    // Tensors share their storages in the file as in memory. UNSUPPORTED for a tensor that is made
    // of others, or whose memory is not its elements.
    void tensor(const at::Tensor& value);

    void beginList();
    void endList() { code('e'); }
    void beginTuple() { code('('); }
    void endTuple() { code('t'); }
    void beginDict(); // keys and values in turn
    void endDict() { code('u'); }
    void beginSet();
    void endSet();

    // Ends the pickle and returns it.
    std::string finish();
    // Their indices are their keys.
    const std::vector<c10::Storage>& storages() const { return storages_; }

  private:
    template <class T> void number(T value);
    void code(int instruction) { pickle_ += static_cast<char>(instruction); }
    void global(std::string_view module, std::string_view name);
    void beginCall(std::string_view module, std::string_view name);
    void endCall();
    void sizes(c10::IntArrayRef values);
    void storage(const at::Tensor& tensor, bool isUntyped);
    void placed(const at::Tensor& tensor, bool isUntyped);
    void noHooks();
    void newTensor(const at::Tensor& tensor);
    void strided(const at::Tensor& tensor);
    void quantized(const at::Tensor& tensor);
    void sparse(const at::Tensor& tensor);
    void meta(const at::Tensor& tensor);

    std::string pickle_;
    std::vector<c10::Storage> storages_;
    std::map<const void*, int64_t> keys_; // of the storages
    std::vector<at::Tensor> tensors_;     // the ones in the memo
    std::map<const void*, uint32_t> memo_;
};

} // namespace torchsharp
