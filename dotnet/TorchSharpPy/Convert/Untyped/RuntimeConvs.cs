using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharpPy.Convert
{
    /// <summary>Converters for values whose types are known only at run time.</summary>
    internal static class RuntimeConvs
    {
        private static readonly ConcurrentDictionary<Type, Conv?> Found = new ConcurrentDictionary<Type, Conv?>();

        /// <summary>The converter of a type or of an interface of it; null if it has no TorchScript type.</summary>
        internal static Conv? Find(Type type) => Found.GetOrAdd(type, Search);

        private static Conv? Search(Type type)
        {
            if (type == typeof(object))
            {
                return null; // it already is the run-time type
            }
            return TryCreate(type) ??
                Implemented(type, typeof(IReadOnlyDictionary<,>)) ??
                Implemented(type, typeof(IDictionary<,>)) ??
                Implemented(type, typeof(IEnumerable<>));
        }

        private static Conv? Implemented(Type type, Type definition) => type.GetInterfaces()
            .Where(one => one.IsGenericType && one.GetGenericTypeDefinition() == definition)
            .Select(TryCreate)
            .FirstOrDefault(conv => conv != null);

        private static Conv? TryCreate(Type type)
        {
            try
            {
                return ConvFactory.Create(type);
            }
            catch (TorchTypeException) // for the type, or for a type it contains
            {
                return null;
            }
        }
    }
}
