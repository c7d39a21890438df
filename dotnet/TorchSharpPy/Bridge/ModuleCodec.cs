using System;
using Python.Runtime;

namespace TorchSharpPy.Bridge
{
    /// <summary>Converts script modules of torch.jit and torchsharp_py to <see cref="torch.jit.ScriptModule"/>.</summary>
    internal sealed class ModuleCodec : IPyObjectEncoder, IPyObjectDecoder
    {
        private readonly LastEncoded encoded = new LastEncoded();

        public bool CanEncode(Type type) => typeof(torch.jit.ScriptModule).IsAssignableFrom(type) || type == typeof(object);

        public PyObject? TryEncode(object value) =>
            value is torch.jit.ScriptModule module ? encoded.Replace(module.ToPython()) : null;

        public bool CanDecode(PyType objectType, Type targetType) =>
            targetType == typeof(torch.jit.ScriptModule) && PythonTypes.IsScriptModule(objectType);

        public bool TryDecode<T>(PyObject pyObj, out T value) =>
            Decoding.Try(pyObj, source => source.ToScriptModule(), out value);
    }
}
