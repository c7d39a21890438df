using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace TorchSharpPy.Convert
{
    /// <summary>Builds the converter of a C# type, by reflection, once per type.</summary>
    internal static class ConvFactory
    {
        private static readonly ConcurrentDictionary<Type, Conv> Known = new ConcurrentDictionary<Type, Conv>
        {
            [typeof(torch.Tensor)] = new TensorConv(),
            [typeof(long)] = new NumberConv<long, long, LongNumber>(),
            [typeof(int)] = new NumberConv<int, long, IntNumber>(),
            [typeof(double)] = new NumberConv<double, double, DoubleNumber>(),
            [typeof(float)] = new NumberConv<float, double, SingleNumber>(),
            [typeof(Complex)] = new ComplexConv(),
            [typeof(bool)] = new BoolConv(),
            [typeof(string)] = new StringConv(),
            [typeof(Scalar)] = new ScalarConv(),
            [typeof(torch.Device)] = new DeviceConv(),
            [typeof(torch.ScalarType)] = new NumberedEnumConv<torch.ScalarType>(),
            [typeof(torch.Layout)] = new NumberedEnumConv<torch.Layout>(),
            [typeof(torch.MemoryFormat)] = new NumberedEnumConv<torch.MemoryFormat>(),
            [typeof(ValueTuple)] = new TupleConv0(),
            [typeof(object)] = new ObjectConv(),
        };

        private static readonly Dictionary<Type, Type> Generics = new Dictionary<Type, Type>
        {
            [typeof(Nullable<>)] = typeof(NullableConv<>),
            [typeof(List<>)] = typeof(ListConv<>),
            [typeof(ValueTuple<>)] = typeof(TupleConv1<>),
            [typeof(ValueTuple<,>)] = typeof(TupleConv2<,>),
            [typeof(ValueTuple<,,>)] = typeof(TupleConv3<,,>),
            [typeof(ValueTuple<,,,>)] = typeof(TupleConv4<,,,>),
            [typeof(ValueTuple<,,,,>)] = typeof(TupleConv5<,,,,>),
            [typeof(ValueTuple<,,,,,>)] = typeof(TupleConv6<,,,,,>),
            [typeof(ValueTuple<,,,,,,>)] = typeof(TupleConv7<,,,,,,>),
            [typeof(ValueTuple<,,,,,,,>)] = typeof(TupleConv8<,,,,,,,>),
        };

        private static readonly HashSet<Type> Dictionaries = new HashSet<Type>
        {
            typeof(Dictionary<,>),
            typeof(IDictionary<,>),
            typeof(IReadOnlyDictionary<,>),
        };

        private static readonly HashSet<Type> SequenceInterfaces = new HashSet<Type>
        {
            typeof(IEnumerable<>),
            typeof(ICollection<>),
            typeof(IList<>),
            typeof(IReadOnlyCollection<>),
            typeof(IReadOnlyList<>),
        };

        /// <summary>The converter of a C# type.</summary>
        /// <exception cref="TorchTypeException">TorchScript has no counterpart to the type.</exception>
        internal static Conv Create(Type type) =>
            Known.TryGetValue(type, out Conv known) ? known : Known.GetOrAdd(type, Instantiate(ConverterType(type)));

        /// <summary>The error for a C# type that TorchScript has no counterpart to.</summary>
        internal static TorchTypeException Unsupported(Type type) => new TorchTypeException(RecordShape.IsPython(type)
            ? $"{TypeNames.Of(type)} is an object of Python: convert it first, with ToTensor(), ToScriptModule() or As<T>()."
            : $"{TypeNames.Of(type)} has no counterpart in TorchScript. Supported are Tensor, long, int, double, float, bool, Complex, " +
            "string, Scalar, Device, ScalarType, Layout, MemoryFormat, object, and of these: T?, value tuples, T[], List<T>, " +
            "IReadOnlyList<T>, IEnumerable<T>, Dictionary<K, V>, IReadOnlyDictionary<K, V>; enums for enums, and classes and " +
            "structs of your own for named tuples.");

        private static Type ConverterType(Type type)
        {
            if (ObjectNodes.ConverterType(type) is Type known)
            {
                return known;
            }
            if (type.IsArray && type.GetArrayRank() == 1)
            {
                return typeof(ArrayConv<>).MakeGenericType(type.GetElementType()!);
            }
            if (type.IsEnum)
            {
                return typeof(EnumConv<>).MakeGenericType(type);
            }
            if (RecordShape.Is(type))
            {
                return typeof(RecordConv<>).MakeGenericType(type);
            }
            if (!type.IsGenericType)
            {
                throw Unsupported(type);
            }
            Type definition = type.GetGenericTypeDefinition();
            Type[] arguments = type.GetGenericArguments();
            if (Dictionaries.Contains(definition))
            {
                return typeof(DictConv<,,>).MakeGenericType(arguments.Prepend(type).ToArray());
            }
            if (SequenceInterfaces.Contains(definition))
            {
                return typeof(SequenceInterfaceConv<,>).MakeGenericType(type, arguments[0]);
            }
            return Generics.TryGetValue(definition, out Type converter)
                ? converter.MakeGenericType(arguments)
                : throw Unsupported(type);
        }

        private static Conv Instantiate(Type converter)
        {
            try
            {
                return (Conv)Activator.CreateInstance(converter, nonPublic: true)!;
            }
            catch (TargetInvocationException error) when (error.InnerException != null)
            {
                // The reason, such as an unsupported element type, not that reflection was used.
                ExceptionDispatchInfo.Capture(error.InnerException).Throw();
                throw;
            }
        }
    }
}
