using System;
using System.Linq;

namespace TorchSharpPy.Optim
{
    /// <summary>Parameters as one flat vector, for L-BFGS; a complex number is two numbers.</summary>
    internal sealed class FlatParameters
    {
        private readonly torch.Tensor[] parameters;

        internal FlatParameters(TrainedParameter[] parameters)
        {
            this.parameters = Array.ConvertAll(parameters, parameter => parameter.Tensor);
        }

        /// <summary>The length of the vector.</summary>
        internal long Count => parameters.Sum(CountOf);

        /// <summary>The gradients; 0 for a parameter without one.</summary>
        internal torch.Tensor Gradients()
        {
            torch.Tensor[] parts = Array.ConvertAll(parameters, GradientOf);
            try
            {
                return torch.cat(parts, 0);
            }
            finally
            {
                Array.ForEach(parts, part => part.Dispose());
            }
        }

        /// <summary>Copies of the parameters.</summary>
        internal TensorList Copies() => new TensorList(Array.ConvertAll(parameters, parameter => parameter.clone()));

        /// <summary>Sets the parameters.</summary>
        internal void Set(TensorList values) => Foreach.Copy_(parameters, values);

        /// <summary>Moves the parameters along a flat direction.</summary>
        internal void Move(torch.Tensor direction, double length)
        {
            long start = 0;
            foreach (torch.Tensor parameter in parameters)
            {
                long count = CountOf(parameter);
                using torch.Tensor part = direction.narrow(0, start, count);
                using torch.Tensor real = parameter.is_complex() ? parameter.view_as_real() : parameter.NewHandle();
                using torch.Tensor shaped = part.view(real.shape);
                real.add_(shaped, alpha: length);
                start += count;
            }
        }

        private static long CountOf(torch.Tensor parameter) => parameter.NumberOfElements * (parameter.is_complex() ? 2 : 1);

        private static torch.Tensor GradientOf(torch.Tensor parameter)
        {
            using torch.Tensor? gradient = parameter.grad;
            if (gradient is null)
            {
                using torch.Tensor real = parameter.is_complex() ? parameter.view_as_real() : parameter.NewHandle();
                return real.new_zeros(new[] { CountOf(parameter) });
            }
            using torch.Tensor dense = gradient.is_sparse ? gradient.to_dense() : gradient.NewHandle();
            using torch.Tensor pairs = dense.is_complex() ? dense.view_as_real() : dense.NewHandle();
            return pairs.reshape(-1);
        }
    }
}
