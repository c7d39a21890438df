using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Convert;
using TorchSharpPy.Optim;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Modules
{
    /// <summary>Parameters with options, for an optimizer to train.</summary>
    /// <remarks>
    /// Options have PyTorch's names: <c>new ParamGroup(parameters) { ["lr"] = 0.01, ["momentum"] = 0.9 }</c>. Options that are
    /// not set are the optimizer's. Once the group belongs to an optimizer, it reads and writes the options of the optimizer.
    /// </remarks>
    public class ParamGroup : torch.optim.ILearningRateController
    {
        /// <summary>PyTorch's name of the initial learning rate in a group.</summary>
        internal const string InitialRateName = "initial_lr";

        private const string LearningRateName = "lr";

        private Tensor[] given;
        private Dictionary<string, object?> options;
        private RuleOptimizer? optimizer;
        private int index;
        private double? initialLearningRate;

        /// <summary>Creates a group, to pass to an optimizer.</summary>
        /// <param name="parameters">The parameters to train.</param>
        /// <exception cref="ArgumentException">There are no parameters, or one of them is null.</exception>
        public ParamGroup(IEnumerable<Tensor> parameters)
        {
            given = (parameters ?? throw new ArgumentNullException(nameof(parameters))).ToArray();
            options = new Dictionary<string, object?>();
            if (given.Length == 0)
            {
                throw new ArgumentException("Expected at least one parameter to train, got none.", nameof(parameters));
            }
            if (given.Any(parameter => parameter is null))
            {
                throw new ArgumentException("Expected tensors as parameters, got null among them.", nameof(parameters));
            }
        }

        /// <summary>Creates a group with a learning rate, to pass to an optimizer.</summary>
        /// <param name="parameters">The parameters to train.</param>
        /// <param name="lr">The learning rate.</param>
        /// <exception cref="ArgumentException">There are no parameters, or one of them is null.</exception>
        public ParamGroup(IEnumerable<Tensor> parameters, double lr)
            : this(parameters) => LearningRate = lr;

        /// <summary>The learning rate; NaN if it is not set and the group does not yet belong to an optimizer.</summary>
        public double LearningRate
        {
            get => TryGet(LearningRateName, out object? rate) ? As<double>(LearningRateName, rate) : double.NaN;
            set => this[LearningRateName] = value;
        }

        /// <summary>The learning rate that schedulers start from: if it is not set, the one when the first scheduler was created.</summary>
        public double InitialLearningRate
        {
            get => initialLearningRate ?? LearningRate;
            set => Notes[InitialRateName] = initialLearningRate = value;
        }

        /// <summary>The parameters. Once the group belongs to an optimizer, each read returns new handles on them.</summary>
        public IReadOnlyList<Tensor> Parameters => optimizer?.Parameters(index) ?? given;

        /// <summary>The options by their names.</summary>
        public IReadOnlyDictionary<string, object?> Options => optimizer?.Options(index) ?? options;

        /// <summary>An option: a number, a bool, a string, null, or a tuple of two numbers for <c>betas</c>.</summary>
        /// <param name="name">PyTorch's name, such as <c>"weight_decay"</c>.</param>
        /// <exception cref="KeyNotFoundException">On reading: there is no such option.</exception>
        /// <exception cref="TorchValueException">On writing: there is no such option; the message lists the options.</exception>
        /// <exception cref="TorchTypeException">The value does not fit the option.</exception>
        public object? this[string name]
        {
            get => TryGet(name ?? throw new ArgumentNullException(nameof(name)), out object? value)
                ? value
                : throw new KeyNotFoundException(
                    $"The group has no option '{name}'. It has: {string.Join(", ", Options.Keys.OrderBy(key => key))}.");

            set
            {
                if (optimizer == null)
                {
                    options[name] = value;
                }
                else
                {
                    optimizer.SetOption(index, name, value);
                }
            }
        }

        /// <summary>An option, as its C# type.</summary>
        /// <typeparam name="T">Its C# type, such as double, or <c>(double, double)</c> for <c>betas</c>.</typeparam>
        /// <param name="name">PyTorch's name, such as <c>"weight_decay"</c>.</param>
        /// <exception cref="KeyNotFoundException">There is no such option.</exception>
        /// <exception cref="TorchTypeException">The option has another type.</exception>
        public T Get<T>(string name) => As<T>(name, this[name]);

        /// <summary>What PyTorch keeps in a group besides options, such as what schedulers note there.</summary>
        internal Dictionary<string, object?> Notes { get; private set; } = new Dictionary<string, object?>();

        /// <summary>Takes over what a loaded state notes.</summary>
        internal void TakeNotes(Dictionary<string, object?> notes)
        {
            Notes = notes;
            initialLearningRate = notes.TryGetValue(InitialRateName, out object? initial)
                ? As<double>(InitialRateName, initial)
                : default(double?);
        }

        /// <summary>Whether the initial learning rate was set, also by a scheduler.</summary>
        internal bool HasInitialLearningRate => initialLearningRate != null;

        /// <summary>Makes the present learning rate the initial one, unless that is set already.</summary>
        internal void KeepInitialLearningRate() => InitialLearningRate = InitialLearningRate;

        /// <summary>The parameters and options for an optimizer; options that are not set come from the given ones.</summary>
        /// <exception cref="InvalidOperationException">The group already belongs to an optimizer.</exception>
        internal (Tensor[] parameters, IReadOnlyDictionary<string, object?> options) Complete(IReadOnlyDictionary<string, object?> defaults)
        {
            if (optimizer != null)
            {
                throw new InvalidOperationException(
                    "The group already belongs to an optimizer: create another group with the same parameters.");
            }
            var all = new Dictionary<string, object?>(defaults);
            foreach (KeyValuePair<string, object?> own in options)
            {
                all[own.Key] = Completed(own.Value, all.TryGetValue(own.Key, out object? fallback) ? fallback : null);
            }
            return (given, all);
        }

        /// <summary>Binds the group to an optimizer.</summary>
        internal void Attach(RuleOptimizer optimizer, int index)
        {
            this.optimizer = optimizer;
            this.index = index;
            given = Array.Empty<Tensor>(); // the caller may dispose these: the optimizer has its own handles
            options = new Dictionary<string, object?>();
        }

        /// <summary>Looks an option up.</summary>
        internal bool TryGet(string name, out object? value) =>
            optimizer == null ? options.TryGetValue(name, out value) : optimizer.TryGetOption(index, name, out value);

        /// <summary>Unsets an option.</summary>
        /// <exception cref="InvalidOperationException">The group belongs to an optimizer, whose options all have values.</exception>
        internal void Unset(string name)
        {
            if (optimizer != null)
            {
                throw new InvalidOperationException($"The option '{name}' of a group that belongs to an optimizer cannot be null.");
            }
            options.Remove(name);
        }

        private static T As<T>(string name, object? value) => value switch
        {
            T fitting => fitting,
            long whole when typeof(T) == typeof(double) => (T)(object)(double)whole, // an object initializer may say ["lr"] = 1
            int whole when typeof(T) == typeof(double) => (T)(object)(double)whole,
            var other => throw new TorchTypeException(
                $"The option '{name}' is a {TypeNames.Of(other?.GetType() ?? typeof(object))}, not a {TypeNames.Of(typeof(T))}."),
        };

        /// <summary>A pair whose NaN parts, which are not set, come from the default.</summary>
        private static object? Completed(object? value, object? fallback) =>
            value is ValueTuple<double, double> pair && fallback is ValueTuple<double, double> other
                ? (double.IsNaN(pair.Item1) ? other.Item1 : pair.Item1, double.IsNaN(pair.Item2) ? other.Item2 : pair.Item2)
                : value;
    }
}
