using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>A call of a public operator with arguments from Python, bound to an overload as the C# compiler would.</summary>
    public sealed class OperatorSample
    {
        private readonly List<(string? name, object? value)> arguments = new List<(string?, object?)>();
        private readonly Type owner;
        private readonly string name;
        private readonly List<object?> results = new List<object?>();

        public OperatorSample(string owner, string name)
        {
            this.owner = owner == "torch" ? typeof(torch)
                : typeof(torch).GetNestedType(owner) ?? typeof(nn).GetNestedType(owner)!;
            this.name = name;
        }

        public bool Exists => Candidates().Any();

        public int Count => results.Count;

        public void AddTensor(string? keyword, Tensor value) => arguments.Add((keyword, value));

        public void AddTensors(string? keyword, Tensor[] values) => arguments.Add((keyword, values));

        public void AddInt(string? keyword, long value) => arguments.Add((keyword, value));

        public void AddFloat(string? keyword, double value) => arguments.Add((keyword, value));

        public void AddBool(string? keyword, bool value) => arguments.Add((keyword, value));

        public void AddComplex(string? keyword, double real, double imaginary) =>
            arguments.Add((keyword, new Complex(real, imaginary)));

        public void AddText(string? keyword, string value) => arguments.Add((keyword, value));

        public void AddInts(string? keyword, long[] values) => arguments.Add((keyword, values));

        public void AddFloats(string? keyword, double[] values) => arguments.Add((keyword, values));

        public void AddBools(string? keyword, bool[] values) => arguments.Add((keyword, values));

        public void AddDtype(string? keyword, int number) => arguments.Add((keyword, (ScalarType)number));

        public void AddDevice(string? keyword, string device) => arguments.Add((keyword, new Device(device)));

        public void AddLayout(string? keyword, int number) => arguments.Add((keyword, (Layout)number));

        public void AddMemoryFormat(string? keyword, int number) => arguments.Add((keyword, (MemoryFormat)number));

        public void AddNone(string? keyword) => arguments.Add((keyword, null));

        /// <summary>Finds the overload and calls it.</summary>
        /// <returns>False if no overload takes the arguments.</returns>
        public bool Run()
        {
            MethodInfo? best = null;
            object?[]? bound = null;
            int least = int.MaxValue;
            foreach (MethodInfo method in Candidates())
            {
                if (TryBind(method, out object?[] values, out int cost) && cost < least)
                {
                    (best, bound, least) = (method, values, cost);
                }
            }
            if (best == null)
            {
                return false;
            }
            try
            {
                object? target = best.IsStatic ? null : arguments[0].value;
                Add(best.Invoke(target, bound));
            }
            catch (TargetInvocationException error)
            {
                ExceptionDispatchInfo.Capture(error.InnerException!).Throw();
            }
            return true;
        }

        public bool IsTensor(int index) => results[index] is Tensor;

        public Tensor TensorAt(int index) => (Tensor)results[index]!;

        public string TextAt(int index) => FormattableString.Invariant($"{results[index]}");

        private IEnumerable<MethodInfo> Candidates() => owner
            .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.Name == name && !method.IsGenericMethod);

        private void Add(object? result)
        {
            if (result is ITuple tuple)
            {
                for (int i = 0; i < tuple.Length; i++)
                {
                    if (tuple[i] is object item) // what was not asked for is null
                    {
                        Add(item);
                    }
                }
            }
            else if (result is Tensor[] tensors)
            {
                results.AddRange(tensors);
            }
            else
            {
                results.Add(result);
            }
        }

        private bool TryBind(MethodInfo method, out object?[] values, out int cost)
        {
            ParameterInfo[] parameters = method.GetParameters();
            int skipped = method.IsStatic ? 0 : 1;
            List<object?> positional = arguments.Skip(skipped).Where(a => a.name == null).Select(a => a.value).ToList();
            var named = arguments.Where(a => a.name != null).ToDictionary(a => a.name!, a => a.value);
            values = new object?[parameters.Length];
            cost = 0;
            if (skipped == 1 && !(arguments.Count > 0 && arguments[0].value is Tensor))
            {
                return false;
            }
            for (int i = 0; i < parameters.Length; i++)
            {
                ParameterInfo parameter = parameters[i];
                object? given;
                bool takesRest = parameter.ParameterType == typeof(Tensor[]) && i < positional.Count;
                if (takesRest && positional.Skip(i).All(each => each is Tensor))
                {
                    values[i] = positional.Skip(i).Cast<Tensor>().ToArray();
                    positional.RemoveRange(i, positional.Count - i);
                    continue;
                }
                if (i < positional.Count)
                {
                    given = positional[i];
                }
                else if (!named.Remove(parameter.Name!, out given))
                {
                    if (!parameter.HasDefaultValue)
                    {
                        return false;
                    }
                    values[i] = Default(parameter);
                    continue;
                }
                if (!TryConvert(given, parameter.ParameterType, out values[i], ref cost))
                {
                    return false;
                }
            }
            return named.Count == 0 && positional.Count <= parameters.Length;
        }

        /// <summary>Reflection has the number of an enum, not the enum.</summary>
        private static object? Default(ParameterInfo parameter)
        {
            Type? type = Nullable.GetUnderlyingType(parameter.ParameterType);
            object? value = parameter.DefaultValue;
            return value != null && type != null && type.IsEnum ? Enum.ToObject(type, value) : value;
        }

        private static bool TryConvert(object? value, Type wanted, out object? converted, ref int cost)
        {
            Type? nullable = Nullable.GetUnderlyingType(wanted);
            Type type = nullable ?? wanted;
            converted = value;
            if (value == null)
            {
                return nullable != null || !wanted.IsValueType;
            }
            if (type.IsInstanceOfType(value))
            {
                return true;
            }
            cost++;
            switch (value)
            {
                case long number when type == typeof(double):
                    converted = (double)number;
                    return true;
                case long number when type == typeof(nn.Reduction):
                    converted = (nn.Reduction)number;
                    return true;
                case string text when type == typeof(Device):
                    converted = new Device(text);
                    return true;
                case string text when type.IsEnum && Enum.TryParse(type, text.Replace("-", string.Empty), true, out object member):
                    converted = member;
                    return true;
                case long number when type == typeof(int):
                    converted = (int)number;
                    return true;
                case double number when type == typeof(float):
                    converted = (float)number;
                    return true;
                case long number when type == typeof(long[]):
                    converted = new[] { number };
                    return true;
                case long number when type == typeof(double[]):
                    converted = new[] { (double)number };
                    return true;
                case double number when type == typeof(double[]):
                    converted = new[] { number };
                    return true;
                case long number when type == typeof(Scalar):
                    converted = (Scalar)number;
                    return true;
                case double number when type == typeof(Scalar):
                    converted = (Scalar)number;
                    return true;
                case bool given when type == typeof(Scalar):
                    converted = (Scalar)given;
                    return true;
                case Complex number when type == typeof(Scalar):
                    converted = (Scalar)number;
                    return true;
                case long number when type == typeof(IntList):
                    converted = (IntList)number;
                    return true;
                case long[] numbers when type == typeof(IntList):
                    converted = (IntList)numbers;
                    return true;
                case long[] numbers when type == typeof(double[]):
                    converted = Array.ConvertAll(numbers, number => (double)number);
                    return true;
                case Tensor[] tensors when tensors.Length == 0 && type == typeof(IntList):
                    converted = (IntList)Array.Empty<long>();
                    return true;
                case long[] numbers when numbers.Length == 0 && typeof(IEnumerable<Tensor>).IsAssignableFrom(type):
                    converted = Array.Empty<Tensor>();
                    return true;
                default:
                    return false;
            }
        }
    }
}
