using System;
using System.Collections.Generic;
using TorchSharpPy.Convert;
using TorchSharpPy.Modules;

namespace TorchSharpPy.Modules
{
    /// <summary>Moves the tensors of a module. It creates all new ones before it changes any, so that a failure changes nothing.</summary>
    /// <remarks>
    /// A tensor gets new elements and stays the same object, because optimizers may hold it. If the new tensor is of another
    /// kind (such as one on the meta device, which has no elements), another object replaces it, as in PyTorch.
    /// </remarks>
    internal sealed class TensorMoves : IDisposable
    {
        private readonly Moving moving;

        private readonly Dictionary<torch.Tensor, Move> moves = new Dictionary<torch.Tensor, Move>(TensorIdentity.Instance);

        internal TensorMoves(Moving moving)
        {
            this.moving = moving;
        }

        /// <summary>Creates the new elements of a tensor and of its gradient; only once for a tensor that is shared.</summary>
        internal void Add(torch.Tensor? tensor)
        {
            if (tensor is null || moves.ContainsKey(tensor))
            {
                return;
            }
            var move = new Move();
            moves.Add(tensor, move); // added first, so that a failure disposes what already exists
            move.Data = moving.Apply(tensor);
            move.Gradient = tensor.grad;
            move.GradientData = move.Gradient is null ? null : moving.Apply(move.Gradient);
        }

        /// <summary>Gives a tensor its new elements.</summary>
        /// <returns>The tensor itself, or its replacement.</returns>
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
