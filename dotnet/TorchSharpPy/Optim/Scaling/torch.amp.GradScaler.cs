using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Optim;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>Automatic mixed precision; <see cref="torch.autocast(string, ScalarType?, bool, bool)"/> casts operators.</summary>
        public static class amp
        {
            /// <summary>Scales losses, so that small float16 gradients do not become 0, and the gradients back.</summary>
            /// <remarks>
            /// A training step: <c>scaler.scale(loss).backward(); scaler.step(optimizer); scaler.update();</c>. If a gradient is infinite
            /// or NaN, the optimizer's step is left out, and the scale becomes smaller.
            /// </remarks>
            public sealed class GradScaler : IDisposable
            {
                private readonly Dictionary<optim.Optimizer, ScaledOptimizer> optimizers =
                    new Dictionary<optim.Optimizer, ScaledOptimizer>();

                private readonly bool enabled;
                private readonly Device device;
                private double growthFactor;
                private double backoffFactor;
                private int growthInterval;
                private double initialScale;
                private int initialSteps;
                private Tensor? factor;
                private Tensor? steps;
                private bool isDisposed;

                /// <summary>Creates a scaler.</summary>
                /// <param name="device">The device that keeps the scale; a GPU by default. Without a GPU, that disables the scaler.</param>
                /// <param name="init_scale">The first scale.</param>
                /// <param name="growth_factor">The factor of the scale after growth_interval steps with finite gradients.</param>
                /// <param name="backoff_factor">The factor of the scale after a step that was left out.</param>
                /// <param name="growth_interval">The number of steps with finite gradients before the scale grows.</param>
                /// <param name="enabled">False to do nothing: losses are not scaled, and every step is made.</param>
                /// <exception cref="ArgumentOutOfRangeException">A factor is on the wrong side of 1.</exception>
                public GradScaler(
                    Device? device = null,
                    double init_scale = 65536,
                    double growth_factor = 2,
                    double backoff_factor = 0.5,
                    int growth_interval = 2000,
                    bool enabled = true)
                {
                    this.device = device ?? new Device(DeviceType.CUDA);
                    this.enabled = enabled && IsThere(this.device);
                    initialScale = init_scale;
                    growthFactor = Growing(growth_factor, nameof(growth_factor));
                    backoffFactor = Shrinking(backoff_factor, nameof(backoff_factor));
                    growthInterval = growth_interval;
                }

                /// <summary>Whether it scales at all.</summary>
                public bool is_enabled() => enabled;

                /// <summary>The scale; 1 if it is not enabled. On a GPU, this waits for the GPU.</summary>
                public double get_scale() => !enabled ? 1 : factor is null ? initialScale : factor.ToDouble();

                /// <summary>The factor of the scale after enough steps with finite gradients.</summary>
                public double get_growth_factor() => growthFactor;

                /// <summary>Sets the factor of the scale after enough steps with finite gradients.</summary>
                /// <param name="new_factor">The factor, greater than 1.</param>
                public void set_growth_factor(double new_factor) => growthFactor = Growing(new_factor, nameof(new_factor));

                /// <summary>The factor of the scale after a step that was left out.</summary>
                public double get_backoff_factor() => backoffFactor;

                /// <summary>Sets the factor of the scale after a step that was left out.</summary>
                /// <param name="new_factor">The factor, less than 1.</param>
                public void set_backoff_factor(double new_factor) => backoffFactor = Shrinking(new_factor, nameof(new_factor));

                /// <summary>The number of steps with finite gradients before the scale grows.</summary>
                public int get_growth_interval() => growthInterval;

                /// <summary>Sets the number of steps with finite gradients before the scale grows.</summary>
                /// <param name="new_interval">The number of steps.</param>
                public void set_growth_interval(int new_interval) => growthInterval = new_interval;

                /// <summary>A loss times the scale, to call backward on.</summary>
                /// <param name="outputs">The loss.</param>
                /// <returns>The product, as a new tensor.</returns>
                public Tensor scale(Tensor outputs)
                {
                    Tensor given = outputs ?? throw new ArgumentNullException(nameof(outputs));
                    if (!enabled)
                    {
                        return given.NewHandle();
                    }
                    using Tensor here = Factor().to(given.device);
                    return given * here;
                }

                /// <summary>Losses times the scale, to call backward on.</summary>
                /// <param name="outputs">The losses.</param>
                /// <returns>The products, as new tensors.</returns>
                public IReadOnlyList<Tensor> scale(IEnumerable<Tensor> outputs) =>
                    (outputs ?? throw new ArgumentNullException(nameof(outputs))).Select(scale).ToArray();

                /// <summary>Divides the gradients of an optimizer by the scale, for instance to clip them before the step.</summary>
                /// <param name="optimizer">The optimizer.</param>
                /// <exception cref="InvalidOperationException">It was called since <see cref="update"/>, or after the step.</exception>
                /// <exception cref="TorchValueException">A gradient is float16: keep the weights in float32, and use autocast.</exception>
                public void unscale_(optim.Optimizer optimizer)
                {
                    ScaledOptimizer scaled = Of(optimizer);
                    if (enabled)
                    {
                        scaled.Unscale(Factor());
                    }
                }

                /// <summary>Makes the step of an optimizer, unless a gradient is infinite or NaN.</summary>
                /// <param name="optimizer">The optimizer; if its gradients are still scaled, they are divided by the scale.</param>
                /// <returns>Whether the step was made.</returns>
                /// <exception cref="InvalidOperationException">
                /// It is the second time since <see cref="update"/>, or no parameter has a gradient.
                /// </exception>
                public bool step(optim.Optimizer optimizer)
                {
                    ScaledOptimizer scaled = Of(optimizer);
                    if (!enabled)
                    {
                        optimizer.step();
                        return true;
                    }
                    return scaled.Step(Factor());
                }

                /// <summary>Changes the scale after the steps of all optimizers.</summary>
                /// <param name="new_scale">A new scale; by default the scale grows or shrinks by what the steps have found.</param>
                /// <exception cref="InvalidOperationException">No optimizer has made a step.</exception>
                public void update(double? new_scale = null)
                {
                    Alive();
                    if (!enabled)
                    {
                        return;
                    }
                    Tensor scale = Factor();
                    if (new_scale is double given)
                    {
                        scale.fill_(given);
                    }
                    else
                    {
                        using Tensor found = ScaledOptimizer.Found(optimizers.Values, scale.device);
                        Scaling.Update(scale, steps!, found, growthFactor, backoffFactor, growthInterval);
                    }
                    Forget();
                }

                /// <summary>The scale, the factors and the counts, in PyTorch's form; empty if it is not enabled.</summary>
                public Dictionary<string, object?> state_dict() => !enabled
                    ? new Dictionary<string, object?>()
                    : new Dictionary<string, object?>
                    {
                        ["scale"] = get_scale(),
                        ["growth_factor"] = growthFactor,
                        ["backoff_factor"] = backoffFactor,
                        ["growth_interval"] = (long)growthInterval,
                        ["_growth_tracker"] = steps is null ? (long)initialSteps : steps.ToInt64(),
                    };

                /// <summary>Takes over a state of C# or Python.</summary>
                /// <param name="state_dict">What <see cref="state_dict"/> returned, or <c>torch.load</c> has read.</param>
                /// <exception cref="TorchValueException">It is not the state of an enabled scaler. Then nothing has changed.</exception>
                public void load_state_dict(IDictionary state_dict)
                {
                    Alive();
                    if (!enabled)
                    {
                        return;
                    }
                    var state = new NamedState(state_dict ?? throw new ArgumentNullException(nameof(state_dict)), "scaler");
                    double scale = state.Number("scale"), growth = state.Number("growth_factor"), backoff = state.Number("backoff_factor");
                    (long interval, long tracked) = (state.Integer("growth_interval"), state.Integer("_growth_tracker"));
                    (initialScale, growthFactor, backoffFactor) = (scale, growth, backoff);
                    (growthInterval, initialSteps) = ((int)interval, (int)tracked);
                    factor?.fill_(scale);
                    steps?.fill_(tracked);
                }

                /// <summary>Releases the scale. Later uses throw <see cref="ObjectDisposedException"/>.</summary>
                public void Dispose()
                {
                    isDisposed = true;
                    Forget();
                    factor?.Dispose();
                    steps?.Dispose();
                }

                /// <summary>Whether a scaler for the device can be enabled; warns if not.</summary>
                private static bool IsThere(Device device)
                {
                    if (device.type != DeviceType.CUDA || cuda.is_available())
                    {
                        return true;
                    }
                    const string Text =
                        "A GradScaler is for a GPU, but there is none, so it is disabled: name the device, or pass enabled: false.";
                    warnings.Pass(new TorchWarning(Text, string.Empty, 0, false, false));
                    return false;
                }

                private static double Growing(double factor, string name) => factor > 1
                    ? factor
                    : throw new ArgumentOutOfRangeException(name, factor, "The factor must be greater than 1.");

                private static double Shrinking(double factor, string name) => factor < 1
                    ? factor
                    : throw new ArgumentOutOfRangeException(name, factor, "The factor must be less than 1.");

                private void Alive()
                {
                    if (isDisposed)
                    {
                        throw new ObjectDisposedException(nameof(GradScaler));
                    }
                }

                /// <summary>The scale as a tensor, from the first use on.</summary>
                private Tensor Factor()
                {
                    Alive();
                    if (factor is null)
                    {
                        var shape = Array.Empty<long>();
                        factor = full(shape, initialScale, dtype: ScalarType.Float32, device: device).DetachFromDisposeScope();
                        steps = full(shape, initialSteps, dtype: ScalarType.Int32, device: device).DetachFromDisposeScope();
                    }
                    return factor;
                }

                private ScaledOptimizer Of(optim.Optimizer optimizer)
                {
                    Alive();
                    optim.Optimizer given = optimizer ?? throw new ArgumentNullException(nameof(optimizer));
                    if (!optimizers.TryGetValue(given, out ScaledOptimizer scaled))
                    {
                        optimizers[given] = scaled = new ScaledOptimizer(given);
                    }
                    return scaled;
                }

                private void Forget()
                {
                    foreach (ScaledOptimizer scaled in optimizers.Values)
                    {
                        scaled.Dispose();
                    }
                    optimizers.Clear();
                }
            }
        }
    }
}
