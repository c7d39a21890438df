using TorchSharpPy.Tensors;
using Tensor = TorchSharpPy.torch.Tensor;

namespace TorchSharpPy.Losses
{
    /// <summary>libtorch's operators that compute losses.</summary>
    internal static class LossOperators
    {
        internal static readonly AtenOperator<Tensor, Tensor, long, Tensor> MseLoss =
            new AtenOperator<Tensor, Tensor, long, Tensor>("aten::mse_loss");

        internal static readonly AtenOperator<Tensor, Tensor, long, Tensor> L1Loss =
            new AtenOperator<Tensor, Tensor, long, Tensor>("aten::l1_loss");

        internal static readonly AtenOperator<Tensor, Tensor, long, double, Tensor> SmoothL1Loss =
            new AtenOperator<Tensor, Tensor, long, double, Tensor>("aten::smooth_l1_loss");

        internal static readonly AtenOperator<Tensor, Tensor, long, double, Tensor> HuberLoss =
            new AtenOperator<Tensor, Tensor, long, double, Tensor>("aten::huber_loss");

        internal static readonly AtenOperator<Tensor, Tensor, bool, bool, double, long, Tensor> PoissonNllLoss =
            new AtenOperator<Tensor, Tensor, bool, bool, double, long, Tensor>("aten::poisson_nll_loss");

        internal static readonly AtenOperator<Tensor, Tensor, Tensor?, long, long, double, Tensor> CrossEntropy =
            new AtenOperator<Tensor, Tensor, Tensor?, long, long, double, Tensor>("aten::cross_entropy_loss");

        internal static readonly AtenOperator<Tensor, Tensor, Tensor?, long, long, Tensor> NllLoss =
            new AtenOperator<Tensor, Tensor, Tensor?, long, long, Tensor>("aten::nll_loss_nd");

        internal static readonly AtenOperator<Tensor, Tensor, Tensor?, long, Tensor> BinaryCrossEntropy =
            new AtenOperator<Tensor, Tensor, Tensor?, long, Tensor>("aten::binary_cross_entropy");

        internal static readonly AtenOperator<Tensor, Tensor, Tensor?, Tensor?, long, Tensor> BinaryCrossEntropyWithLogits =
            new AtenOperator<Tensor, Tensor, Tensor?, Tensor?, long, Tensor>(
                "aten::binary_cross_entropy_with_logits");

        internal static readonly AtenOperator<Tensor, Tensor, long, bool, Tensor> KlDiv =
            new AtenOperator<Tensor, Tensor, long, bool, Tensor>("aten::kl_div");

        internal static readonly AtenOperator<Tensor, Tensor, long, Tensor> SoftMarginLoss =
            new AtenOperator<Tensor, Tensor, long, Tensor>("aten::soft_margin_loss");

        internal static readonly AtenOperator<Tensor, Tensor, Scalar, Scalar, Tensor?, long, Tensor> MultiMarginLoss =
            new AtenOperator<Tensor, Tensor, Scalar, Scalar, Tensor?, long, Tensor>(
                "aten::multi_margin_loss");

        internal static readonly AtenOperator<Tensor, Tensor, long, Tensor> MultilabelMarginLoss =
            new AtenOperator<Tensor, Tensor, long, Tensor>("aten::multilabel_margin_loss");

        internal static readonly AtenOperator<Tensor, Tensor, Tensor, double, long, Tensor> CosineEmbeddingLoss =
            new AtenOperator<Tensor, Tensor, Tensor, double, long, Tensor>("aten::cosine_embedding_loss");

        internal static readonly AtenOperator<Tensor, Tensor, double, long, Tensor> HingeEmbeddingLoss =
            new AtenOperator<Tensor, Tensor, double, long, Tensor>("aten::hinge_embedding_loss");

        internal static readonly AtenOperator<Tensor, Tensor, Tensor, double, long, Tensor> MarginRankingLoss =
            new AtenOperator<Tensor, Tensor, Tensor, double, long, Tensor>("aten::margin_ranking_loss");

        internal static readonly AtenOperator<Tensor, Tensor, Tensor, double, double, double, bool, long, Tensor> TripletMarginLoss =
            new AtenOperator<Tensor, Tensor, Tensor, double, double, double, bool, long, Tensor>(
                "aten::triplet_margin_loss");

        internal static readonly AtenOperator<Tensor, Tensor, Tensor, Tensor, long, long, bool, Tensor> CtcLoss =
            new AtenOperator<Tensor, Tensor, Tensor, Tensor, long, long, bool, Tensor>(
                "aten::ctc_loss", "Tensor");
    }
}
