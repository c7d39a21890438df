using System;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Layers check what they are made with and what is set later in the same way.</summary>
    public static class LayerSettingTests
    {
        [Test]
        public static void Sizes_of_convolutions_are_checked()
        {
            Check.Throws<ArgumentOutOfRangeException>(() => nn.Conv1d(2, 2, 0));
            Check.Throws<ArgumentOutOfRangeException>(() => nn.Conv2d(2, 2, (3, -1)));
            Check.Throws<ArgumentOutOfRangeException>(() => nn.Conv2d(2, 2, 3, stride: 0));
            Check.Throws<ArgumentOutOfRangeException>(() => nn.Conv2d(2, 2, 3, dilation: 0));
            Check.Throws<ArgumentOutOfRangeException>(() => nn.Conv3d(2, 2, 3, padding: -1));
            Check.Throws<ArgumentOutOfRangeException>(() => nn.ConvTranspose2d(2, 2, 3, output_padding: -1));
            using Conv2d layer = nn.Conv2d(4, 2, 3);
            Check.Throws<ArgumentOutOfRangeException>(() => layer.stride = new long[] { 1, 0 });
            Check.Throws<ArgumentOutOfRangeException>(() => layer.dilation = new long[] { 0 });
            Check.Throws<ArgumentOutOfRangeException>(() => layer.kernel_size = new long[] { 0 });
            Check.Throws<ArgumentOutOfRangeException>(() => layer.output_padding = new long[] { -1 });
            Check.Throws<ArgumentOutOfRangeException>(() => layer.groups = 0);
            Check.Throws<ArgumentOutOfRangeException>(() => layer.padding_mode = PaddingModes.Constant);
            Check.Throws<ArgumentException>(() => layer.stride = new long[] { 1, 1, 1 });
            Check.Throws<ArgumentNullException>(() => layer.dilation = null!);
            Check.Throws<ArgumentException>(() => layer.groups = 3);
            Check.Throws<ArgumentOutOfRangeException>(() => layer.SetPadding(new long[] { -1 }));
            layer.stride = new long[] { 2 };
            Check.Equal(new long[] { 2, 2 }, layer.stride);
        }

        [Test]
        public static void Other_layers_check_what_is_set()
        {
            using GroupNorm norm = nn.GroupNorm(2, 4);
            Check.Throws<ArgumentOutOfRangeException>(() => norm.num_groups = 0);
            Check.Throws<ArgumentException>(() => norm.num_groups = 3);
            Check.Equal(2L, norm.num_groups);
            using FractionalMaxPool2d pool = nn.FractionalMaxPool2d(2, output_ratio: 0.5);
            Check.Throws<ArgumentException>(() => pool.output_ratio = null);
            Check.Throws<ArgumentException>(() => pool.output_ratio = new[] { 1.5, 0.5 });
            Check.Throws<ArgumentOutOfRangeException>(() => pool.kernel_size = new long[] { 0 });
            Check.Throws<ArgumentOutOfRangeException>(() => pool.output_size = new long[] { 0 });
            pool.output_size = new long[] { 3 };
            pool.output_ratio = null;
            Check.Equal(new long[] { 1, 1, 3, 3 }, pool.call(rand(1, 1, 8, 8)).shape);
            using GELU gelu = nn.GELU();
            Check.Throws<ArgumentOutOfRangeException>(() => gelu.approximate = (GELU.Approximate)5);
        }

        [Test]
        public static void Padding_is_given_in_each_form()
        {
            using Tensor x = arange(24, dtype: float32).reshape(2, 3, 4);
            using Tensor expected = nn.functional.pad(x, new long[] { 1, 2 }, "reflect");
            Check.True(nn.functional.pad(x, (1, 2), PaddingModes.Reflect).equal(expected), "two numbers");
            Check.True(nn.functional.pad(x, new long[] { 1, 2 }, PaddingModes.Reflect).equal(expected), "an array");
            ReadOnlySpan<long> span = new long[] { 1, 2 };
            Check.True(nn.functional.pad(x, span, PaddingModes.Reflect).equal(expected), "a span");
            Check.Equal(new long[] { 2, 5, 5 }, nn.functional.pad(x, (1, 0, 0, 2), PaddingModes.Constant, 7).shape);
            Check.Equal(new long[] { 4, 5, 6 }, nn.functional.pad(x, 1, PaddingModes.Constant, 7).shape);
            Check.Throws<ArgumentNullException>(() => nn.functional.pad(null!, 1, PaddingModes.Zeros));
        }
    }
}
