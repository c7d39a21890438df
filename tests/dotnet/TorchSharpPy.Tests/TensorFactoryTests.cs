using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Creating tensors.</summary>
    public static class TensorFactoryTests
    {
        [Test]
        public static void Shapes_and_types()
        {
            Check.Equal("[2x3], type = Float32, device = cpu", rand(2, 3).ToString());
            Check.Equal("[4], type = Float64, device = cpu", randn(new long[] { 4 }, dtype: float64).ToString());
            Check.Equal(new long[] { 1, 2, 3 }, empty(1, 2, 3).shape);
            Check.Equal(new long[] { 1, 2, 1, 2, 1 }, rand(1, 2, 1, 2, 1).shape);
            Check.Equal(new long[] { 1, 2, 1, 2, 1 }, randn(1, 2, 1, 2, 1).shape);
            Check.Equal(ScalarType.Int64, zeros(new long[] { 2 }, dtype: int64).dtype);
            Check.True(ones(new long[] { 2 }, requires_grad: true).requires_grad, "requires_grad");
            Check.Equal(new long[0], ones(new long[0]).shape);
        }

        [Test]
        public static void Values()
        {
            Check.Equal(new long[] { 2, 3, 4 }, arange(2, 5).data<long>().ToArray());
            Check.Equal(new[] { 0f, 0.5f, 1f }, arange(0, 1.5, 0.5).data<float>().ToArray());
            Check.Equal(new long[] { 0, 1 }, arange(2).data<long>().ToArray());
            Check.Equal(new[] { 1f, 0, 0, 1 }, eye(2).data<float>().ToArray());
            Check.Equal(new[] { 7f, 7f }, full(new long[] { 2 }, 7.0).data<float>().ToArray());
        }

        [Test]
        public static void From_scalars()
        {
            Check.Equal(ScalarType.Float32, tensor(1f).dtype);
            Check.Equal(ScalarType.Float64, tensor(1.0).dtype);
            Check.Equal(ScalarType.Int32, tensor(1).dtype);
            Check.Equal(ScalarType.Int64, tensor(1L).dtype);
            Check.Equal(ScalarType.Bool, tensor(true).dtype);
            Check.Equal(0L, tensor(1).dim());
            Check.Equal(ScalarType.Float32, tensor(3, dtype: float32).dtype);
        }

        [Test]
        public static void From_arrays_of_any_rank()
        {
            Check.Equal(new[] { 1f, 2f }, tensor(new[] { 1f, 2f }).data<float>().ToArray());
            Check.Equal(new[] { true, false }, tensor(new[] { true, false }).data<bool>().ToArray());
            Tensor matrix = tensor(new[,] { { 1, 2, 3 }, { 4, 5, 6 } });
            Check.Equal(new long[] { 2, 3 }, matrix.shape);
            Check.Equal(6, matrix.data<int>()[1, 2]);
            Check.Equal(new long[] { 1, 2, 1 }, tensor(new double[1, 2, 1]).shape);
            Check.Equal(new long[] { 2, 2 }, tensor(new List<long> { 1, 2, 3, 4 }, new long[] { 2, 2 }).shape);
            Check.Equal(new long[] { 0 }, tensor(new float[0]).shape);
        }

        [Test]
        public static void Data_is_copied()
        {
            var source = new[] { 1f, 2f };
            Tensor x = tensor(source);
            source[0] = 9;
            Check.Equal(1f, x.data<float>()[0]);
        }

        [Test]
        public static void A_shape_that_does_not_fit_is_ArgumentException() =>
            Check.Throws<TorchValueException>(() => tensor(new List<long> { 1, 2, 3 }, new long[] { 2, 2 }));

        [Test]
        public static void Elements_of_another_type_are_refused() =>
            Check.Contains("char", Check.Throws<TorchTypeException>(() => tensor(new[] { 'a' })).Message);

        [Test]
        public static void A_seed_repeats()
        {
            manual_seed(7);
            Tensor first = rand(5);
            manual_seed(7);
            Check.True(rand(5).equal(first), "the same numbers");
        }

        [Test]
        public static void A_type_that_does_not_exist_is_refused()
        {
            foreach (int number in new[] { 99, 127, -1, sbyte.MinValue })
            {
                Check.Throws<TorchValueException>(() => zeros(new long[] { 2 }, dtype: (ScalarType)number));
                Check.Throws<TorchValueException>(() => ones(2).to((ScalarType)number));
            }
        }

        [Test]
        public static void Devices()
        {
            Check.Equal("cuda:1", device("cuda:1").ToString());
            Check.Equal(new Device(DeviceType.CPU), device("cpu"));
            Check.Equal(DeviceType.CPU, ones(1).device.type);
            foreach (string name in new[] { "cpu:", "7", "cuda:-1", "cuda:1:2", string.Empty, "cuda:x" })
            {
                Check.Throws<ArgumentException>(() => device(name));
            }
            Check.Throws<DeviceException>(() => ones(new long[] { 1 }, device: "cuda:99"));
        }

        [Test]
        public static void Thread_count_and_grad_mode()
        {
            int before = get_num_threads();
            set_num_threads(1);
            Check.Equal(1, get_num_threads());
            set_num_threads(before);
            Check.Throws<TorchValueException>(() => set_num_threads(0));
            Check.Throws<TorchValueException>(() => set_num_threads(int.MaxValue));
            Tensor x = ones(new long[] { 1 }, requires_grad: true);
            using (no_grad())
            {
                Check.True(!(x * 2).requires_grad, "nothing recorded");
                using (enable_grad())
                {
                    Check.True((x * 2).requires_grad, "recorded");
                }
            }
            Check.True((x * 2).requires_grad, "recorded");
        }

        [Test]
        public static void The_build_tells_its_versions() => Check.True(BuildInfo.Any(char.IsDigit), BuildInfo);
    }
}
