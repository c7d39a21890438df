using System;
using System.Collections.Generic;
using TorchSharpPy.Convert;
using TorchSharpPy.Modules;

namespace TorchSharpPy.Modules
{
    /// <summary>The tensors of a module on their way: all are made before one is changed, so that a failure changes none.</summary>
    /// <remarks>
    /// A tensor gets other elements and stays the same object, which optimizers may hold. Where it cannot, because the new
    /// elements are of another kind (those of the meta device are none at all), another object replaces it, as in PyTorch.
    /// </remarks>
    internal sealed class TensorMoves : IDisposable
    {
        private readonly Moving moving;

        private readonly Dictionary<torch.Tensor, Move> moves = new Dictionary<torch.Tensor, Move>(TensorIdentity.Instance);

        internal TensorMoves(Moving moving)
        {
            this.moving = moving;
        }

        /// <summary>Makes the new elements of a tensor, and of its gradient; of one that is shared, once.</summary>
        internal void Add(torch.Tensor? tensor)
        {
            if (tensor is null || moves.ContainsKey(tensor))
            {
                return;
            }
            var move = new Move();
            moves.Add(tensor, move); // before it is made, so that a failure disposes what there is
            move.Data = moving.Apply(tensor);
            move.Gradient = tensor.grad;
            move.GradientData = move.Gradient is null ? null : moving.Apply(move.Gradient);
        }

        /// <summary>Puts the new elements in place.</summary>
        /// <returns>The tensor itself, or what replaces it.</returns>
        internal torch.Tensor Take(torch.Tensor tensor)
        {
            Move move = moves[tensor];
            return move.Result ??= move.Run(tensor);
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            foreach (Move move in moves.Values)
            {
                move.Dispose();
            }
        }

        private sealed class Move : IDisposable
        {
            internal torch.Tensor? Data { get; set; }

            internal torch.Tensor? Gradient { get; set; }

            internal torch.Tensor? GradientData { get; set; }

            internal torch.Tensor? Result { get; set; }

            public void Dispose()
            {
                if (!ReferenceEquals(Data, Result))
                {
                    Data?.Dispose();
                }
                Gradient?.Dispose();
                GradientData?.Dispose();
            }

            internal torch.Tensor Run(torch.Tensor tensor)
            {
                if (!TensorData.CanSet(tensor, Data!))
                {
                    return Replacement(tensor);
                }
                TensorData.Set(tensor, Data!);
                if (!(Gradient is null))
                {
                    TensorData.Set(Gradient, GradientData!);
                }
                return tensor;
            }

            private torch.Tensor Replacement(torch.Tensor tensor)
            {
                if (!(tensor is Parameter))
                {
                    return Data!;
                }
                var made = new Parameter(Data!, tensor.requires_grad);
                made.grad = GradientData;
                return made;
            }
        }
    }
}
