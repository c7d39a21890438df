using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace TorchSharpPy.Convert
{
    /// <summary>Builds the converter of a C# type, by reflection, once per type.</summary>
    internal static class ConvFactory
    {
        private static readonly Conv Tensors = new TensorConv();

        /// <summary>The converter of a C# type.</summary>
        /// <exception cref="TorchTypeException">The type has no TorchScript type.</exception>
        internal static Conv Create(Type type) => type == typeof(torch.Tensor) ? Tensors : CreateOther(type);

        /// <summary>The error for a C# type that has no TorchScript type.</summary>
        internal static TorchTypeException Unsupported(Type type) => new TorchTypeException(RecordShape.IsPython(type)
            ? $"{TypeNames.Of(type)} is a Python object: convert it first, with ToTensor(), ToScriptModule() or As<T>()."
            : $"{TypeNames.Of(type)} has no TorchScript type. Supported are Tensor, long, int, double, float, bool, Complex, " +
            "string, Scalar, Device, ScalarType, Layout, MemoryFormat, object, and of these: T?, value tuples, T[], List<T>, " +
            "IReadOnlyList<T>, IEnumerable<T>, Dictionary<K, V>, IReadOnlyDictionary<K, V>; enums for enums, and your " +
            "own classes and structs for named tuples.");

        // A program's first call mostly needs tensors, so what other types need is not loaded yet.
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static Conv CreateOther(Type type) =>
            Others.Known.TryGetValue(type, out Conv known) ? known : Others.Known.GetOrAdd(type, Make(type));

        private static Conv Make(Type type) => PlainConvs.Create(type) ?? Instantiate(ConverterType(type));

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
            if (GenericConvs.Dictionaries.Contains(definition))
            {
                return typeof(DictConv<,,>).MakeGenericType(arguments.Prepend(type).ToArray());
            }
            if (GenericConvs.SequenceInterfaces.Contains(definition))
            {
                return typeof(SequenceInterfaceConv<,>).MakeGenericType(type, arguments[0]);
            }
            return GenericConvs.ByDefinition.TryGetValue(definition, out Type converter)
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
                // Throw the reason, such as an unsupported element type, instead of reflection's wrapper.
                ExceptionDispatchInfo.Capture(error.InnerException).Throw();
                throw;
            }
        }

        private static class Others
        {
            internal static readonly ConcurrentDictionary<Type, Conv> Known = new ConcurrentDictionary<Type, Conv>();
        }
    }
}
