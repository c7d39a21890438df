using System;

namespace TorchSharpPy.Optim
{
    /// <summary>What an optimizer remembers of one parameter, in the order of the rule's names.</summary>
    internal class ParameterState : IDisposable
    {
        internal ParameterState(int numbers, int tensors)
        {
            Numbers = new double[numbers];
            Tensors = new torch.Tensor?[tensors];
        }

        internal double[] Numbers { get; }

        internal torch.Tensor?[] Tensors { get; }

        /// <summary>Whether one operator may do a step for both: the same counts, and tensors at the same places.</summary>
        internal bool IsLike(ParameterState other)
        {
            for (int i = 0; i < Numbers.Length; i++)
            {
                if (!Numbers[i].Equals(other.Numbers[i]))
                {
                    return false;
                }
            }
            for (int i = 0; i < Tensors.Length; i++)
            {
                if (Tensors[i] is null != other.Tensors[i] is null)
                {
                    return false;
                }
            }
            return true;
        }

        /// <summary>Keeps a new tensor, which no scope disposes from now on.</summary>
        internal void Keep(int place, torch.Tensor tensor) => Tensors[place] = tensor.DetachFromDisposeScope();

        /// <inheritdoc/>
        public virtual void Dispose()
        {
            foreach (torch.Tensor? tensor in Tensors)
            {
                tensor?.Dispose();
            }
        }

        /// <summary>Moves the tensors to a device.</summary>
        internal virtual void MoveTo(torch.Device device)
        {
            for (int i = 0; i < Tensors.Length; i++)
            {
                if (Tensors[i] is torch.Tensor tensor && tensor.device != device)
                {
                    Keep(i, tensor.to(device));
                    tensor.Dispose();
                }
            }
        }
    }
}
