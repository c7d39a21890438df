using System.Collections.Generic;
using TorchSharpPy.Convert;
using TorchSharpPy.Modules;

namespace TorchSharpPy.Modules
{
    /// <summary>Assigns the tensors of a state_dict to a module, and keeps shared tensors shared.</summary>
    internal sealed class TakenTensors
    {
        private readonly Dictionary<torch.Tensor, torch.Tensor> replaced =
            new Dictionary<torch.Tensor, torch.Tensor>(TensorIdentity.Instance);

        /// <summary>Makes a tensor share the memory, type and device of another.</summary>
        /// <returns>The tensor itself, or its replacement if it cannot change, as on the meta device.</returns>
        internal torch.Tensor Take(torch.Tensor before, torch.Tensor source)
        {
            torch.Tensor now = replaced.TryGetValue(before, out torch.Tensor known) ? known : before;
            torch.Tensor share = source.detach();
            if (TensorData.CanSet(now, share))
            {
                TensorData.Set(now, share);
                share.Dispose();
                return now;
            }
            if (before is Parameter)
            {
                using (share)
                {
                    return replaced[before] = new Parameter(share, before.requires_grad);
                }
            }
            return replaced[before] = share;
        }
    }
}
