using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TorchSharpPy.Distributions;
using TorchSharpPy.Printing;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public abstract partial class Distribution
            {
                private readonly List<IDisposable> owned = new List<IDisposable>();
                private readonly List<(string Name, Tensor Value, constraints.Constraint? Constraint)> parameters =
                    new List<(string Name, Tensor Value, constraints.Constraint? Constraint)>();

                /// <summary>What the parameters must satisfy, by their names.</summary>
                public virtual IReadOnlyDictionary<string, constraints.Constraint> arg_constraints => parameters
                    .Where(parameter => !(parameter.Constraint is null))
                    .ToDictionary(parameter => parameter.Name, parameter => parameter.Constraint!);

                /// <summary>Releases the tensors. Later uses throw <see cref="ObjectDisposedException"/>.</summary>
                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                /// <summary>The name, and the parameters: numbers, or the shapes of tensors.</summary>
                public override string ToString() =>
                    $"{GetType().Name}({string.Join(", ", parameters.Select(each => $"{each.Name}: {Text(each.Value)}"))})";

                /// <summary>Releases the tensors.</summary>
                /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
                protected virtual void Dispose(bool disposing)
                {
                    if (!disposing)
                    {
                        return;
                    }
                    foreach (IDisposable each in owned)
                    {
                        each.Dispose();
                    }
                    owned.Clear();
                }

                /// <summary>Probabilities that are neither 0 nor 1, but less than the type's precision away.</summary>
                /// <param name="probs">Probabilities.</param>
                protected static Tensor ClampProbs(Tensor probs) => Calculation.ClampProbs(probs);

                /// <summary>The numbers that are not negative, with half a gradient at 0.</summary>
                /// <param name="x">Numbers.</param>
                protected static Tensor ClampByZero(Tensor x) => Calculation.ClampByZero(x);

                /// <summary>The logarithms of the odds, or those of the probabilities of classes.</summary>
                /// <param name="probs">Probabilities; those of classes along the last dimension.</param>
                /// <param name="isBinary">Whether each probability is that of one event.</param>
                protected static Tensor ProbsToLogits(Tensor probs, bool isBinary = false) =>
                    Calculation.ProbsToLogits(probs, isBinary);

                /// <summary>The probabilities that belong to logits.</summary>
                /// <param name="logits">Logits; those of classes along the last dimension.</param>
                /// <param name="isBinary">Whether each belongs to one event.</param>
                protected static Tensor LogitsToProbs(Tensor logits, bool isBinary = false) =>
                    Calculation.LogitsToProbs(logits, isBinary);

                /// <summary>Notes a parameter, made in the scope of the constructor, for <see cref="Start"/>.</summary>
                private protected Tensor Parameter(string name, Tensor value, constraints.Constraint? constraint)
                {
                    parameters.Add((name, value, constraint));
                    return value;
                }

                /// <summary>Sets the shapes, checks the parameters and takes them out of the scope of the constructor.</summary>
                private protected void Start(long[] batch_shape, long[]? event_shape = null)
                {
                    batch = batch_shape;
                    events = event_shape ?? Array.Empty<long>();
                    try
                    {
                        if (Validates)
                        {
                            parameters.ForEach(each => Validate(each.Name, each.Value, each.Constraint));
                        }
                    }
                    catch
                    {
                        Dispose(); // of the parts that it owns already
                        throw;
                    }
                    parameters.ForEach(each => Own(each.Value));
                }

                /// <summary>Takes what is disposed with this distribution.</summary>
                private protected T Own<T>(T part)
                    where T : IDisposable
                {
                    (part as Tensor)?.DetachFromDisposeScope();
                    owned.Add(part);
                    return part;
                }

                /// <summary>Makes an expanded distribution, whose arguments were checked before.</summary>
                private protected Distribution Expanded(Distribution? instance, Func<Distribution> create)
                {
                    if (!(instance is null))
                    {
                        throw new ArgumentException("A distribution cannot be filled: pass null, and use the result.", nameof(instance));
                    }
                    using DisposeScope scope = NewDisposeScope();
                    Distribution result = create();
                    result.validates = validates;
                    return result;
                }

                private static string Text(Tensor value)
                {
                    if (value.numel() != 1 || value.is_complex())
                    {
                        return new Size(value.shape).ToString();
                    }
                    using Tensor detached = value.detach();
                    return detached.is_floating_point()
                        ? PythonFloat.Text(detached.ToDouble())
                        : detached.ToInt64().ToString(CultureInfo.InvariantCulture);
                }
            }
        }
    }
}
