using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Convert;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Modules
{
    /// <summary>Parameters that an optimizer trains with options of their own.</summary>
    /// <remarks>
    /// Options have PyTorch's names: <c>new ParamGroup(parameters) { ["lr"] = 0.01, ["momentum"] = 0.9 }</c>. Those left out are
    /// the optimizer's. Once the group belongs to an optimizer, reads and writes are of what the optimizer uses.
    /// </remarks>
    public sealed class ParamGroup
    {
        private const string LearningRateName = "lr";

        private Tensor[] given;
        private Dictionary<string, object?> options;
        private OptimizerHandle? optimizer;
        private int index;
        private double? initialLearningRate;

        /// <summary>A group for an optimizer to come.</summary>
        /// <param name="parameters">What is trained.</param>
        /// <exception cref="ArgumentException">There are none, or one of them is null.</exception>
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

        /// <summary>A group for an optimizer to come, with a learning rate.</summary>
        /// <param name="parameters">What is trained.</param>
        /// <param name="lr">The learning rate.</param>
        /// <exception cref="ArgumentException">There are no parameters, or one of them is null.</exception>
        public ParamGroup(IEnumerable<Tensor> parameters, double lr)
            : this(parameters) => LearningRate = lr;

        /// <summary>The learning rate; NaN before the group belongs to an optimizer, where it has none of its own.</summary>
        public double LearningRate
        {
            get => optimizer == null && !options.ContainsKey(LearningRateName) ? double.NaN : get<double>(LearningRateName);
            set => this[LearningRateName] = value;
        }

        /// <summary>The learning rate that schedules start from: the one when the first scheduler was made, unless it is set.</summary>
        public double InitialLearningRate
        {
            get => initialLearningRate ?? LearningRate;
            set => initialLearningRate = value;
        }

        /// <summary>The parameters. Of a group that belongs to an optimizer, each read gives new handles on them.</summary>
        public IReadOnlyList<Tensor> Parameters => optimizer?.Parameters(index) ?? given;

        /// <summary>The options by their names.</summary>
        public IReadOnlyDictionary<string, object?> Options => optimizer?.Options(index) ?? options;

        /// <summary>An option: a number, a truth value, text, null, or for <c>betas</c> two numbers as a tuple.</summary>
        /// <param name="name">PyTorch's name, such as <c>"weight_decay"</c>.</param>
        /// <exception cref="KeyNotFoundException">It is read, and there is no such option.</exception>
        /// <exception cref="TorchValueException">It is set, and there is no such option; the message lists those there are.</exception>
        /// <exception cref="TorchTypeException">The value does not fit the option.</exception>
        public object? this[string name]
        {
            get => Find(Options, name);

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

        /// <summary>An option whose type is known.</summary>
        /// <typeparam name="T">Its C# type, such as double, or <c>(double, double)</c> for <c>betas</c>.</typeparam>
        /// <param name="name">PyTorch's name, such as <c>"weight_decay"</c>.</param>
        /// <exception cref="KeyNotFoundException">There is no such option.</exception>
        /// <exception cref="TorchTypeException">The option has another type.</exception>
        public T get<T>(string name) => this[name] switch
        {
            T value => value,
            long whole when typeof(T) == typeof(double) => (T)(object)(double)whole, // a list of initializers may say lr = 1
            var other => throw new TorchTypeException(
                $"The option '{name}' is a {TypeNames.Of(other?.GetType() ?? typeof(object))}, not a {TypeNames.Of(typeof(T))}."),
        };

        /// <summary>Sets the initial learning rate, or keeps the present one as it unless there is one.</summary>
        internal void KeepInitialLearningRate(double? initial) => initialLearningRate = initial ?? initialLearningRate ?? LearningRate;

        /// <summary>What an optimizer is told: the options left out are the given ones.</summary>
        /// <exception cref="InvalidOperationException">The group belongs to an optimizer already.</exception>
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
                all[own.Key] = own.Value;
            }
            return (given, all);
        }

        /// <summary>Makes the group one of an optimizer's.</summary>
        internal void Attach(OptimizerHandle optimizer, int index)
        {
            this.optimizer = optimizer;
            this.index = index;
            given = Array.Empty<Tensor>(); // the optimizer has handles of its own: these may be disposed
            options = new Dictionary<string, object?>();
        }

        private static object? Find(IReadOnlyDictionary<string, object?> options, string name) =>
            options.TryGetValue(name ?? throw new ArgumentNullException(nameof(name)), out object? value)
                ? value
                : throw new KeyNotFoundException(
                    $"There is no option '{name}', only [{string.Join(", ", options.Keys.OrderBy(key => key))}].");
    }
}
