using System;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Computing with tensors.</summary>
    public static class TensorOperatorTests
    {
        [Test]
        public static void Arithmetic()
        {
            Tensor x = tensor(new[] { 1f, 2f, 4f });
            Equal(new[] { 2f, 4f, 8f }, x + x);
            Equal(new[] { 0f, 0f, 0f }, x - x);
            Equal(new[] { 1f, 4f, 16f }, x * x);
            Equal(new[] { 1f, 1f, 1f }, x / x);
            Equal(new[] { 2f, 3f, 5f }, x + 1);
            Equal(new[] { 2f, 3f, 5f }, 1 + x);
            Equal(new[] { 0.5f, 1.5f, 3.5f }, x - 0.5);
            Equal(new[] { 9f, 8f, 6f }, 10 - x);
            Equal(new[] { 2f, 4f, 8f }, 2 * x);
            Equal(new[] { 0.5f, 1f, 2f }, x / 2);
            Equal(new[] { 2f, 1f, 0.5f }, 2 / x);
            Equal(new[] { -1f, -2f, -4f }, -x);
            Equal(new[] { 2f, 4f, 8f }, x.add(x));
            Equal(new[] { 3f, 6f, 12f }, x.mul(3));
            Equal(new[] { 0f, 1f, 3f }, torch.sub(x, 1));
            Equal(new[] { 0f, 0f, 4f }, torch.relu(tensor(new[] { -1f, 0f, 4f })));
        }

        [Test]
        public static void Products()
        {
            Tensor x = tensor(new[,] { { 1f, 2f }, { 3f, 4f } });
            Equal(new[] { 7f, 10f, 15f, 22f }, x.mm(x));
            Equal(new[] { 7f, 10f, 15f, 22f }, matmul(x, x));
            Equal(new[] { 1f, 3f, 2f, 4f }, x.t());
            Equal(new[] { 1f, 3f, 2f, 4f }, x.transpose(0, 1));
        }

        [Test]
        public static void Reductions()
        {
            Tensor x = tensor(new[,] { { 1f, 2f }, { 3f, 4f } });
            Check.Equal(10f, x.sum().item<float>());
            Check.Equal(2.5f, mean(x).item<float>());
            Equal(new[] { 4f, 6f }, x.sum(new long[] { 0 }));
            Check.Equal(new long[] { 2, 1 }, x.mean(new long[] { 1 }, keepdim: true).shape);
            Check.Equal(ScalarType.Float64, x.sum(float64).dtype);
        }

        [Test]
        public static void Comparisons()
        {
            Tensor x = tensor(new[] { 1f, 2f });
            Check.True(x.equal(x.clone()) && !x.equal(x + 1), "equal");
            Check.True(allclose(x, x + 1e-9) && !allclose(x, x + 0.1) && allclose(x, x + 0.1, atol: 1), "allclose");
            Check.True(Equals(x, x.clone()) && !Equals(x, x + 1), "tensors are equal by value");
            Check.True(!x.Equals(x.to(float64)) && !x.Equals(null) && x.GetHashCode() == (x + 1).GetHashCode(), "of one type");
        }

        [Test]
        public static void Null_is_refused()
        {
            Tensor x = ones(2), none = null!;
            Check.Throws<TorchTypeException>(() => _ = none + x);
            Check.Throws<TorchTypeException>(() => _ = x * none);
            Check.Throws<TorchTypeException>(() => _ = -none);
            Check.Throws<TorchTypeException>(() => _ = none < x);
            Check.Throws<ArgumentNullException>(() => _ = (float)none);
        }

        [Test]
        public static void Shapes()
        {
            Tensor x = arange(6);
            Check.Equal(new long[] { 2, 3 }, x.reshape(2, 3).shape);
            Check.Equal(new long[] { 3, 2 }, x.view(3, -1).shape);
            Tensor matrix = x.reshape(2, 3);
            Check.Equal(3L, matrix.size(1));
            Check.Equal(3L, matrix.size(-1));
            Check.Throws<System.ArgumentOutOfRangeException>(() => matrix.size(2));
            Check.Equal(5L, matrix[1, 2].item<long>());
            Check.Equal(new long[] { 3 }, matrix[-1].shape);
            Check.Equal(6L, matrix.numel());
            Check.Equal(new long[] { 3, 1 }, matrix.stride());
            Check.True(!matrix.t().is_contiguous() && matrix.t().contiguous().is_contiguous(), "contiguous");
            Check.Equal(new long[] { 1, 6 }, x.unsqueeze(0).shape);
        }

        [Test]
        public static void Types_and_devices()
        {
            Tensor x = ones(2);
            Check.Equal(ScalarType.Int32, x.to(int32).dtype);
            Check.Equal(ScalarType.Float64, x.to(ScalarType.Float64, CPU).dtype);
            Check.Equal(DeviceType.CPU, x.to("cpu").cpu().device.type);
            Check.Throws<DeviceException>(() => x.to("cuda:99"));
        }

        [Test]
        public static void Autograd()
        {
            Tensor x = ones(2).requires_grad_();
            Check.True(x.requires_grad && (x + 1).requires_grad && !x.detach().requires_grad, "recorded, but not when detached");
        }

        private static void Equal(float[] expected, Tensor actual) => Check.Equal(expected, actual.data<float>().ToArray());
    }
}
