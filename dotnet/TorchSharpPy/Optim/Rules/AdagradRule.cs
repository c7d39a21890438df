using System.Collections.Generic;
using System.Numerics;
using TorchSharpPy.Errors;

namespace TorchSharpPy.Optim
{
    /// <summary>Adagrad.</summary>
    internal sealed class AdagradRule : UpdateRule
    {
        internal AdagradRule(IReadOnlyList<OptionRow> options)
            : base("Adagrad", options)
        {
        }

        internal override IReadOnlyList<string> Tensors { get; } = new[] { "sum" };

        internal override bool StartsAtOnce => true;

        internal override IReadOnlyDictionary<string, object?> Fixed { get; } = new Dictionary<string, object?>
        {
            ["foreach"] = null,
            ["differentiable"] = false,
            ["fused"] = null,
        };

        internal override void Start(ParameterState state, bool isNew, torch.Tensor parameter, OptionValues options)
        {
            if (state.Tensors[0] is null)
            {
                double start = options.Number("initial_accumulator_value");
                state.Keep(0, parameter.is_complex()
                    ? parameter.full_like(new Complex(start, start))
                    : parameter.full_like(start));
            }
        }

        internal override void Update(Bucket bucket, OptionValues options)
        {
            double step = ++bucket[0];
            if (bucket.CanFuse)
            {
                Fused.Adagrad(bucket, options);
                return;
            }
            if (options.Flag("maximize"))
            {
                bucket.NegateGradients();
            }
            AddWeightDecay(bucket, options);
            torch.Tensor[] sums = bucket.Slot(0);
            Foreach.AddProduct_(sums, bucket.Gradients, bucket.Gradients, 1);
            using TensorList divisors = Foreach.Sqrt(sums);
            Foreach.Add_(divisors, options.Number("eps"));
            Foreach.AddQuotient_(bucket.Parameters, bucket.Gradients, divisors, -RateAt(step, options));
        }

        internal override void UpdateSparse(TrainedParameter parameter, torch.Tensor gradient, OptionValues options)
        {
            if (options.Number("weight_decay") != 0)
            {
                throw new ScriptRuntimeException(new ErrorDetails(
                    TorchErrorKind.Runtime,
                    "Adagrad takes a sparse gradient only without weight_decay: make it dense with to_dense()."));
            }
            ParameterState state = parameter.State!;
            double step = ++state.Numbers[0];
            torch.Tensor sums = state.Tensors[0]!;
            using torch.Tensor given = options.Flag("maximize") ? gradient.neg() : gradient.clone();
            using torch.Tensor whole = given.coalesce();
            using torch.Tensor squares = whole.square();
            sums.add_(squares);
            using torch.Tensor touched = sums.sparse_mask(whole);
            using torch.Tensor values = touched.values();
            using torch.Tensor roots = values.sqrt();
            roots.add_(options.Number("eps"));
            using torch.Tensor places = whole.indices();
            using torch.Tensor elements = whole.values();
            using torch.Tensor quotients = elements.div(roots);
            using torch.Tensor change = torch.sparse_coo_tensor(places, quotients, whole.shape);
            parameter.Tensor.add_(change, alpha: -RateAt(step, options));
        }

        private static double RateAt(double step, OptionValues options) =>
            options.Number("lr") / (1 + ((step - 1) * options.Number("lr_decay")));
    }
}
