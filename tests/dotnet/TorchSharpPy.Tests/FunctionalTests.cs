using System;
using System.Linq;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.nn.functional;

namespace TorchSharpPy.Tests
{
    /// <summary>Functions of torch.nn.functional that no single operator is: arguments, and what the database has no samples of.</summary>
    public static class FunctionalTests
    {
        [Test]
        public static void Images_are_resized()
        {
            Tensor x = arange(0, 16).@float().reshape(1, 1, 4, 4);
            Check.Equal(new[] { 0f, 2, 8, 10 }, interpolate(x, new long[] { 2, 2 }).data<float>().ToArray());
            Check.Equal(
                new[] { 2.5f, 4.5f, 10.5f, 12.5f },
                interpolate(x, new long[] { 2 }, mode: InterpolationMode.Area).data<float>().ToArray());
            Check.Equal(new[] { 0f, 3, 12, 15 }, interpolate(
                x, scale_factor: new[] { 0.5 }, mode: InterpolationMode.Bilinear, align_corners: true).data<float>().ToArray());
            Check.Equal(new long[] { 1, 1, 10, 10 }, interpolate(x, scale_factor: new[] { 2.5 }, recompute_scale_factor: true).shape);
            Check.Equal(new long[] { 1, 1, 8, 8 }, upsample(x, scale_factor: new[] { 2.0, 2.0 }, mode: UpsampleMode.Bicubic).shape);
            Check.True(upsample_nearest2d(x, new long[] { 8, 8 }).equal(upsample_nearest(x, new long[] { 8, 8 })), "nearest");
            Check.Equal(new long[] { 1, 1, 6 }, upsample_nearest1d(ones(1, 1, 3), null, 2).shape);
            Check.Equal(new long[] { 1, 1, 2, 2, 2 }, upsample_nearest3d(ones(1, 1, 1, 1, 1), scaleFactors: new[] { 2.0, 2, 2 }).shape);
            Check.Equal(new long[] { 1, 1, 4, 4 }, interpolate(x, x.shape.Skip(2).ToArray(), mode: InterpolationMode.NearestExact).shape);
        }

        [Test]
        public static void Arguments_that_do_not_fit_together_are_refused()
        {
            Tensor x = ones(1, 1, 4, 4);
            foreach (Action use in new Action[]
            {
                () => interpolate(x), () => interpolate(x, new long[] { 2 }, new[] { 2.0 }), () => interpolate(x, new long[] { 2, 2, 2 }),
                () => interpolate(x, new long[] { 2 }, mode: InterpolationMode.Linear),
                () => interpolate(x, new long[] { 2 }, align_corners: true),
                () => interpolate(x, new long[] { 2 }, antialias: true),
                () => interpolate(x, new long[] { 2 }, recompute_scale_factor: true),
                () => interpolate(ones(2), new long[] { 2 }),
                () => upsample_nearest1d(x, 2, null), () => affine_grid(ones(1, 2, 3)),
                () => affine_grid(ones(1, 2, 3), new long[] { 1, 2 }),
                () => affine_grid(ones(1, 2, 3), new long[] { 1, 1, 0, 2 }),
                () => affine_grid(ones(1, 2, 3, dtype: int64), new long[] { 1, 1, 2, 2 }),
                () => max_unpool2d(x, x, 2, output_size: (20, 20)), () => max_unpool1d(x, x, 2), () => local_response_norm(ones(2), 2),
                () => gaussian_nll_loss(x, x, -x), () => gaussian_nll_loss(x, x, ones(3)), () => dropout1d(x), () => dropout3d(ones(2)),
                () => triplet_margin_with_distance_loss(x, x, x, margin: 0),
            })
            {
                Check.Throws<ArgumentException>(use);
            }
            Check.Throws<ArgumentOutOfRangeException>(() => grid_sample(x, ones(1, 2, 2, 2), (GridSampleMode)9));
            Check.Throws<ArgumentOutOfRangeException>(() => grid_sample(x, ones(1, 2, 2, 2), padding_mode: (GridSamplePaddingMode)9));
            Check.Throws<ArgumentOutOfRangeException>(() => interpolate(x, new long[] { 2 }, mode: (InterpolationMode)9));
            Check.Throws<ScriptRuntimeException>(() => grid_sample(x, ones(1, 2, 2, 3)));
            Check.Throws<ArgumentNullException>(() => interpolate(null!, new long[] { 2 }));
        }

        [Test]
        public static void The_grid_of_the_identity_leaves_an_image_as_it_is()
        {
            Tensor x = rand(2, 3, 5, 4);
            Tensor identity = eye(2, 3).unsqueeze(0).repeat(2, 1, 1);
            foreach (bool aligned in new[] { true, false })
            {
                Tensor grid = affine_grid(identity, x.shape, aligned);
                Check.Equal(new long[] { 2, 5, 4, 2 }, grid.shape);
                Check.True(grid_sample(x, grid, align_corners: aligned).allclose(x, atol: 1e-5), "the same image");
                Check.True(grid_sample(x, grid, GridSampleMode.Nearest, GridSamplePaddingMode.Border, aligned).equal(x), "the same pixels");
            }
        }

