using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace TorchSharpPy.Optim
{
    /// <summary>Reads the parts of a state_dict.</summary>
    internal static class OptimizerStateReader
    {
        private const string DecoupledKey = "decoupled_weight_decay";

        // What PyTorch's groups have besides options, and what means nothing here.
        private static readonly HashSet<string> Ignored = new HashSet<string>
        {
            "params", "param_names", "foreach", "fused", "capturable", "differentiable", DecoupledKey,
        };

        /// <summary>The options of a group, checked, and what else it holds, such as an initial learning rate.</summary>
        internal static (Dictionary<string, object?> options, Dictionary<string, object?> notes) ReadOptions(
            UpdateRule rule, Dictionary<string, object?> present, IDictionary given)
        {
            var options = new Dictionary<string, object?>(present);
            var notes = new Dictionary<string, object?>();
            foreach (DictionaryEntry entry in given)
            {
                string name = entry.Key as string ?? throw OptimizerState.Wrong("The name of an option is not text.");
                object? value = entry.Value is torch.Tensor tensor && tensor.NumberOfElements == 1 ? tensor.ToDouble() : entry.Value;
                if (rule.Options.FirstOrDefault(known => known.Name == name) is OptionRow row)
                {
                    options[name] = row.Check(value);
                }
                else if (name == DecoupledKey && rule.Fixed.TryGetValue(name, out object? wanted) && !Equals(wanted, value))
                {
                    throw OptimizerState.Wrong($"Its '{DecoupledKey}' is not that of {rule.Name}.");
                }
                else if (!Ignored.Contains(name))
                {
                    notes[name] = value;
                }
            }
            foreach (OptionRow row in rule.Options)
            {
                if (row.Kind != OptionKind.Flag && !given.Contains(row.Name))
                {
                    throw OptimizerState.Wrong($"Its groups have no option '{row.Name}'.");
                }
            }
            return (options, notes);
        }

        /// <summary>The state of each parameter by its number or name in the groups; integers become long.</summary>
        /// <param name="state">The state.</param>
        /// <param name="keys">The numbers or names in the groups.</param>
        /// <exception cref="TorchValueException">It has the state of a parameter that no group lists.</exception>
        internal static Dictionary<object, object?> ByParameter(IDictionary state, IEnumerable<object> keys)
        {
            var listed = new HashSet<object>(keys);
            var found = new Dictionary<object, object?>();
            foreach (DictionaryEntry entry in state)
            {
                object key = Normal(entry.Key);
                if (!listed.Contains(key))
                {
                    throw OptimizerState.Wrong($"It has the state of parameter {key}, which none of its groups lists.");
                }
                found[key] = entry.Value;
            }
            return found;
        }

        /// <summary>A number of a parameter as a long; a name as it is.</summary>
        internal static object Normal(object? key) =>
            IsInteger(key) ? ToLong(key) : key ?? throw OptimizerState.Wrong("Its groups list None as a parameter.");

        /// <summary>What an optimizer remembers of a parameter, as copies.</summary>
        internal static ParameterState ReadState(UpdateRule rule, torch.Tensor parameter, IDictionary given, object key)
        {
            var state = new ParameterState(rule.Numbers.Count, rule.Tensors.Count);
            try
            {
                foreach (DictionaryEntry entry in given)
                {
                    string name = entry.Key as string ?? string.Empty;
                    int number = Place(rule.Numbers, name), place = Place(rule.Tensors, name);
                    if (number < 0 && place < 0)
                    {
                        throw OptimizerState.Wrong($"{rule.Name} does not remember '{name}', which parameter {key} has.");
                    }
                    if (number >= 0)
                    {
                        state.Numbers[number] = ToNumber(entry.Value, name);
                    }
                    else if (entry.Value != null)
                    {
                        state.Keep(place, Copy(parameter, entry.Value, name));
                    }
                }
                foreach (string name in rule.Numbers)
                {
                    if (!given.Contains(name))
                    {
                        throw OptimizerState.Wrong($"Parameter {key} has no '{name}'.");
                    }
                }
                return state;
            }
            catch
            {
                state.Dispose();
                throw;
            }
        }

        private static int Place(IReadOnlyList<string> names, string name)
        {
            for (int i = 0; i < names.Count; i++)
            {
                if (names[i] == name)
                {
                    return i;
                }
            }
            return -1;
        }

        private static torch.Tensor Copy(torch.Tensor parameter, object value, string name)
        {
            torch.Tensor source = value as torch.Tensor ?? throw OptimizerState.Wrong($"'{name}' is not a tensor.");
            if (source.Layout != torch.Layout.Strided || source.is_quantized())
            {
                throw OptimizerState.Wrong($"'{name}' is not an ordinary tensor.");
            }
            if (!source.shape.SequenceEqual(parameter.shape))
            {
                throw OptimizerState.Wrong(
                    $"'{name}' has the sizes [{string.Join(", ", source.shape)}] where the parameter has " +
                    $"[{string.Join(", ", parameter.shape)}].");
            }
            torch.Tensor copy = parameter.zeros_like();
            try
            {
                return copy.copy_(source);
            }
            catch
            {
                copy.Dispose();
                throw;
            }
        }

        private static double ToNumber(object? value, string name) => value switch
        {
            torch.Tensor tensor when tensor.NumberOfElements == 1 => tensor.ToDouble(),
            double number => number,
            _ when IsInteger(value) => ToLong(value),
            _ => throw OptimizerState.Wrong($"'{name}' is not a number."),
        };

        private static bool IsInteger(object? value) => value is long || value is int;

        private static long ToLong(object? value) => System.Convert.ToInt64(value, CultureInfo.InvariantCulture);
    }
}
