using System;
using System.Collections.Generic;

namespace TorchSharpPy.Convert
{
    /// <summary>Generic types that have converters.</summary>
    internal static class GenericConvs
    {
        /// <summary>The converters of generic types, by their definitions.</summary>
        internal static readonly Dictionary<Type, Type> ByDefinition = new Dictionary<Type, Type>(TupleConvs.ByDefinition)
        {
            [typeof(Nullable<>)] = typeof(NullableConv<>),
            [typeof(List<>)] = typeof(ListConv<>),
            [typeof(HashSet<>)] = typeof(SetConv<>),
        };

        /// <summary>What a dictionary may be declared as.</summary>
        internal static readonly HashSet<Type> Dictionaries = new HashSet<Type>
        {
            typeof(Dictionary<,>),
            typeof(IDictionary<,>),
            typeof(IReadOnlyDictionary<,>),
        };

        /// <summary>What a list may be declared as, besides arrays and List.</summary>
        internal static readonly HashSet<Type> SequenceInterfaces = new HashSet<Type>
        {
            typeof(IEnumerable<>),
            typeof(ICollection<>),
            typeof(IList<>),
            typeof(IReadOnlyCollection<>),
            typeof(IReadOnlyList<>),
        };
    }
}
