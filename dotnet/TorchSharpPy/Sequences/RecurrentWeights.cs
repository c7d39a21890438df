using System;
using TorchSharpPy.Layers;
using TorchSharpPy.Modules;

namespace TorchSharpPy.Sequences
{
    /// <summary>The weights of a recurrent layer: made as PyTorch makes them, and checked before an operator gets them.</summary>
    internal static class RecurrentWeights
    {
        /// <summary>Registers new weights with a module.</summary>
        internal static void Register(torch.nn.Module module, RecurrentPlan plan, torch.Device? device, torch.ScalarType? dtype)
        {
            foreach ((string name, long[] shape) in plan.Weights)
            {
                module.register_parameter(name, Draw(shape, plan.HiddenSize, device, dtype));
            }
        }

        /// <summary>A weight, drawn as PyTorch draws it.</summary>
        internal static Parameter Draw(long[] shape, long hiddenSize, torch.Device? device, torch.ScalarType? dtype)
        {
            Parameter weight = Initial.Empty(shape, device, dtype);
            Initial.Uniform(weight, 1.0 / Math.Sqrt(hiddenSize));
            return weight;
        }

        /// <summary>The weights in the order in which the operators take them, as lists that the operators do not check.</summary>
        /// <exception cref="ArgumentException">A weight has another shape or type than the others need.</exception>
        internal static torch.Tensor[] Of(torch.nn.Module module, RecurrentPlan plan, torch.Tensor input)
        {
            var weights = new torch.Tensor[plan.Weights.Count];
            bool isCast = torch.is_autocast_enabled(input.device_type);
            torch.ScalarType type = input.dtype;
            for (int i = 0; i < weights.Length; i++)
            {
                (string name, long[] shape) = plan.Weights[i];
                torch.Tensor weight = weights[i] = module.get_parameter(name);
                if (!weight.shape.AsSpan().SequenceEqual(shape))
                {
                    throw new ArgumentException(
                        $"The weight {name} of {module.GetName()} must have the shape {new torch.Size(shape)}, but has " +
                        $"{new torch.Size(weight.shape)}.");
                }
                if (weight.dtype != type && !isCast)
                {
                    throw new ArgumentException(
                        $"The input is {type}, but {name} of {module.GetName()} is {weight.dtype}: convert the input with to(...), or " +
                        "the module.");
                }
            }
            return weights;
        }
    }
}
