using System;
using TorchSharpPy.Convert;
using TorchSharpPy.Errors;

namespace TorchSharpPy.Optim
{
    /// <summary>What a value of an option must be.</summary>
    internal enum OptionKind
    {
        /// <summary>A number.</summary>
        Number,

        /// <summary>A number of 0 or more.</summary>
        NotNegative,

        /// <summary>A number from 0 to 1.</summary>
        Fraction,

        /// <summary>A bool.</summary>
        Flag,

        /// <summary>An integer of 0 or more.</summary>
        Count,

        /// <summary>An integer of 0 or more, or None.</summary>
        CountIfAny,

        /// <summary>An integer of 1 or more.</summary>
        Positive,

        /// <summary>"strong_wolfe", or None.</summary>
        LineSearch,

        /// <summary>Two numbers.</summary>
        Pair,

        /// <summary>Two numbers from 0 to less than 1.</summary>
        Betas,

        /// <summary>A number between 0 and 1, and one greater than 1.</summary>
        Etas,
    }

    /// <summary>An option of an optimizer: its name in PyTorch, and the values that it takes.</summary>
    internal sealed class OptionRow
    {
        internal OptionRow(string name, OptionKind kind)
        {
            Name = name;
            Kind = kind;
        }

        internal string Name { get; }

        internal OptionKind Kind { get; }

        /// <summary>The value as a double, a long, a bool, a string, a pair of doubles, or null.</summary>
        /// <exception cref="TorchTypeException">The value has another type.</exception>
        /// <exception cref="TorchValueException">The value is out of range.</exception>
        internal object? Check(object? value)
        {
            switch (Kind)
            {
                case OptionKind.Flag:
                    return value is bool flag ? flag : throw WrongType("bool", value);
                case OptionKind.LineSearch:
                    return value is null || value as string == "strong_wolfe"
                        ? value
                        : throw (value is string ? (Exception)OutOfRange("'strong_wolfe' or None", value) : WrongType("str", value));
                case OptionKind.CountIfAny when value is null:
                    return null;
                case OptionKind.Count:
                case OptionKind.CountIfAny:
                case OptionKind.Positive:
                    long count = value is long || value is int ? ((IConvertible)value).ToInt64(null) : throw WrongType("int", value);
                    long least = Kind == OptionKind.Positive ? 1 : 0;
                    return count >= least ? count : throw OutOfRange($"{least} or more", value);
                case OptionKind.Pair:
                case OptionKind.Betas:
                case OptionKind.Etas:
                    (double, double) pair = PairOf(value);
                    return Requirement(pair) is string wantedPair ? throw OutOfRange(wantedPair, value) : pair;
                default:
                    double number = PlainNumbers.TryRead(value, out double found) ? found : throw WrongType("float", value);
                    return Requirement(number) is string wanted ? throw OutOfRange(wanted, value) : number;
            }
        }

        private (double, double) PairOf(object? value)
        {
            if (value is System.Runtime.CompilerServices.ITuple tuple && tuple.Length == 2 &&
                PlainNumbers.TryRead(tuple[0], out double first) && PlainNumbers.TryRead(tuple[1], out double second))
            {
                return (first, second);
            }
            return value is System.Collections.IList list && list.Count == 2 &&
                PlainNumbers.TryRead(list[0], out double start) && PlainNumbers.TryRead(list[1], out double end)
                ? (start, end)
                : throw WrongType("Tuple[float, float]", value);
        }

        /// <summary>What the number had to be; null if it is fine.</summary>
        private string? Requirement(double number) => Kind switch
        {
            OptionKind.NotNegative => number >= 0 ? null : "0 or more",
            OptionKind.Fraction => number >= 0 && number <= 1 ? null : "from 0 to 1",
            _ => null,
        };

        private string? Requirement((double first, double second) pair) => Kind switch
        {
            OptionKind.Betas => pair.first >= 0 && pair.first < 1 && pair.second >= 0 && pair.second < 1
                ? null
                : "two numbers of at least 0 and less than 1",
            OptionKind.Etas => pair.first > 0 && pair.first < 1 && pair.second > 1
                ? null
                : "a number between 0 and 1, and one greater than 1",
            _ => null,
        };

        private TorchTypeException WrongType(string wanted, object? value) => new TorchTypeException(
            $"option '{Name}' must be {wanted}, not {(value == null ? "None" : TypeNames.Of(value.GetType()))}");

        private TorchValueException OutOfRange(string wanted, object? value) => new TorchValueException(new ErrorDetails(
            TorchErrorKind.Value, FormattableString.Invariant($"option '{Name}' must be {wanted}, not {value}")));
    }
}
