using System;
using System.IO;
using System.Linq;
using System.Numerics;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Tensors from values of C#, and back.</summary>
    public static class TensorValueTests
    {
        [Test]
        public static void The_only_element_becomes_a_value_of_each_type()
        {
            using Tensor seven = tensor(7.25);
            Check.Equal((byte)7, seven.ToByte());
            Check.Equal((sbyte)7, seven.ToSByte());
            Check.Equal((short)7, seven.ToInt16());
            Check.Equal(7.25f, seven.ToBFloat16().ToSingle());
            using Tensor z = tensor(new Complex(1.5, -2));
            Check.Equal(new Complex(1.5, -2), z.ToComplexFloat64());
            Check.Equal(z.ToComplexFloat64(), z.ToComplex64());
            Check.Equal((1.5f, -2f), z.ToComplexFloat32());
            Check.Equal(z.ToComplexFloat32(), z.ToComplex32());
            using Tensor large = tensor(300);
            Check.Throws<OverflowException>(() => large.ToByte());
            using Tensor two = ones(2);
            Check.Throws<InvalidOperationException>(() => two.ToInt16());
        }

        [Test]
        public static void Values_and_arrays_become_tensors()
        {
            using Tensor three = 3L.ToTensor();
            Check.Equal(ScalarType.Int64, three.dtype);
            Check.Equal(0L, three.ndim);
            var elements = new float[] { 1, 2, 3, 4, 5, 6 };
            using Tensor shared = elements.ToTensor(new long[] { 2, 3 });
            using Tensor copied = elements.ToTensor(new long[] { 2, 3 }, doCopy: true, requiresGrad: true);
            elements[5] = 60;
            Check.Equal(60f, shared[1, 2].item<float>());
            Check.Equal(6f, copied[1, 2].item<float>());
            Check.True(copied.requires_grad && !shared.requires_grad, "only the second requires a gradient");
            Check.Equal(new[] { 2, 3 }, shared.IntShape());
            Check.Equal(shared.numel(), shared.shape.TotalSize());
            Check.Throws<OverflowException>(() => new[] { long.MaxValue, 2L }.TotalSize());
            Check.Throws<ArgumentException>(() => elements.ToTensor(new long[] { 7 }));
            using Modules.Parameter parameter = shared.AsParameter();
            shared.fill_(8);
            Check.True(parameter.requires_grad, "a parameter is trained");
            Check.Equal(8f, parameter[0, 0].item<float>());
        }

        [Test]
        public static void A_file_is_mapped()
        {
            string path = FileTests.Temporary("mapped");
            try
            {
                Check.Throws<FileNotFoundException>(() => from_file(path, size: 2));
                File.WriteAllBytes(path, new byte[] { 1, 2, 3, 4 });
                using (Tensor copy = from_file(path, size: 4, dtype: ScalarType.Byte))
                {
                    Check.Equal(new byte[] { 1, 2, 3, 4 }, copy.data<byte>().ToArray());
                    copy.fill_(9);
                }
                Check.Equal(new byte[] { 1, 2, 3, 4 }, File.ReadAllBytes(path));
                using (Tensor shared = from_file(path, shared: true, size: 4, dtype: ScalarType.Byte))
                {
                    shared.fill_(9);
                }
                Check.Equal(Enumerable.Repeat((byte)9, 4).ToArray(), File.ReadAllBytes(path));
                Check.Throws<ArgumentOutOfRangeException>(() => from_file(path, size: -1));
                Check.Throws<ScriptRuntimeException>(() => from_file(path, size: 5, dtype: ScalarType.Byte));
            }
            finally
            {
                File.Delete(path);
            }
        }
    }
}
