using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Errors;

namespace TorchSharpPy.Optim
{
    /// <summary>The options of one group, by PyTorch's names, all of them set.</summary>
    internal sealed class OptionValues
    {
        private readonly UpdateRule rule;
        private readonly Dictionary<string, object?> values = new Dictionary<string, object?>();

        /// <summary>Checks and takes the options of a group.</summary>
        internal OptionValues(UpdateRule rule, IReadOnlyDictionary<string, object?> given)
        {
            this.rule = rule;
            foreach (KeyValuePair<string, object?> option in given)
            {
                values[option.Key] = Row(option.Key).Check(option.Value);
            }
            rule.Complete(this);
            rule.CheckTogether(this);
        }

        /// <summary>A number.</summary>
        internal double Number(string name) => (double)values[name]!;

        /// <summary>An integer.</summary>
        internal long Integer(string name) => (long)values[name]!;

        /// <summary>A bool.</summary>
        internal bool Flag(string name) => (bool)values[name]!;

        /// <summary>Something of any type, or null.</summary>
        internal object? Any(string name) => values[name];

        /// <summary>Two numbers.</summary>
        internal (double first, double second) Pair(string name) => ((double, double))values[name]!;

        /// <summary>An option; false if there is no such option.</summary>
        internal bool TryGet(string name, out object? value) => values.TryGetValue(name, out value);

        /// <summary>Sets an option; if that fails, nothing has changed.</summary>
        internal void Set(string name, object? value)
        {
            object? before = values[Row(name).Name];
            values[name] = Row(name).Check(value);
            try
            {
                rule.Complete(this);
                rule.CheckTogether(this);
            }
            catch (TorchValueException)
            {
                values[name] = before;
                throw;
            }
        }

        /// <summary>Sets an option to a value that was computed.</summary>
        internal void Put(string name, object value) => values[name] = value;

        /// <summary>A copy.</summary>
        internal Dictionary<string, object?> ToDictionary() => new Dictionary<string, object?>(values);

        private OptionRow Row(string name)
        {
            foreach (OptionRow row in rule.Options)
            {
                if (row.Name == name)
                {
                    return row;
                }
            }
            throw new TorchValueException(new ErrorDetails(
                TorchErrorKind.Value,
                $"{rule.Name} has no option '{name}'. It has: {string.Join(", ", rule.Options.Select(row => row.Name))}."));
        }
    }
}
