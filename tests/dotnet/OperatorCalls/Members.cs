using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using TorchSharpPy;

namespace OperatorCalls
{
    /// <summary>The public operators: members whose parameters and results are values of libtorch.</summary>
    internal static class Members
    {
        private static readonly Type[] Owners =
        {
            typeof(torch), typeof(torch.Tensor), typeof(torch.nn.functional), typeof(torch.linalg), typeof(torch.fft),
            typeof(torch.special),
        };

        private static readonly Type[] Known =
        {
            typeof(torch.Tensor), typeof(torch.Tensor[]), typeof(IEnumerable<torch.Tensor>), typeof(long), typeof(int),
            typeof(double), typeof(bool), typeof(string), typeof(Scalar), typeof(Scalar[]), typeof(torch.IntList), typeof(long[]),
            typeof(double[]), typeof(torch.ScalarType), typeof(torch.Layout), typeof(torch.MemoryFormat), typeof(torch.Device),
            typeof(torch.Generator), typeof(torch.nn.Reduction), typeof(torch.Out),
        };

        internal static MethodInfo[] All() => Owners
            .SelectMany(owner => owner.GetMethods(
                BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsGenericMethod && !method.IsSpecialName && method.GetParameters().All(IsKnown))
            .Where(method => method.IsStatic || method.DeclaringType == typeof(torch.Tensor))
            .Where(method => !IsOfTheProcess(method))
            .OrderBy(method => method.DeclaringType + method.ToString(), StringComparer.Ordinal)
            .ToArray();

        private static bool IsKnown(ParameterInfo parameter)
        {
            Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
            return Known.Contains(type) || IsTuple(type);
        }

        private static bool IsTuple(Type type) => type.IsGenericType &&
            type.FullName!.StartsWith("System.ValueTuple", StringComparison.Ordinal) &&
            type.GetGenericArguments().All(each => each == typeof(torch.Tensor));

        /// <summary>What changes settings of the process, reads or writes files, or prints.</summary>
        private static bool IsOfTheProcess(MethodInfo method) =>
            method.Name.StartsWith("set_", StringComparison.Ordinal) ||
            method.Name.StartsWith("load", StringComparison.OrdinalIgnoreCase) ||
            method.Name.StartsWith("save", StringComparison.OrdinalIgnoreCase) || method.Name == "from_file" ||
            method.Name.Contains("_polynomial_", StringComparison.Ordinal) || // takes as long as its degree is large
            method.Name == "print" || method.Name == "manual_seed" || method.Name == "Dispose";
    }
}
