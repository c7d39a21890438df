using System;
using System.Linq;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public abstract partial class Distribution
            {
                private static bool usuallyValidates = true;

                private bool? validates;

                /// <summary>Whether arguments and values are checked.</summary>
                private protected bool Validates => validates ?? usuallyValidates;

                /// <summary>Sets whether distributions check their arguments and values, unless they are told when created.</summary>
                /// <param name="value">Whether they do; true at the start. Checks read the numbers, which takes time.</param>
                public static void set_default_validate_args(bool value) => usuallyValidates = value;

                /// <summary>Refuses values that cannot occur or do not fit.</summary>
                internal void ValidateSample(Tensor value)
                {
                    if (value is null)
                    {
                        throw new ArgumentNullException(nameof(value));
                    }
                    if (Validates)
                    {
                        RequireSupported(value);
                    }
                }

                /// <summary>Refuses values that cannot occur or do not fit, also if this distribution does not check.</summary>
                internal void RequireSupported(Tensor value)
                {
                    ValidateShape(value.shape);
                    if (!(support is constraints.Constraint constraint))
                    {
                        return;
                    }
                    if (!Holds(constraint, value))
                    {
                        throw new ArgumentException(
                            $"Expected values within the support {constraint} of {this}, but found others in a tensor " +
                            $"of shape {new Size(value.shape)}:\n{Shown(value)}", nameof(value));
                    }
                }

                private protected void Validate(string name, Tensor value, constraints.Constraint? constraint)
                {
                    if (!(constraint is null) && !Holds(constraint, value))
                    {
                        throw new ArgumentException(
                            $"Expected the parameter {name} of {GetType().Name} to satisfy the constraint {constraint}, but found " +
                            $"others in a tensor of shape {new Size(value.shape)}:\n{Shown(value)}", name);
                    }
                }

                private static bool Holds(constraints.Constraint constraint, Tensor value)
                {
                    using Tensor checkedValues = constraint.check(value);
                    using Tensor all = checkedValues.all();
                    return all.ToBoolean();
                }

                private static string Shown(Tensor value)
                {
                    using Tensor detached = value.detach();
                    return detached.ToString(TensorStringStyle.Default);
                }

                private void ValidateShape(long[] shape)
                {
                    long[] expected = batch.Concat(events).ToArray();
                    if (shape.Length < events.Length || !shape.AsSpan(shape.Length - events.Length).SequenceEqual(events))
                    {
                        throw new ArgumentException(
                            $"Expected values whose shape ends with the event_shape {event_shape}, not {new Size(shape)}.", "value");
                    }
                    for (int i = 1; i <= Math.Min(shape.Length, expected.Length); i++)
                    {
                        if (shape[^i] != 1 && expected[^i] != 1 && shape[^i] != expected[^i])
                        {
                            throw new ArgumentException(
                                $"Expected values that broadcast with batch_shape and event_shape {new Size(expected)}, " +
                                $"not of the shape {new Size(shape)}.", "value");
                        }
                    }
                }
            }
        }
    }
}
