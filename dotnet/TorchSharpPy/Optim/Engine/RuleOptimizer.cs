using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TorchSharpPy.Convert;
using TorchSharpPy.Errors;
using TorchSharpPy.Modules;

namespace TorchSharpPy.Optim
{
    /// <summary>An optimizer that makes its steps by a rule, on all parameters of a group at once.</summary>
    internal sealed class RuleOptimizer : IDisposable
    {
        private readonly UpdateRule rule;
        private readonly List<(TrainedParameter[] parameters, OptionValues options)> groups =
            new List<(TrainedParameter[] parameters, OptionValues options)>();

        private int stepping;
        private volatile bool isDisposed;

        internal RuleOptimizer(
            UpdateRule rule, IReadOnlyList<(torch.Tensor[] parameters, IReadOnlyDictionary<string, object?> options)> groups)
        {
            this.rule = rule;
            try
            {
                foreach ((torch.Tensor[], IReadOnlyDictionary<string, object?>) group in groups)
                {
                    AddGroup(group);
                }
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        /// <summary>The rule of its steps.</summary>
        internal UpdateRule Rule => rule;

        /// <summary>The parameters of all groups, in their order.</summary>
        internal IEnumerable<TrainedParameter> Trained => Alive().SelectMany(group => group.parameters);

        /// <summary>Adds a group of parameters with all its options.</summary>
        internal void AddGroup((torch.Tensor[] parameters, IReadOnlyDictionary<string, object?> options) group)
        {
            using var turn = new Turn(this);
            if (rule.NeedsClosure && groups.Count > 0)
            {
                throw Wrong($"{rule.Name} takes all parameters in one group");
            }
            var options = new OptionValues(rule, group.options);
            var seen = new HashSet<torch.Tensor>(Trained.Select(parameter => parameter.Tensor), TensorIdentity.Instance);
            foreach (torch.Tensor parameter in group.parameters)
            {
                if (!parameter.is_leaf)
                {
                    throw Wrong("an optimizer cannot change a tensor that was computed from others: give it the parameters " +
                        "themselves, or detach() the tensor");
                }
                if (!seen.Add(parameter))
                {
                    throw Wrong("a parameter appears more than once in the groups of an optimizer");
                }
            }
            TrainedParameter[] trained = Array.ConvertAll(group.parameters, parameter => new TrainedParameter(parameter));
            try
            {
                if (rule.StartsAtOnce)
                {
                    using IDisposable noGrad = torch.no_grad();
                    Array.ForEach(trained, parameter => Start(parameter, options));
                }
            }
            catch
            {
                Array.ForEach(trained, parameter => parameter.Dispose());
                throw;
            }
            groups.Add((trained, options));
        }

        /// <summary>The parameters of a group, as new handles.</summary>
        internal torch.Tensor[] Parameters(int group) =>
            Array.ConvertAll(Alive()[group].parameters, parameter => parameter.Tensor.NewHandle());

        /// <summary>The options of a group.</summary>
        internal Dictionary<string, object?> Options(int group) => Alive()[group].options.ToDictionary();

        /// <summary>An option of a group; false if the group has no such option.</summary>
        internal bool TryGetOption(int group, string option, out object? value) => Alive()[group].options.TryGet(option, out value);

        /// <summary>Sets an option of a group.</summary>
        internal void SetOption(int group, string option, object? value)
        {
            using var turn = new Turn(this);
            groups[group].options.Set(option, value);
        }

        /// <summary>Removes the gradients, or fills them with zeros.</summary>
        internal void ZeroGrad(bool setToNone)
        {
            foreach (TrainedParameter parameter in Trained)
            {
                TensorData.ZeroGradient(parameter.Tensor, setToNone);
            }
        }

        /// <summary>Makes one step.</summary>
        /// <param name="closure">Computes the loss and its gradients; null if the gradients already exist.</param>
        /// <returns>The loss that the closure returned.</returns>
        internal torch.Tensor? Step(Func<torch.Tensor>? closure)
        {
            using var turn = new Turn(this);
            if (rule.NeedsClosure)
            {
                using IDisposable noGradients = torch.no_grad();
                return rule.StepWith(
                    closure ?? throw Wrong($"{rule.Name} computes the loss several times in a step: give it a closure"),
                    groups[0].parameters,
                    groups[0].options);
            }
            torch.Tensor? loss = closure == null ? null : Loss(closure);
            using IDisposable noGrad = torch.no_grad();
            try
            {
                foreach ((TrainedParameter[] parameters, OptionValues options) in groups)
                {
                    StepGroup(parameters, options);
                }
            }
            catch
            {
                loss?.Dispose();
                throw;
            }
            return loss;
        }

        /// <summary>How many parameters a group has.</summary>
        internal int CountOf(int group) => Alive()[group].parameters.Length;

        /// <summary>Takes over options and memory that were checked.</summary>
        /// <param name="options">The options of each group.</param>
        /// <param name="states">What to remember of each parameter of all groups, owned from now on.</param>
        internal void Replace(IReadOnlyList<Dictionary<string, object?>> options, IReadOnlyList<ParameterState?> states)
        {
            OptionValues[] values = options.Select(given => new OptionValues(rule, given)).ToArray();
            int index = 0;
            for (int i = 0; i < groups.Count; i++)
            {
                groups[i] = (groups[i].parameters, values[i]);
                foreach (TrainedParameter parameter in groups[i].parameters)
                {
                    parameter.Remember(states[index++]);
                    if (rule.StartsAtOnce)
                    {
                        Start(parameter, values[i]);
                    }
                }
            }
        }

        /// <summary>Runs a change of what the optimizer remembers, which no step may meet.</summary>
        internal void Exclusively(Action change)
        {
            using var turn = new Turn(this);
            change();
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            isDisposed = true;
            ReleaseUnlessInUse();
        }

        /// <summary>Releases everything; while a step runs, the end of the step does it.</summary>
        private void ReleaseUnlessInUse()
        {
            if (Interlocked.CompareExchange(ref stepping, 1, 0) != 0)
            {
                return;
            }
            foreach ((TrainedParameter[] parameters, OptionValues _) in groups)
            {
                Array.ForEach(parameters, parameter => parameter.Dispose());
            }
            groups.Clear();
        }

        /// <summary>The loss of a closure, as a new handle; the closure's own is disposed.</summary>
        internal static torch.Tensor Loss(Func<torch.Tensor> closure)
        {
            using IDisposable grad = torch.enable_grad();
            using torch.Tensor loss = closure() ?? throw new InvalidOperationException(
                "The closure of the optimizer returned null: return the loss whose gradients it has computed.");
            return loss.NewHandle();
        }

        private static TorchValueException Wrong(string message) =>
            new TorchValueException(new ErrorDetails(TorchErrorKind.Value, message));

        private void StepGroup(TrainedParameter[] parameters, OptionValues options)
        {
            var buckets = new List<Bucket>(1);
            try
            {
                foreach (TrainedParameter parameter in parameters)
                {
                    torch.Tensor? gradient = parameter.Tensor.grad;
                    if (gradient is null)
                    {
                        continue;
                    }
                    if (gradient.is_sparse)
                    {
                        using (gradient)
                        {
                            Start(parameter, options);
                            rule.UpdateSparse(parameter, gradient, options);
                        }
                        continue;
                    }
                    try
                    {
                        Start(parameter, options);
                        Bucket.Put(buckets, parameter, gradient);
                    }
                    catch
                    {
                        gradient.Dispose();
                        throw;
                    }
                }
                buckets.ForEach(bucket => rule.Update(bucket, options));
            }
            finally
            {
                buckets.ForEach(bucket => bucket.Dispose());
            }
        }

        private void Start(TrainedParameter parameter, OptionValues options)
        {
            bool isNew = parameter.State == null;
            if (isNew)
            {
                parameter.Remember(new ParameterState(rule.Numbers.Count, rule.Tensors.Count));
            }
            rule.Start(parameter.State!, isNew, parameter.Tensor, options);
        }

        private List<(TrainedParameter[] parameters, OptionValues options)> Alive() =>
            isDisposed ? throw new ObjectDisposedException(rule.Name) : groups;

        /// <summary>One thread's use of the optimizer, which no other may meet.</summary>
        private readonly struct Turn : IDisposable
        {
            private readonly RuleOptimizer owner;

            internal Turn(RuleOptimizer owner)
            {
                owner.Alive();
                this.owner = owner;
                if (Interlocked.CompareExchange(ref owner.stepping, 1, 0) != 0)
                {
                    throw new InvalidOperationException(
                        $"The {owner.rule.Name} is in use: a closure cannot step, change or save the optimizer that runs it, nor can " +
                        "another thread meanwhile. Do it after the step.");
                }
            }

            /// <inheritdoc/>
            public void Dispose()
            {
                Volatile.Write(ref owner.stepping, 0);
                if (owner.isDisposed)
                {
                    owner.ReleaseUnlessInUse();
                }
            }
        }
    }
}