        [Test]
        public static void What_was_pooled_goes_back_where_it_was()
        {
            Tensor x = tensor(new[] { 1f, 5, 2, 4, 3, 9 }).reshape(1, 1, 6);
            (Tensor y, Tensor places) = torch.max_pool1d_with_indices(x, 2);
            Check.Equal(new[] { 0f, 5, 0, 4, 0, 9 }, max_unpool1d(y, places, 2).data<float>().ToArray());
            Check.Equal(7L, max_unpool1d(y, places, 2, output_size: new long[] { 7 }).size(-1));
            (Tensor large, Tensor where) = nn.functional.max_pool3d_with_indices(rand(1, 1, 4, 4, 4), 2);
            Check.Equal(new long[] { 1, 1, 4, 4, 4 }, max_unpool3d(large, where, 2).shape);
            Check.True(max_unpool3d(large, where, (2, 2, 2)).sum().allclose(large.sum()), "the same numbers");
        }

        [Test]
        public static void Whole_channels_are_dropped()
        {
            Tensor x = ones(4, 6, 8);
            Tensor sums = dropout1d(x).sum(new long[] { 2 });
            Check.True(sums.eq(0).logical_or(sums.eq(16)).all().ToBoolean(), "all of a channel or nothing");
            Check.Equal(new long[] { 6, 8 }, dropout1d(ones(6, 8)).shape);
            Check.True(dropout2d(x, training: false).equal(x) && dropout3d(ones(1, 2, 3, 4)).dim() == 4, "shapes");
            using Tensor changed = ones(3, 50);
            Check.True(ReferenceEquals(changed, dropout1d(changed, inplace: true)), "the same tensor");
            Check.True(changed.ne(1).all().ToBoolean(), "changed");
            Check.True(ReferenceEquals(changed, dropout(changed, 0.5, true, true)), "the same tensor");
        }

        [Test]
        public static void Classes_are_drawn_with_gradients()
        {
            Tensor logits = zeros(new long[] { 5, 3 }, requires_grad: true);
            Tensor hard = gumbel_softmax(logits, tau: 0.5, hard: true);
            Check.True(hard.detach().sum(new long[] { 1 }).allclose(ones(5)), "one class each");
            hard.mul(arange(3)).sum().backward();
            Check.True(logits.grad!.abs().sum().item<float>() > 0, "gradients");
            Check.True(gumbel_softmax(logits).sum(new long[] { 1 }).allclose(ones(5)), "probabilities");
        }

        [Test]
        public static void Pooled_elements_have_their_indices()
        {
            ArePlaces(rand(2, 3, 8), 1, x => adaptive_max_pool1d_with_indices(x, 3));
            ArePlaces(rand(2, 3, 6, 8), 2, x => adaptive_max_pool2d_with_indices(x, (3, 2)));
            ArePlaces(rand(3, 4, 6, 8), 3, x => adaptive_max_pool3d_with_indices(x, 2));
            ArePlaces(rand(3, 6, 8), 2, x => fractional_max_pool2d_with_indices(x, 2, (3, 4)));
            ArePlaces(rand(2, 3, 6, 8, 4), 3, x => fractional_max_pool3d_with_indices(x, 2, (3, 4, 2)));
            Check.Throws<ArgumentException>(() => fractional_max_pool2d_with_indices(rand(3), 2, 1));
        }

        [Test]
        public static void Nothing_is_left_in_a_scope_but_the_result()
        {
            Tensor x = rand(2, 4, 8);
            foreach (Func<Tensor> use in new Func<Tensor>[]
            {
                () => local_response_norm(x, 3), () => lp_pool1d(x, 2, 2), () => gumbel_softmax(x), () => gaussian_nll_loss(x, x, x),
                () => multilabel_soft_margin_loss(x, x), () => triplet_margin_with_distance_loss(x, x, x, swap: true),
                () => svd_lowrank(x, 2).U,
            })
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor made = use();
                Check.True(scope.DisposablesCount <= 3 && scope.Contains(made), "the result");
            }
        }

        private static void ArePlaces(Tensor x, int dimensions, Func<Tensor, (Tensor Output, Tensor Indices)> pool)
        {
            (Tensor output, Tensor indices) = pool(x);
            Tensor picked = x.flatten(-dimensions).gather(-1, indices.flatten(-dimensions));
            Check.True(picked.equal(output.flatten(-dimensions)), "the indices lead to the elements");
        }
    }
}
