using System;
using Python.Runtime;

namespace TorchSharpPy.Bridge
{
    /// <summary>torch.Tensor in Python is <see cref="torch.Tensor"/> in C#; parameters are tensors too.</summary>
    internal sealed class TensorCodec : IPyObjectEncoder, IPyObjectDecoder
    {
        private readonly LastEncoded encoded = new LastEncoded();

        public bool CanEncode(Type type) => type == typeof(torch.Tensor);

        public PyObject? TryEncode(object value) => encoded.Replace(((torch.Tensor)value).ToPython());

        public bool CanDecode(PyType objectType, Type targetType) =>
            targetType == typeof(torch.Tensor) && PythonTypes.IsTensor(objectType);

        public bool TryDecode<T>(PyObject pyObj, out T value) =>
            Decoding.Try(pyObj, source => source.ToTensor(), out value);
    }
}
