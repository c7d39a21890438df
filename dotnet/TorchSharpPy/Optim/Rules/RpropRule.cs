using System.Collections.Generic;
using System.Numerics;

namespace TorchSharpPy.Optim
{
    /// <summary>Rprop: steps by the signs of the gradients.</summary>
    internal sealed class RpropRule : UpdateRule
    {
        private const int Previous = 0;
        private const int Size = 1;

        internal RpropRule(IReadOnlyList<OptionRow> options)
            : base("Rprop", options)
        {
        }

        internal override IReadOnlyList<string> Tensors { get; } = new[] { "prev", "step_size" };

        internal override void Start(ParameterState state, bool isNew, torch.Tensor parameter, OptionValues options)
        {
            double rate = options.Number("lr");
            if (state.Tensors[Size] is null)
            {
                state.Keep(Size, parameter.is_complex() ? parameter.full_like(new Complex(rate, rate)) : parameter.full_like(rate));
            }
            base.Start(state, isNew, parameter, options);
        }

        internal override void Update(Bucket bucket, OptionValues options)
        {
            bucket[0]++;
            (double smaller, double larger) = options.Pair("etas");
            (double least, double most) = options.Pair("step_sizes");
            if (options.Flag("maximize"))
            {
                bucket.NegateGradients();
            }
            torch.Tensor[] previous = bucket.Slot(Previous), sizes = bucket.Slot(Size);
            using TensorList factors = Foreach.Multiply(bucket.Gradients, previous);
            Foreach.Sign_(factors);
            Foreach.Copy_(previous, bucket.Gradients);
            for (int i = 0; i < bucket.Count; i++)
            {
                Scale(factors.Items[i], previous[i], smaller, larger);
            }
            Foreach.Multiply_(sizes, factors);
            Foreach.AtLeast_(sizes, least);
            Foreach.AtMost_(sizes, most);
            using TensorList signs = Foreach.Sign(previous);
            Foreach.AddProduct_(bucket.Parameters, signs, sizes, -1);
        }

        /// <summary>Turns signs into factors for the sizes of steps, and forgets gradients whose sign has changed.</summary>
        private static void Scale(torch.Tensor signs, torch.Tensor gradients, double smaller, double larger)
        {
            using torch.Tensor same = signs.gt(0), changed = signs.lt(0), none = signs.eq(0);
            signs.masked_fill_(same, larger);
            signs.masked_fill_(changed, smaller);
            signs.masked_fill_(none, 1);
            gradients.masked_fill_(changed, 0);
        }
    }
}
