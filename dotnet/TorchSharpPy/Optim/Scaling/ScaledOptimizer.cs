using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Errors;

namespace TorchSharpPy.Optim
{
    /// <summary>An optimizer whose gradients are scaled, since the last change of the scale.</summary>
    internal sealed class ScaledOptimizer : IDisposable
    {
        private readonly torch.optim.Optimizer optimizer;

        /// <summary>For each device, 1 if a gradient there is not finite.</summary>
        private readonly Dictionary<TensorKind, torch.Tensor> found = new Dictionary<TensorKind, torch.Tensor>();

        private bool isUnscaled;
        private bool isStepped;

        internal ScaledOptimizer(torch.optim.Optimizer optimizer)
        {
            this.optimizer = optimizer;
        }

        /// <summary>What all of them found, on one device: 0 if all gradients are finite.</summary>
        internal static torch.Tensor Found(IEnumerable<ScaledOptimizer> optimizers, torch.Device device)
        {
            torch.Tensor sum = torch.zeros(new long[] { 1 }, dtype: torch.ScalarType.Float32, device: device);
            bool isAny = false;
            foreach (torch.Tensor one in optimizers.SelectMany(optimizer => optimizer.found.Values))
            {
                using torch.Tensor here = one.to(device);
                sum.add_(here);
                isAny = true;
            }
            if (isAny)
            {
                return sum;
            }
            sum.Dispose();
            throw new InvalidOperationException(
                "No gradients were checked since the last update: call step or unscale_ of the scaler before update.");
        }

        /// <summary>Divides the gradients by the scale.</summary>
        internal void Unscale(torch.Tensor scale)
        {
            if (isUnscaled || isStepped)
            {
                throw new InvalidOperationException(isStepped
                    ? "unscale_ was called after step: call it before step, and update after both."
                    : "unscale_ was already called for this optimizer since the last update.");
            }
            torch.Tensor[] gradients = Gradients();
            try
            {
                if (gradients.Any(gradient => gradient.dtype == torch.ScalarType.Float16))
                {
                    throw new TorchValueException(new ErrorDetails(
                        TorchErrorKind.Value,
                        "A gradient is float16, which cannot be scaled back: keep the weights in float32, and use torch.autocast."));
                }
                using torch.Tensor exact = scale.@double();
                using torch.Tensor reciprocal = exact.reciprocal();
                using torch.Tensor inverse = reciprocal.@float();
                foreach (IGrouping<TensorKind, torch.Tensor> same in gradients.GroupBy(gradient => gradient.Kind))
                {
                    torch.Device device = same.First().device;
                    using torch.Tensor here = inverse.to(device);
                    torch.Tensor flag = torch.zeros(new long[] { 1 }, dtype: torch.ScalarType.Float32, device: device);
                    found[same.Key] = flag.DetachFromDisposeScope();
                    Scaling.Unscale(same.ToArray(), flag, here);
                }
                isUnscaled = true;
            }
            finally
            {
                Array.ForEach(gradients, gradient => gradient.Dispose());
            }
        }

        /// <summary>Makes the step if all gradients are finite.</summary>
        /// <returns>Whether the step was made.</returns>
        internal bool Step(torch.Tensor scale)
        {
            if (isStepped)
            {
                throw new InvalidOperationException("step was already called for this optimizer since the last update.");
            }
            if (!isUnscaled)
            {
                Unscale(scale);
            }
            if (found.Count == 0)
            {
                throw new InvalidOperationException("No parameter of the optimizer has a gradient: call backward before step.");
            }
            bool isFinite = found.Values.All(one => one.ToDouble() == 0);
            if (isFinite)
            {
                optimizer.step();
            }
            isStepped = true;
            return isFinite;
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            foreach (torch.Tensor one in found.Values)
            {
                one.Dispose();
            }
        }

        /// <summary>The gradients, or the values of sparse ones, as new handles.</summary>
        private torch.Tensor[] Gradients()
        {
            var gradients = new List<torch.Tensor>();
            optimizer.ForEachParameter(parameter =>
            {
                torch.Tensor? gradient = parameter.grad;
                if (gradient is null)
                {
                    return;
                }
                if (!gradient.is_sparse)
                {
                    gradients.Add(gradient);
                    return;
                }
                using (gradient)
                {
                    gradients.Add(Scaling.Values(gradient));
                }
            });
            return gradients.ToArray();
        }
    }
}
