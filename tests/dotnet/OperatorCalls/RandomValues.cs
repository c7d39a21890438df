using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using TorchSharpPy;
using Tensor = TorchSharpPy.torch.Tensor;

namespace OperatorCalls
{
    /// <summary>Random arguments: tensors of every type, layout and device at hand, numbers, lists, words.</summary>
    internal sealed class RandomValues
    {
        private static readonly long[] Numbers = { -3, -2, -1, 0, 0, 1, 1, 2, 3, 4, 8, 64 };

        private static readonly double[] Reals = { -1, 0, 0.5, 1, 2.5, 1e30, double.NaN, double.PositiveInfinity };

        private static readonly long[][] Shapes =
        {
            new long[] { }, new long[] { 0 }, new long[] { 1 }, new long[] { 3 }, new long[] { 2, 3 }, new long[] { 3, 3 },
            new long[] { 2, 0 }, new long[] { 2, 3, 4 }, new long[] { 1, 3, 8, 8 }, new long[] { 1, 2, 4, 4, 4 },
        };

        private static readonly torch.ScalarType[] Types = (torch.ScalarType[])Enum.GetValues(typeof(torch.ScalarType));

        private static readonly string[] Words =
        {
            string.Empty, "mean", "sum", "none", "floor", "trunc", "left", "reflect", "constant", "circular", "linear", "ortho",
            "reduced", "ij", "xy", "ij,jk->ik", "prod", "amax", "tanh", "zeros", "nearest", "bilinear", "\u00e4",
        };

        private readonly Random random;

        internal RandomValues(Random random)
        {
            this.random = random;
        }

        internal object? For(ParameterInfo parameter)
        {
            Type? nullable = Nullable.GetUnderlyingType(parameter.ParameterType);
            if (parameter.HasDefaultValue && random.Next(4) > 0)
            {
                object? value = parameter.DefaultValue;
                return value != null && nullable != null && nullable.IsEnum ? Enum.ToObject(nullable, value) : value;
            }
            bool mayBeNull = nullable != null || !parameter.ParameterType.IsValueType;
            return mayBeNull && random.Next(10) == 0 ? null : Of(nullable ?? parameter.ParameterType);
        }

        internal Tensor Tensor()
        {
            torch.ScalarType type = Pick(Types);
            long[] shape = Pick(Shapes);
            int kind = random.Next(20);
            torch.Device device = kind == 0 ? torch.META : torch.CPU;
            Tensor tensor = Made(shape, type, device);
            try
            {
                return Changed(tensor, kind);
            }
            catch (Exception error) when (error is TorchException || error is ArgumentException)
            {
                return tensor;
            }
        }

        internal string Describe(object? value)
        {
            switch (value)
            {
                case null:
                    return "null";
                case Tensor tensor:
                    return $"{tensor.dtype}[{string.Join(",", tensor.shape)}]";
                case Tensor[] tensors:
                    return $"({string.Join(" ", tensors.Select(Describe))})";
                default:
                    return FormattableString.Invariant($"{value}");
            }
        }

        private static Tensor Changed(Tensor tensor, int kind)
        {
            switch (kind)
            {
                case 1 when tensor.ndim > 0:
                    return tensor.to_sparse();
                case 2 when tensor.ndim > 1:
                    return tensor.transpose(0, 1);
                case 3:
                    return tensor.unsqueeze(0).expand(new long[] { 2 }.Concat(tensor.shape).ToArray());
                case 4 when tensor.dtype == torch.ScalarType.Float32:
                    return torch.quantize_per_tensor(tensor, 0.1, 1, torch.ScalarType.QInt8);
                case 5 when tensor.dtype == torch.ScalarType.Float32:
                    return tensor.requires_grad_();
                default:
                    return tensor;
            }
        }

        private Tensor Made(long[] shape, torch.ScalarType type, torch.Device device)
        {
            try
            {
                return random.Next(2) == 0
                    ? torch.randint(-3, 6, shape, torch.ScalarType.Int64, device).to(type)
                    : torch.rand(shape, torch.ScalarType.Float64, device).to(type);
            }
            catch (Exception error) when (error is TorchException || error is ArgumentException)
            {
                return torch.zeros(shape);
            }
        }

        private object? Of(Type type)
        {
            switch (type.Name)
            {
                case nameof(torch.Tensor):
                    return Tensor();
                case "Tensor[]":
                case "IEnumerable`1":
                    return Enumerable.Range(0, random.Next(4)).Select(i => Tensor()).ToArray();
                case nameof(Int64):
                    return Pick(Numbers);
                case nameof(Int32):
                    return (int)Pick(Numbers);
                case nameof(Double):
                    return Pick(Reals);
                case nameof(Boolean):
                    return random.Next(2) == 0;
                case nameof(String):
                    return Pick(Words);
                case nameof(Scalar):
                    return random.Next(2) == 0 ? (Scalar)Pick(Numbers) : (Scalar)Pick(Reals);
                case "Scalar[]":
                    return new Scalar[] { Pick(Numbers), Pick(Reals) };
                case nameof(torch.IntList):
                    return random.Next(3) == 0 ? (torch.IntList)Pick(Numbers) : (torch.IntList)Ints();
                case "Int64[]":
                    return Ints();
                case "Double[]":
                    return new[] { Pick(Reals), Pick(Reals) };
                case nameof(torch.ScalarType):
                    return Pick(Types);
                case nameof(torch.Layout):
                    return (torch.Layout)random.Next(8);
                case nameof(torch.MemoryFormat):
                    return (torch.MemoryFormat)random.Next(4);
                case nameof(torch.Device):
                    return random.Next(2) == 0 ? torch.CPU : torch.META;
                case nameof(torch.Generator):
                    return null;
                case nameof(torch.nn.Reduction):
                    return (torch.nn.Reduction)random.Next(3);
                case nameof(torch.Out):
                    return (torch.Out)Tensor();
                default:
                    return Activator.CreateInstance(type, type.GetGenericArguments().Select(each => (object)Tensor()).ToArray());
            }
        }

        private long[] Ints() => Enumerable.Range(0, random.Next(5)).Select(i => Pick(Numbers)).ToArray();

        private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
    }
}
