using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Every operator refuses a tensor that was disposed.</summary>
    public static class DisposedTensorTests
    {
        /// <summary>What can be asked of a disposed tensor, or has to do with its scope only.</summary>
        private static readonly string[] Harmless =
        {
            "Dispose", "Equals", "ToString", "DetachFromDisposeScope", "MoveToOuterDisposeScope", "MoveToOtherDisposeScope",
            "is_tensor",
        };

        [Test]
        public static void Methods_and_functions_refuse_it()
        {
            Tensor disposed = ones(2);
            disposed.Dispose();
            var wrong = new List<string>();
            int refused = 0;
            foreach (MethodInfo method in Members())
            {
                object?[] given = method.GetParameters().Select(parameter => Argument(parameter, disposed)).ToArray();
                string outcome = Outcome(() => method.Invoke(method.IsStatic ? null : disposed, given));
                if (outcome == nameof(ObjectDisposedException))
                {
                    refused++;
                }
                else if (outcome != nameof(UnknownOperatorException) || !RemovedLater.Contains(method.Name))
                {
                    wrong.Add($"{method}: {outcome}");
                }
            }
            Check.True(refused > 1500, $"only {refused} members");
            Check.Equal(string.Empty, string.Join("\n", wrong));
        }

        // PyTorch 2.14 has them no more.
        private static readonly HashSet<string> RemovedLater = new HashSet<string> { "cholesky", "qr" };

        private static IEnumerable<MethodInfo> Members() =>
            new[] { typeof(torch), typeof(Tensor), typeof(nn.functional), typeof(linalg), typeof(fft), typeof(special) }
                .SelectMany(owner => owner.GetMethods(
                    BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
                .Where(method => !method.IsGenericMethod && !method.IsSpecialName && !Harmless.Contains(method.Name))
                .Where(method => !method.IsStatic || TakesTensor(method));

        private static bool TakesTensor(MethodInfo method) =>
            method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Tensor) && !parameter.HasDefaultValue);

        private static object? Argument(ParameterInfo parameter, Tensor disposed)
        {
            Type type = parameter.ParameterType;
            if (type == typeof(Tensor))
            {
                return disposed;
            }
            if (parameter.HasDefaultValue)
            {
                return Nullable.GetUnderlyingType(type)?.IsEnum == true && parameter.DefaultValue != null
                    ? Enum.ToObject(Nullable.GetUnderlyingType(type)!, parameter.DefaultValue)
                    : parameter.DefaultValue;
            }
            if (type == typeof(IEnumerable<Tensor>) || type == typeof(Tensor[]) || type == typeof(IEnumerable<Tensor?>))
            {
                return new[] { disposed };
            }
            if (type == typeof(TensorIndex[]))
            {
                return new TensorIndex[] { 0 };
            }
            if (type == typeof(Func<Tensor, Tensor>))
            {
                return (Func<Tensor, Tensor>)(tensor => tensor);
            }
            if (type == typeof(Action<Tensor>))
            {
                return (Action<Tensor>)(tensor => { });
            }
            if (type.IsArray)
            {
                return Array.CreateInstance(type.GetElementType()!, 1);
            }
            if (type == typeof(Stream))
            {
                return new MemoryStream();
            }
            return type == typeof(Device) ? CPU : type == typeof(string) ? "sum" : type.IsValueType ? Activator.CreateInstance(type) : null;
        }

        private static string Outcome(Action action)
        {
            try
            {
                action();
                return "accepted";
            }
            catch (TargetInvocationException error)
            {
                return error.InnerException!.GetType().Name;
            }
        }
    }
}
