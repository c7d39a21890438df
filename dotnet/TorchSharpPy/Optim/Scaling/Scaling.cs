using TorchSharpPy.Tensors;

namespace TorchSharpPy.Optim
{
    /// <summary>libtorch's operators for scaled gradients.</summary>
    internal static class Scaling
    {
        /// <summary>Multiplies gradients, and sets found to 1 if one of them is not finite.</summary>
        internal static void Unscale(torch.Tensor[] gradients, torch.Tensor found, torch.Tensor inverse) =>
            OperatorCall.Begin(
                    ref Aten._amp_foreach_non_finite_check_and_unscale_, "aten::_amp_foreach_non_finite_check_and_unscale_", "")
                .With(gradients).With(found).With(inverse).Run();

        /// <summary>Changes a scale and the number of steps since it grew.</summary>
        internal static void Update(
            torch.Tensor scale, torch.Tensor steps, torch.Tensor found, double growth, double backoff, int interval) =>
            OperatorCall.Begin(ref Aten._amp_update_scale_, "aten::_amp_update_scale_", "")
                .With(scale).With(steps).With(found).With(growth).With(backoff).With((long)interval).Run();

        /// <summary>The values of a sparse gradient, in the same memory.</summary>
        internal static torch.Tensor Values(torch.Tensor sparse) =>
            OperatorCall.Begin(ref Aten._values, "aten::_values", "").With(sparse).Tensor();
    }
}
