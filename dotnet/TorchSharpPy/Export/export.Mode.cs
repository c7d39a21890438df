namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>Programs of torch.export.</summary>
        public static partial class export
        {
            /// <summary>How a program runs.</summary>
            public enum Mode
            {
                /// <summary>By the compiled code, if the file has it for this machine, where no gradients are recorded.</summary>
                Auto = 0,

                /// <summary>Operator by operator.</summary>
                Interpret = 1,

                /// <summary>By the compiled code; loading fails if the file has none for this machine.</summary>
                Compiled = 2,

                /// <summary>
                /// By the compiled code of a file that has no program, such as torch._inductor.aoti_compile_and_package writes. The
                /// element types and sizes that it takes are not known: only AOTInductor's own checks look at them.
                /// </summary>
                Unchecked = 3,
            }
        }
    }
}
