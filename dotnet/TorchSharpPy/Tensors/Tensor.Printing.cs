using System;
using TorchSharpPy.Interop;
using TorchSharpPy.Schema;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            private const int LineWidth = 100;

            /// <summary>The shape, type and device, such as <c>"[2x3], type = Float32, device = cpu"</c>.</summary>
            public override string ToString() => IsDisposed
                ? "disposed tensor"
                : $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";

            /// <summary>The elements as text, as libtorch prints them.</summary>
            /// <param name="width">The length of a line in characters.</param>
            public unsafe string str(int width = LineWidth) => SchemaReader.TakeText(
                Read<NativeValue>((tensor, text) => NativeMethods.tsp_tensor_format(tensor, width, text)));

            /// <summary>Writes the elements to the console.</summary>
            /// <param name="width">The length of a line in characters.</param>
            /// <returns>This tensor.</returns>
            public Tensor print(int width = LineWidth)
            {
                Console.WriteLine(str(width));
                return this;
            }
        }
    }
}
