using System;
using System.Collections.Generic;
using System.Numerics;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>The converters of types that are not generic, each made when it is first asked for.</summary>
    internal static class PlainConvs
    {
        private static readonly Dictionary<Type, Func<Conv>> Makers = new Dictionary<Type, Func<Conv>>
        {
            [typeof(long)] = () => new NumberConv<long, long, LongNumber>(),
            [typeof(int)] = () => new NumberConv<int, long, IntNumber>(),
            [typeof(double)] = () => new NumberConv<double, double, DoubleNumber>(),
            [typeof(float)] = () => new NumberConv<float, double, SingleNumber>(),
            [typeof(Complex)] = () => new ComplexConv(),
            [typeof(bool)] = () => new BoolConv(),
            [typeof(Modules.Parameter)] = () => new ParameterConv(),
            [typeof(string)] = () => new StringConv(),
            [typeof(Scalar)] = () => new ScalarConv(),
            [typeof(torch.Device)] = () => new DeviceConv(),
            [typeof(torch.ScalarType)] = () => new NumberedEnumConv<torch.ScalarType>(NativeKind.Dtype),
            [typeof(torch.Layout)] = () => new NumberedEnumConv<torch.Layout>(NativeKind.Layout),
            [typeof(torch.MemoryFormat)] = () => new NumberedEnumConv<torch.MemoryFormat>(NativeKind.Int),
            [typeof(byte[])] = () => new BytesConv(),
            [typeof(ValueTuple)] = () => new TupleConv0(),
            [typeof(object)] = () => new ObjectConv(),
        };

        /// <summary>The converter of a type; null for other types.</summary>
        internal static Conv? Create(Type type) => Makers.TryGetValue(type, out Func<Conv> make) ? make() : null;
    }
}
