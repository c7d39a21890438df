using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Errors;
using TorchSharpPy.Modules;

namespace TorchSharpPy.Optim
{
    /// <summary>The options and the memory of an optimizer in the form of PyTorch's state_dict.</summary>
    internal static class OptimizerState
    {
        private const string StateKey = "state";
        private const string GroupsKey = "param_groups";
        private const string ParametersKey = "params";

        /// <summary>The state_dict of an optimizer.</summary>
        internal static Dictionary<string, object?> Write(RuleOptimizer optimizer, IReadOnlyList<ParamGroup> groups)
        {
            var state = new Dictionary<long, object?>();
            var written = new List<object?>();
            optimizer.Exclusively(() =>
            {
                long index = 0;
                foreach (TrainedParameter parameter in optimizer.Trained)
                {
                    if (parameter.State is ParameterState known)
                    {
                        Dictionary<string, object?> one = optimizer.Rule.Write(known, parameter.Tensor);
                        if (one.Count > 0)
                        {
                            state[index] = one;
                        }
                    }
                    index++;
                }
                long first = 0;
                for (int i = 0; i < groups.Count; i++)
                {
                    int count = optimizer.CountOf(i);
                    Dictionary<string, object?> group = optimizer.Options(i);
                    Merge(group, optimizer.Rule.Fixed);
                    Merge(group, groups[i].Notes);
                    group[ParametersKey] = Enumerable.Range(0, count).Select(place => first + place).ToArray();
                    written.Add(group);
                    first += count;
                }
            });
            return new Dictionary<string, object?> { [StateKey] = state, [GroupsKey] = written };
        }

        /// <summary>Takes over a state_dict, or nothing of it.</summary>
        /// <exception cref="TorchValueException">It does not fit.</exception>
        /// <exception cref="TorchTypeException">An option has the wrong type.</exception>
        internal static void Read(object? source, RuleOptimizer optimizer, IReadOnlyList<ParamGroup> groups)
        {
            IDictionary whole = Dictionary(source, "A state_dict");
            IDictionary[] given = List(whole[GroupsKey], $"'{GroupsKey}'")
                .Select(group => Dictionary(group, "A group")).ToArray();
            IDictionary state = Dictionary(whole[StateKey], $"'{StateKey}'");
            if (given.Length != groups.Count)
            {
                throw Wrong($"It has {given.Length} groups of parameters, and the optimizer has {groups.Count}.");
            }
            optimizer.Exclusively(() =>
            {
                var options = new List<Dictionary<string, object?>>();
                var notes = new List<Dictionary<string, object?>>();
                var keys = new List<object>();
                for (int i = 0; i < given.Length; i++)
                {
                    object?[] parameters = List(given[i][ParametersKey], $"'{ParametersKey}'").ToArray();
                    if (parameters.Length != optimizer.CountOf(i))
                    {
                        throw Wrong($"Its group {i} has {parameters.Length} parameters, and that of the optimizer has " +
                            $"{optimizer.CountOf(i)}.");
                    }
                    keys.AddRange(parameters.Select(OptimizerStateReader.Normal));
                    (Dictionary<string, object?> ours, Dictionary<string, object?> others) =
                        OptimizerStateReader.ReadOptions(optimizer.Rule, optimizer.Options(i), given[i]);
                    options.Add(ours);
                    notes.Add(others);
                }
                Dictionary<object, object?> states = OptimizerStateReader.ByParameter(state, keys);
                long elements = new FlatParameters(optimizer.Trained.ToArray()).Count;
                var read = new List<ParameterState?>();
                try
                {
                    using IDisposable noGrad = torch.no_grad();
                    foreach (TrainedParameter parameter in optimizer.Trained)
                    {
                        object key = keys[read.Count];
                        read.Add(states.TryGetValue(key, out object? one)
                            ? optimizer.Rule.Read(Dictionary(one, $"The state of parameter {key}"), parameter.Tensor, elements, key)
                            : null);
                    }
                    optimizer.Replace(options, read);
                }
                catch
                {
                    read.ForEach(one => one?.Dispose());
                    throw;
                }
                for (int i = 0; i < groups.Count; i++)
                {
                    groups[i].TakeNotes(notes[i]);
                }
            });
        }

        /// <summary>Disposes the tensors in nested dictionaries and lists.</summary>
        internal static void DisposeTensors(object? value)
        {
            switch (value)
            {
                case torch.Tensor tensor:
                    tensor.Dispose();
                    break;
                case IDictionary dictionary:
                    DisposeTensors(dictionary.Values);
                    break;
                case IEnumerable items when !(value is string):
                    foreach (object? item in items)
                    {
                        DisposeTensors(item);
                    }
                    break;
            }
        }

        internal static TorchValueException Wrong(string message) =>
            new TorchValueException(new ErrorDetails(TorchErrorKind.Value, message));

        private static void Merge(Dictionary<string, object?> into, IReadOnlyDictionary<string, object?> from)
        {
            foreach (KeyValuePair<string, object?> pair in from)
            {
                into[pair.Key] = pair.Value;
            }
        }

        private static IDictionary Dictionary(object? value, string name) =>
            value as IDictionary ?? throw Wrong($"{name} is {(value == null ? "missing" : "not a dictionary")}.");

        private static IEnumerable<object?> List(object? value, string name) => value is IEnumerable items && !(value is string)
            ? items.Cast<object?>()
            : throw Wrong($"{name} is {(value == null ? "missing" : "not a list")}.");
    }
}
