using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharpPy.Optim
{
    /// <summary>The state of something, as a dictionary with PyTorch's names.</summary>
    internal sealed class NamedState
    {
        private readonly IDictionary values;
        private readonly string owner;

        /// <summary>Reads a state.</summary>
        /// <param name="values">The values by their names.</param>
        /// <param name="owner">What the state is of, for messages.</param>
        internal NamedState(IDictionary values, string owner)
        {
            this.values = values;
            this.owner = owner;
        }

        /// <summary>A number.</summary>
        /// <exception cref="TorchValueException">It is missing or not a number; so for the others.</exception>
        internal double Number(string name) =>
            PlainNumbers.TryRead(values[name], out double number) ? number : throw Wrong(name, "a number");

        /// <summary>An integer.</summary>
        internal long Integer(string name) => IntegerOf(values[name], name);

        /// <summary>An integer of 1 or more.</summary>
        internal long PositiveInteger(string name)
        {
            long number = Integer(name);
            return number > 0 ? number : throw Wrong(name, "an integer of 1 or more");
        }

        /// <summary>A bool.</summary>
        internal bool Flag(string name) => values[name] is bool flag ? flag : throw Wrong(name, "a bool");

        /// <summary>The place of a text among the possible ones.</summary>
        internal int Choice(string name, string[] possible)
        {
            int place = System.Array.IndexOf(possible, values[name] as string);
            return place >= 0 ? place : throw Wrong(name, string.Join(" or ", possible));
        }

        /// <summary>Numbers.</summary>
        internal double[] Numbers(string name, int count)
        {
            double[] numbers = List(name).Select(
                item => PlainNumbers.TryRead(item, out double number) ? number : throw Wrong(name, "a list of numbers")).ToArray();
            return numbers.Length == count ? numbers : throw Wrong(name, $"a list of {count} numbers");
        }

        /// <summary>Integers.</summary>
        internal long[] Integers(string name, int count)
        {
            long[] numbers = List(name).Select(item => IntegerOf(item, name)).ToArray();
            return numbers.Length == count ? numbers : throw Wrong(name, $"a list of {count} integers");
        }

        /// <summary>Integers with the number of times that each is there.</summary>
        internal Dictionary<long, long> Counts(string name)
        {
            IDictionary given = values[name] as IDictionary ?? throw Wrong(name, "a dictionary of integers");
            var counts = new Dictionary<long, long>();
            foreach (DictionaryEntry entry in given)
            {
                counts[IntegerOf(entry.Key, name)] = IntegerOf(entry.Value, name);
            }
            return counts;
        }

        /// <summary>States in this one.</summary>
        internal NamedState[] States(string name) => List(name)
            .Select(item => new NamedState(item as IDictionary ?? throw Wrong(name, "a list of states"), owner)).ToArray();

        /// <summary>Something of any type.</summary>
        internal object? Any(string name) => values[name];

        private long IntegerOf(object? value, string name) => value switch
        {
            long number => number,
            int number => number,
            double number when number == System.Math.Floor(number) && System.Math.Abs(number) < int.MaxValue => (long)number,
            _ => throw Wrong(name, "an integer"),
        };

        private TorchValueException Wrong(string name, string wanted) =>
            OptimizerState.Wrong($"The state of the {owner} does not fit: '{name}' must be {wanted}.");

        private IEnumerable<object?> List(string name) => values[name] is IEnumerable items && !(values[name] is string)
            ? items.Cast<object?>()
            : throw Wrong(name, "a list");
    }
}
