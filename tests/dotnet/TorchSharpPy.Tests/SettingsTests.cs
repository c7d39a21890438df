using System;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Settings of the whole process. Each test puts back what it changes.</summary>
    public static class SettingsTests
    {
        [Test]
        public static void New_tensors_have_the_default_type()
        {
            ScalarType before = get_default_dtype();
            try
            {
                set_default_dtype(float64);
                Check.Equal(float64, get_default_dtype());
                Check.Equal(float64, zeros(2).dtype);
                Check.Equal(float64, rand(2, 2).dtype);
                Check.Equal(float64, (tensor(1) / tensor(2)).dtype);
                Check.Equal(float32, tensor(1f).dtype);
                Check.Equal(64, finfo().bits);
                Check.Contains("floating-point", Check.Throws<TorchValueException>(() => set_default_dtype(int64)).Message);
                Check.Throws<TorchValueException>(() => set_default_dtype((ScalarType)100));
                Check.Equal(float64, get_default_dtype());
            }
            finally
            {
                set_default_dtype(before);
            }
        }

        [Test]
        public static void New_tensors_are_on_the_default_device()
        {
            Check.Equal(CPU, get_default_device());
            try
            {
                set_default_device("meta");
                Check.Equal(META, get_default_device());
                foreach (Tensor made in new[]
                {
                    zeros(2), zeros(2, 3), zeros(new long[] { 1, 2, 3, 4, 5 }), ones(1), empty(3), full(new long[] { 2 }, 1), arange(3),
                    rand(2), randn(2), randint(5, new long[] { 2 }), randperm(4), eye(2), linspace(0, 1, 3), fft.fftfreq(4),
                    hann_window(3), tril_indices(2, 2), normal(0.0, 1.0, new long[] { 2 }), scalar_tensor(1), tensor(1f),
                    tensor(new[] { 1, 2 }), tensor(new float[2, 2]), as_tensor(new[] { 1.0 }), as_tensor(ones(2, device: CPU)),
                })
                {
                    Check.Equal(META, made.device);
                }
                Check.Equal(CPU, ones(2, device: CPU).device);
                Check.Equal(CPU, zeros_like(ones(2, device: CPU)).device);
                Check.Equal(CPU, ones(2, device: CPU).new_zeros(2).device);
                Check.Equal(CPU, ones(2, device: CPU).to(float64).device);
                Check.Throws<DeviceException>(() => set_default_device("hip"));
                Check.Equal(META, get_default_device());
                Check.Equal(1, new[] { rand_float() }.Count(one => one >= 0 && one < 1));
            }
            finally
            {
                set_default_device(null);
            }
            Check.Equal(CPU, get_default_device());
            Check.Equal(CPU, zeros(2).device);
        }

        [Test]
        public static void A_file_loads_to_the_CPU_also_with_another_default_device()
        {
            try
            {
                set_default_device("meta");
                using var m = jit.load(Fixtures.File("state_block.pt"));
                Check.True(m.parameters().All(one => one.device.Equals(CPU)), "on the CPU");
            }
            finally
            {
                set_default_device("cpu");
            }
        }

        [Test]
        public static void Deterministic_algorithms()
        {
            try
            {
                Check.Equal(DebugMode.@default, get_deterministic_debug_mode());
                use_deterministic_algorithms(true);
                Check.True(are_deterministic_algorithms_enabled() && !is_deterministic_algorithms_warn_only_enabled(), "errors");
                Check.Equal(DebugMode.error, get_deterministic_debug_mode());
                Check.Contains("deterministic", Check.Throws<ScriptRuntimeException>(
                    () => tensor(new[] { 1f, 2 }).put_(tensor(new[] { 0L }), tensor(new[] { 1f }))).Message);
                set_deterministic_debug_mode(DebugMode.warn);
                Check.True(are_deterministic_algorithms_enabled() && is_deterministic_algorithms_warn_only_enabled(), "warnings");
                set_deterministic_debug_mode("error");
                Check.Equal(DebugMode.error, get_deterministic_debug_mode());
                Check.Contains("warn", Check.Throws<ArgumentException>(() => set_deterministic_debug_mode("loud")).Message);
                Check.Throws<ArgumentOutOfRangeException>(() => set_deterministic_debug_mode((DebugMode)7));
            }
            finally
            {
                use_deterministic_algorithms(false);
            }
        }

        [Test]
        public static void Precision_of_matrix_products()
        {
            Float32MatmulPrecision before = get_float32_matmul_precision();
            try
            {
                foreach (Float32MatmulPrecision precision in Enum.GetValues(typeof(Float32MatmulPrecision)))
                {
                    set_float32_matmul_precision(precision);
                    Check.Equal(precision, get_float32_matmul_precision());
                }
                set_float32_matmul_precision("high");
                Check.Equal(Float32MatmulPrecision.high, get_float32_matmul_precision());
                Check.Throws<ArgumentException>(() => set_float32_matmul_precision("High"));
                Check.Throws<ArgumentNullException>(() => set_float32_matmul_precision(null!));
                Check.Throws<ArgumentOutOfRangeException>(() => set_float32_matmul_precision((Float32MatmulPrecision)3));
            }
            finally
            {
                set_float32_matmul_precision(before);
            }
        }

        [Test]
        public static void Settings_of_the_back_ends()
        {
            Toggle(() => backends.cuda.matmul.allow_tf32, value => backends.cuda.matmul.allow_tf32 = value);
            Toggle(
                () => backends.cuda.matmul.allow_fp16_reduced_precision_reduction,
                value => backends.cuda.matmul.allow_fp16_reduced_precision_reduction = value);
            Toggle(
                () => backends.cuda.matmul.allow_bf16_reduced_precision_reduction,
                value => backends.cuda.matmul.allow_bf16_reduced_precision_reduction = value);
            Toggle(() => backends.cudnn.allow_tf32, value => backends.cudnn.allow_tf32 = value);
            Toggle(() => backends.cudnn.enabled, value => backends.cudnn.enabled = value);
            Toggle(() => backends.cudnn.benchmark, value => backends.cudnn.benchmark = value);
            Toggle(() => backends.cudnn.deterministic, value => backends.cudnn.deterministic = value);
            Toggle(() => backends.mkldnn.enabled, value => backends.mkldnn.enabled = value);
            Toggle(backends.cuda.flash_sdp_enabled, backends.cuda.enable_flash_sdp);
            Toggle(backends.cuda.math_sdp_enabled, backends.cuda.enable_math_sdp);
            Toggle(backends.cuda.mem_efficient_sdp_enabled, backends.cuda.enable_mem_efficient_sdp);
            Toggle(backends.cuda.cudnn_sdp_enabled, backends.cuda.enable_cudnn_sdp);
            Toggle(is_warn_always_enabled, set_warn_always);
            _ = backends.mkl.is_available() || backends.openmp.is_available() || backends.mkldnn.is_available();
            Check.True(!backends.cudnn.is_available() || cuda.is_available(), "no cuDNN without CUDA");
        }

        [Test]
        public static void Devices_of_CUDA()
        {
            Check.Equal(cuda.device_count() > 0, cuda.is_available());
            Check.Equal(cuda.is_available(), cuda_is_available());
            cuda.manual_seed(3);
            cuda.manual_seed_all(3);
            if (cuda.is_available())
            {
                cuda.synchronize();
                cuda.synchronize("cuda:0");
                Check.Equal(3L, cuda.initial_seed());
                return;
            }
            Check.True(!cuda.is_cudnn_available(), "no cuDNN");
            Check.Throws<DeviceException>(() => cuda.synchronize());
            Check.Throws<DeviceException>(() => cuda.initial_seed());
            Check.Throws<DeviceException>(() => cuda.get_rng_state());
            Check.Throws<ArgumentException>(() => cuda.synchronize("cpu"));
        }

        [Test]
        public static void The_default_generator()
        {
            Tensor before = get_rng_state();
            try
            {
                Check.Equal(7L, manual_seed(7).initial_seed());
                Check.Equal(7L, initial_seed());
                Check.Equal(CPU, Generator.Default.device);
                Tensor state = torch.random.get_rng_state();
                Tensor first = rand(4);
                Check.True(!first.equal(rand(4)), "other numbers");
                set_rng_state(state);
                Check.True(first.equal(rand(4)), "the same numbers");
                torch.random.set_rng_state(state);
                Check.True(first.equal(rand(4, generator: Generator.Default)), "it is the default one");
                long seed = torch.seed();
                Check.True(seed == torch.random.initial_seed() && seed != torch.random.seed(), "other seeds");
                torch.random.manual_seed(7);
                Check.True(first.equal(rand(4)), "the same numbers");
            }
            finally
            {
                set_rng_state(before);
            }
        }

        [Test]
        public static void The_state_of_a_generator()
        {
            using var g = new Generator(5);
            Tensor state = g.get_state();
            Check.Equal(ScalarType.Byte, state.dtype);
            Tensor first = rand(4, generator: g);
            using var other = new Generator();
            other.set_state(state);
            Check.True(first.equal(rand(4, generator: other)), "the same numbers");
            long seed = other.seed();
            Check.Equal(seed, other.initial_seed());
            Check.Throws<ScriptRuntimeException>(() => g.set_state(ones(3)));
            Check.Throws<ArgumentNullException>(() => g.set_state(null!));
            g.Dispose();
            foreach (Action use in new Action[] { () => g.get_state(), () => g.set_state(state), () => g.seed(), () => _ = g.device })
            {
                Check.Throws<ObjectDisposedException>(use);
            }
            state.Dispose();
            Check.Throws<ObjectDisposedException>(() => other.set_state(state));
        }

        [Test]
        public static void Versions_and_conditions()
        {
            Check.Contains(__version__, BuildInfo);
            Check.True(char.IsDigit(__version__[0]), "a version");
            Check.True(compiled_with_cxx11_abi(), "C++11");
            _assert(true, "fine");
            Check.Equal("wrong", Check.Throws<InvalidOperationException>(() => _assert(() => false, "wrong")).Message);
        }

        private static void Toggle(Func<bool> get, Action<bool> set)
        {
            bool before = get();
            try
            {
                set(!before);
                Check.Equal(!before, get());
            }
            finally
            {
                set(before);
            }
            Check.Equal(before, get());
        }
    }
}
