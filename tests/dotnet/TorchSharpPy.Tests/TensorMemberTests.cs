using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Members of tensors and of torch that TorchSharp has, and that no operator is by itself.</summary>
    public static class TensorMemberTests
    {
        [Test]
        public static void Different_elements()
        {
            Tensor x = tensor(new long[] { 3, 1, 3, 2 });
            (Tensor output, Tensor inverse, Tensor counts) = x.unique(return_inverse: true, return_counts: true);
            Check.Equal(new long[] { 1, 2, 3 }, output.data<long>().ToArray());
            Check.Equal(new long[] { 2, 0, 2, 1 }, inverse.data<long>().ToArray());
            Check.Equal(new long[] { 1, 1, 2 }, counts.data<long>().ToArray());
            (output, inverse, counts) = torch.unique(x);
            Check.True(output.numel() == 3 && inverse is null && counts is null, "only the elements");
            (output, _, counts) = tensor(new long[,] { { 1, 2 }, { 1, 2 }, { 3, 4 } }).unique(return_counts: true, dim: 0);
            Check.Equal(new long[] { 2, 2 }, output.shape);
            Check.Equal(new long[] { 2, 1 }, counts.data<long>().ToArray());
        }

        [Test]
        public static void Sparse_tensors()
        {
            Tensor indices = tensor(new long[,] { { 0, 1 }, { 2, 0 } });
            Tensor values = tensor(new[] { 3f, 4f });
            Tensor x = sparse_coo_tensor(indices, values, new long[] { 2, 3 });
            Check.True(x.is_sparse, "sparse");
            Check.True(x.SparseIndices.equal(indices) && x.SparseValues.equal(values), "its parts");
            Check.Equal(new[] { 0f, 0, 3, 4, 0, 0 }, x.to_dense().data<float>().ToArray());
            Check.Equal(float64, sparse(indices, values, new long[] { 2, 3 }, dtype: float64).dtype);
            Check.True(sparse_coo_tensor(indices, values, new long[] { 2, 3 }, requires_grad: true).requires_grad, "recorded");
            Check.Throws<ScriptRuntimeException>(() => sparse_coo_tensor(indices, values, new long[] { 1, 1 }));
            Check.Throws<ScriptRuntimeException>(() => _ = values.SparseIndices);
            Check.Equal(3.0, ((List<double>)x.tolist()[0]!)[2]);
        }

        [Test]
        public static void Nested_lists()
        {
            var rows = Check.Is<List<object>>(tensor(new[,] { { 1, 2, 3 }, { 4, 5, 6 } }).tolist());
            Check.Equal(new List<long> { 4, 5, 6 }, Check.Is<List<long>>(rows[1]));
            Check.Equal(new List<double> { 0.5 }, Check.Is<List<double>>(tensor(0.5f).tolist()));
            Check.Equal(new List<bool> { true, false }, Check.Is<List<bool>>(tensor(new[] { true, false }).tolist()));
            Check.Equal(new List<Complex> { Complex.One }, Check.Is<List<Complex>>(tensor(new[] { Complex.One }).tolist()));
            Check.Equal(0, Check.Is<List<double>>(Check.Is<List<object>>(zeros(2, 0).tolist())[1]).Count);
            Check.Equal(0, Check.Is<List<object>>(zeros(0, 2).tolist()).Count);
            var deep = Check.Is<List<object>>(arange(24).reshape(2, 3, 4).tolist());
            Check.Equal(new List<long> { 20, 21, 22, 23 }, Check.Is<List<long>>(Check.Is<List<object>>(deep[1])[2]));
            Check.Equal(new List<double> { 1 }, Check.Is<List<double>>(ones(1, requires_grad: true).tolist()));
        }

        [Test]
        public static void Tensors_get_another_size_and_new_elements()
        {
            using Tensor x = torch.zeros(2, 2);
            Check.True(ReferenceEquals(x, x.ones(3)), "the same tensor");
            Check.Equal(new[] { 1f, 1, 1 }, x.data<float>().ToArray());
            Check.Equal(new[] { 7f, 7 }, x.full(2, 7).data<float>().ToArray());
            Check.Equal(new[] { 1f, 0, 0, 1 }, x.eye(2, 2).data<float>().ToArray());
            Check.Equal(new[] { 0f, 0.5f }, x.arange_out(0, 1, 0.5).data<float>().ToArray());
            Check.Equal(new long[] { 4, 1 }, x.empty(4, 1).shape);
            Check.Equal(0f, x.zeros(1).sum().item<float>());
            Check.True(x.rand_out(100).lt(1).all().ToBoolean() && x.randn_out(100).lt(0).any().ToBoolean(), "random");
            Check.Equal(9f, x.randint_out(10, new long[] { 1000 }).max().item<float>());
            Check.Equal(6f, x.randperm_out(4).sum().item<float>());
            Check.Equal(3f, torch.randperm_out(x, 3).sum().item<float>());
            Check.Equal(new long[] { 2, 3 }, torch.rand_out(x, 2, 3).shape);
            Check.Equal(new long[] { 5 }, torch.randint_out(x, 3, new long[] { 5 }).shape);
            Check.True(ReferenceEquals(x, x.set_(torch.ones(4))) && x.numel() == 4, "another's memory");
        }

        [Test]
        public static void Single_random_numbers()
        {
            using var g = new Generator(3);
            (float uniform, float normal) = (rand_float(g), randn_float(g));
            (int small, long large, bool coin) = (randint_int(-5, 5, g), randint_long(1L << 40, g), randint_bool(g));
            Check.True(uniform >= 0 && uniform < 1 && small >= -5 && small < 5 && large >= 0 && large < 1L << 40, "in their ranges");
            g.manual_seed(3);
            Check.Equal((uniform, normal), (rand_float(g), randn_float(g)));
            Check.Equal((small, large, coin), (randint_int(-5, 5, g), randint_long(1L << 40, g), randint_bool(g)));
            Check.Equal(0, randint_int(1));
            Check.Throws<ScriptRuntimeException>(() => randint_int(0));
            Check.True(_standard_gamma(torch.ones(100)).gt(0).all().ToBoolean(), "gamma");
            Check.True(Math.Abs(1 - _sample_dirichlet(torch.ones(3)).sum().item<float>()) < 1e-5, "they add up to 1");
        }

        [Test]
        public static void Divisions_are_rounded()
        {
            Tensor x = tensor(new[] { -7f, 7f });
            Check.Equal(new[] { -4f, 3f }, torch.div(x, 2, RoundingMode.floor).data<float>().ToArray());
            Check.Equal(new[] { -3f, 3f }, x.div(tensor(2f), RoundingMode.trunc).data<float>().ToArray());
            Check.Equal(new[] { -3.5f, 3.5f }, torch.divide(x, 2, RoundingMode.None).data<float>().ToArray());
            Check.Equal(new[] { -4f, 3f }, x.div_(2, RoundingMode.floor).data<float>().ToArray());
            Check.Equal(new[] { -2f, 1f }, torch.divide_(x, tensor(2f), RoundingMode.floor).data<float>().ToArray());
            Check.Throws<ArgumentNullException>(() => torch.div(null!, 2, RoundingMode.floor));
        }

        [Test]
        public static void Approximate_decompositions()
        {
            Tensor x = randn(20, 3).matmul(randn(3, 8));
            Tensor complex = randn(6, 2, dtype: complex64).matmul(randn(2, 5, dtype: complex64));
            foreach (Tensor matrix in new[] { x, x.t(), stack(new[] { x, x }), complex })
            {
                (Tensor u, Tensor s, Tensor v) = svd_lowrank(matrix, q: 4);
                Tensor again = u.matmul(s.to(u.dtype).diag_embed()).matmul(v.adjoint());
                Check.True(again.allclose(matrix, rtol: 1e-3, atol: 1e-3), "the same matrix");
            }
            (Tensor left, Tensor values, Tensor right) = pca_lowrank(x, q: 3);
            Tensor centered = x - x.mean(new long[] { 0 }, keepdim: true);
            Check.True(left.matmul(values.diag()).matmul(right.t()).allclose(centered, rtol: 1e-3, atol: 1e-3), "without its mean");
            Check.Equal(new long[] { 3 }, pca_lowrank(randn(3, 9)).S.shape);
            Check.Throws<ArgumentException>(() => svd_lowrank(x, q: 9));
            Check.Throws<ArgumentException>(() => svd_lowrank(x, niter: -1));
            Check.Throws<ArgumentException>(() => svd_lowrank(randn(3)));
            (Tensor factors, Tensor pivots, Tensor infos) = lu(randn(3, 3));
            Check.True(factors.numel() == 9 && pivots.numel() == 3 && infos is null, "factors and pivots");
            Check.Equal(1, lu(torch.zeros(2, 2), get_infos: true).infos.item<int>());
            Check.True(lu(torch.zeros(2, 2)).infos is null, "no error");
        }

        [Test]
        public static void Single_elements()
        {
            Tensor x = tensor(new[,] { { 0f, 1 }, { 2, 3 } });
            Check.Equal(2f, x.ReadCpuSingle(2));
            Check.Equal(1f, x.t().ReadCpuSingle(2));
            Check.Equal(3L, x.to(int64).ReadCpuInt64(3));
            Check.Equal(true, x.to(torch.@bool).ReadCpuBool(1));
            Check.Equal((byte)2, x.to(uint8).ReadCpuValue<byte>(2));
            Check.Throws<TorchTypeException>(() => x.ReadCpuDouble(0));
            Check.Throws<ArgumentOutOfRangeException>(() => x.ReadCpuSingle(4));
            Check.Throws<ArgumentOutOfRangeException>(() => x.ReadCpuSingle(-1));
            Check.Throws<InvalidOperationException>(() => x.to("meta").ReadCpuSingle(0));
        }

        [Test]
        public static void Other_members()
        {
            Tensor x = tensor(new[,] { { 0f, 1 }, { 2, 0 } });
            Check.Equal(2L, x.Dimensions);
            Check.Equal(1L, x[0, 1].storage_offset());
            Check.True(!x.is_quantized() && quantize_per_tensor(x, 0.1, 0, qint8).is_quantized(), "quantized");
            IList<Tensor> places = x.nonzero_as_list();
            Check.Equal(new long[] { 0, 1 }, places[0].data<long>().ToArray());
            Check.Equal(new long[] { 1, 0 }, places[1].data<long>().ToArray());
            Check.True(x.with_requires_grad().requires_grad && !x.with_requires_grad(false).requires_grad, "recorded");
            Check.Equal(new long[] { 4, 4 }, Tensor.block_diag(x, x).shape);
            Check.Equal(float64, DoubleTensor(x).dtype);
            Check.Equal(int64, LongTensor(x).dtype);
            Check.True(ReferenceEquals(x, x.silu_()) && x.hardswish_().gelu_().relu6_().hardsigmoid_().numel() == 4, "in place");
            Check.True(x.log_sigmoid().lt(0).all().ToBoolean(), "log_sigmoid");
            Check.Equal(int64, as_tensor(new List<int> { 1, 2 }, dtype: int64).dtype);
            Check.Equal(new long[] { 2, 1 }, as_tensor(new double[2, 1]).shape);
            Tensor same = as_tensor(x);
            same[0, 0] = 9f;
            Check.Equal(9f, x[0, 0].item<float>());
        }

        [Test]
        public static void Disposed_tensors_are_refused()
        {
            Tensor x = torch.ones(2, 2);
            x.Dispose();
            foreach (Action use in new Action[]
            {
                () => x.unique(), () => x.tolist(), () => x.ones(2), () => x.storage_offset(), () => x.nonzero_as_list(),
                () => _ = x.SparseValues, () => x.is_quantized(), () => svd_lowrank(x), () => lu(x),
                () => torch.div(x, 2, RoundingMode.floor),
                () => as_tensor(x), () => nn.functional.interpolate(x, new long[] { 2 }), () => nn.functional.lp_pool1d(x, 2, 2),
                () => nn.functional.max_unpool1d(x, x, 2), () => nn.functional.dropout1d(x),
                () => sparse_coo_tensor(x, x, new long[] { 1 }),
            })
            {
                Check.Throws<ObjectDisposedException>(use);
            }
        }
    }
}
