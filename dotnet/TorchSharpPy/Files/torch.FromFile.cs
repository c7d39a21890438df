using System;
using System.IO;
using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>A tensor of one dimension over the bytes of a file, which is mapped into memory.</summary>
        /// <param name="filename">The path.</param>
        /// <param name="shared">
        /// Whether writes to the tensor change the file, which is created or made longer if it is too short. Otherwise a write
        /// stays in memory.
        /// </param>
        /// <param name="size">The number of elements.</param>
        /// <param name="dtype">The type of the elements; by default the default type.</param>
        /// <param name="device">The CPU.</param>
        /// <param name="requires_grad">Whether autograd records operations on the tensor.</param>
        /// <exception cref="FileNotFoundException">There is no such file, and it is not shared.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
        /// <exception cref="ScriptRuntimeException">The file is too short, or cannot be mapped.</exception>
        public static Tensor from_file(
            string filename, bool? shared = null, long? size = 0, ScalarType? dtype = null, Device? device = null,
            bool requires_grad = false)
        {
            if (filename == null)
            {
                throw new ArgumentNullException(nameof(filename));
            }
            if (size < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(size), size, "Expected a number of elements, 0 or more.");
            }
            if (shared != true && !File.Exists(filename))
            {
                throw new FileNotFoundException($"There is no file '{filename}' to map.", filename);
            }
            Tensor mapped = OperatorCall.Begin(ref Aten.from_file, "aten::from_file", "")
                .With(filename).With(shared).With(size).With(dtype).WithNone().With(device).WithNone().Tensor();
            return requires_grad ? mapped.requires_grad_() : mapped;
        }
    }
}
