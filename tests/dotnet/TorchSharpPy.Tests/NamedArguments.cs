using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Arguments from Python, with names or in order, that C# methods are called with.</summary>
    public sealed class NamedArguments
    {
        private readonly List<(string? name, object? value)> given = new List<(string? name, object? value)>();

        public void Nothing(string? name) => given.Add((name, null));

        public void Bool(string? name, bool value) => given.Add((name, value));

        public void Int(string? name, long value) => given.Add((name, value));

        public void Float(string? name, double value) => given.Add((name, value));

        public void Text(string? name, string value) => given.Add((name, value));

        public void Ints(string? name, long[] value) => given.Add((name, value));

        public void Floats(string? name, double[] value) => given.Add((name, value));

        public void Tensor(string? name, Tensor value) => given.Add((name, value));

        public void Tensors(string? name, Tensor[] value) => given.Add((name, value));

        public void Module(string? name, nn.Module value) => given.Add((name, value));

        public override string ToString() =>
            "(" + string.Join(", ", given.Select(one => $"{one.name}: {one.value?.GetType().Name ?? "null"}")) + ")";

        /// <summary>The values for the parameters of a method, if they fit.</summary>
        internal bool TryBind(ParameterInfo[] parameters, out object?[] values)
        {
            values = parameters.Select(one => one.HasDefaultValue ? one.DefaultValue : null).ToArray();
            var open = new HashSet<int>(Enumerable.Range(0, parameters.Length));
            foreach ((string? name, object? value) in given)
            {
                int place = name == null
                    ? open.DefaultIfEmpty(-1).Min()
                    : Array.FindIndex(parameters, one => one.Name == name);
                if (place < 0 || !open.Remove(place) || !TryConvert(value, parameters[place].ParameterType, out values[place]))
                {
                    return false;
                }
            }
            return open.All(place => parameters[place].HasDefaultValue || IsOptional(parameters[place].ParameterType));
        }

        private static bool IsOptional(Type type) => typeof(Tensor).IsAssignableFrom(type) || type.IsArray;

        private static bool TryConvert(object? value, Type type, out object? converted)
        {
            Type target = Nullable.GetUnderlyingType(type) ?? type;
            converted = value;
            if (value is null)
            {
                return target != type || !type.IsValueType;
            }
            if (target.IsInstanceOfType(value))
            {
                return true;
            }
            converted = value switch
            {
                long number => FromInt(number, target),
                double number => target == typeof(float) ? (object)(float)number : target == typeof(double[]) ? new[] { number } : null,
                long[] numbers => FromInts(numbers, target),
                string text => FromText(text, target),
                Tensor[] tensors => FromTensors(tensors, target),
                _ => null,
            };
            return converted != null;
        }

        private static object? FromInt(long number, Type target) =>
            target == typeof(IntList) ? (IntList)number
            : target == typeof(int) ? (int)number
            : target == typeof(double) ? (double)number
            : target == typeof(long[]) ? new[] { number }
            : target == typeof(double[]) ? new double[] { number }
            : (object?)null;

        private static object? FromInts(long[] numbers, Type target) =>
            target == typeof(IntList) ? (IntList)numbers
            : target == typeof(double[]) ? Array.ConvertAll(numbers, number => (double)number)
            : (object?)null;

        private static object? FromText(string text, Type target) =>
            target.IsEnum && Enum.TryParse(target, text, ignoreCase: true, out object? member) ? member
            : target == typeof(Device) ? new Device(text)
            : null;

        private static object? FromTensors(Tensor[] tensors, Type target) =>
            tensors.Length == 2 && target == typeof((Tensor, Tensor)) ? (tensors[0], tensors[1]) : (object?)null;
    }
}
