using System;
using Python.Runtime;

namespace TorchSharpPy.Bridge
{
    /// <summary>Converts torch.Tensor of Python to <see cref="torch.Tensor"/>. Parameters are tensors too.</summary>
    internal sealed class TensorCodec : IPyObjectEncoder, IPyObjectDecoder
    {
        private readonly LastEncoded encoded = new LastEncoded();

        // pythonnet asks with the static type, which is object for the results of untyped calls.
        public bool CanEncode(Type type) => typeof(torch.Tensor).IsAssignableFrom(type) || type == typeof(object);

        public PyObject? TryEncode(object value) =>
            value is torch.Tensor tensor ? encoded.Replace(tensor.ToPython()) : null;

        public bool CanDecode(PyType objectType, Type targetType) =>
            targetType == typeof(torch.Tensor) && PythonTypes.IsTensor(objectType);

        public bool TryDecode<T>(PyObject pyObj, out T value) =>
            Decoding.Try(pyObj, source => source.ToTensor(), out value);
    }
}
