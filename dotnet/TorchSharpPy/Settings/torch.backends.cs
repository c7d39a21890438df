using TorchSharpPy.Settings;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>Settings of the libraries that compute, for the whole process.</summary>
        public static class backends
        {
            /// <summary>Settings of CUDA. They can be read and set without a CUDA device too.</summary>
            public static class cuda
            {
                /// <summary>Whether scaled dot product attention may use FlashAttention.</summary>
                public static bool flash_sdp_enabled() => Setting.Get<bool>("cuda.flash_sdp");

                /// <summary>Sets whether scaled dot product attention may use FlashAttention.</summary>
                public static void enable_flash_sdp(bool enabled) => Setting.Set("cuda.flash_sdp", enabled);

                /// <summary>Whether scaled dot product attention may use the kernel that saves memory.</summary>
                public static bool mem_efficient_sdp_enabled() => Setting.Get<bool>("cuda.mem_efficient_sdp");

                /// <summary>Sets whether scaled dot product attention may use the kernel that saves memory.</summary>
                public static void enable_mem_efficient_sdp(bool enabled) => Setting.Set("cuda.mem_efficient_sdp", enabled);

                /// <summary>Whether scaled dot product attention may use plain operators.</summary>
                public static bool math_sdp_enabled() => Setting.Get<bool>("cuda.math_sdp");

                /// <summary>Sets whether scaled dot product attention may use plain operators.</summary>
                public static void enable_math_sdp(bool enabled) => Setting.Set("cuda.math_sdp", enabled);

                /// <summary>Whether scaled dot product attention may use cuDNN's kernel.</summary>
                public static bool cudnn_sdp_enabled() => Setting.Get<bool>("cuda.cudnn_sdp");

                /// <summary>Sets whether scaled dot product attention may use cuDNN's kernel.</summary>
                public static void enable_cudnn_sdp(bool enabled) => Setting.Set("cuda.cudnn_sdp", enabled);

                /// <summary>Settings of matrix products.</summary>
                public static class matmul
                {
                    /// <summary>Whether float32 matrices may be multiplied in TensorFloat32, which is faster and less exact.</summary>
                    public static bool allow_tf32
                    {
                        get => Setting.Get<bool>("cuda.matmul.allow_tf32");
                        set => Setting.Set("cuda.matmul.allow_tf32", value);
                    }

                    /// <summary>Whether float16 products may be summed in float16.</summary>
                    public static bool allow_fp16_reduced_precision_reduction
                    {
                        get => Setting.Get<bool>("cuda.matmul.allow_fp16_reduced_precision_reduction");
                        set => Setting.Set("cuda.matmul.allow_fp16_reduced_precision_reduction", value);
                    }

                    /// <summary>Whether bfloat16 products may be summed in bfloat16.</summary>
                    public static bool allow_bf16_reduced_precision_reduction
                    {
                        get => Setting.Get<bool>("cuda.matmul.allow_bf16_reduced_precision_reduction");
                        set => Setting.Set("cuda.matmul.allow_bf16_reduced_precision_reduction", value);
                    }
                }
            }

            /// <summary>Settings of cuDNN. They can be read and set without it too.</summary>
            public static class cudnn
            {
                /// <summary>Whether float32 convolutions may compute in TensorFloat32, which is faster and less exact.</summary>
                public static bool allow_tf32
                {
                    get => Setting.Get<bool>("cudnn.allow_tf32");
                    set => Setting.Set("cudnn.allow_tf32", value);
                }

                /// <summary>Whether cuDNN is used.</summary>
                public static bool enabled
                {
                    get => Setting.Get<bool>("cudnn.enabled");
                    set => Setting.Set("cudnn.enabled", value);
                }

                /// <summary>Whether cuDNN tries several algorithms and takes the fastest.</summary>
                public static bool benchmark
                {
                    get => Setting.Get<bool>("cudnn.benchmark");
                    set => Setting.Set("cudnn.benchmark", value);
                }

                /// <summary>Whether cuDNN uses only deterministic algorithms.</summary>
                public static bool deterministic
                {
                    get => Setting.Get<bool>("cudnn.deterministic");
                    set => Setting.Set("cudnn.deterministic", value);
                }

                /// <summary>Whether this libtorch has cuDNN, and there is a CUDA device.</summary>
                public static bool is_available() => torch.cuda.is_cudnn_available();
            }

            /// <summary>Settings of oneDNN, which was MKL-DNN.</summary>
            public static class mkldnn
            {
                /// <summary>Whether oneDNN is used.</summary>
                public static bool enabled
                {
                    get => Setting.Get<bool>("mkldnn.enabled");
                    set => Setting.Set("mkldnn.enabled", value);
                }

                /// <summary>Whether this libtorch has oneDNN.</summary>
                public static bool is_available() => Setting.Get<bool>("mkldnn.available");
            }

            /// <summary>Intel's Math Kernel Library.</summary>
            public static class mkl
            {
                /// <summary>Whether this libtorch has MKL.</summary>
                public static bool is_available() => Setting.Get<bool>("mkl.available");
            }

            /// <summary>OpenMP, which runs operators on several threads.</summary>
            public static class openmp
            {
                /// <summary>Whether this libtorch has OpenMP.</summary>
                public static bool is_available() => Setting.Get<bool>("openmp.available");
            }
        }
    }
}
