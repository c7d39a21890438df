using System;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>How layers hold their parameters: in fields that follow what is registered.</summary>
    public static class LayerTests
    {
        [Test]
        public static void Parameters_are_registered_and_null_when_absent()
        {
            using Linear linear = nn.Linear(3, 2, hasBias: false);
            Check.True(linear.bias is null, "no bias");
            Check.Equal(new[] { "weight" }, linear.named_parameters().Select(one => one.name).ToArray());
            Check.True(ReferenceEquals(linear.weight, linear.get_parameter("weight")), "the registered parameter");
            using BatchNorm2d norm = nn.BatchNorm2d(4, affine: false, track_running_stats: false);
            Check.True(norm.weight is null && norm.running_mean is null, "nothing to train, nothing to keep");
            Check.Equal(0, norm.state_dict().Count);
        }

        [Test]
        public static void A_parameter_that_is_set_takes_the_place_of_the_old()
        {
            using Linear linear = nn.Linear(3, 2);
            Parameter before = linear.weight;
            linear.weight = nn.Parameter(ones(2, 3));
            linear.bias = null;
            Check.Equal(new[] { "weight" }, linear.named_parameters().Select(one => one.name).ToArray());
            Check.Equal(3f, linear.forward(ones(3))[0].item<float>());
            Check.Equal(6L, before.numel()); // an optimizer may still hold it
            Check.Throws<ArgumentNullException>(() => linear.weight = null!);
            linear.bias = nn.Parameter(ones(2));
            Check.Equal(4f, linear.forward(ones(3))[0].item<float>());
            before.Dispose();
        }

        [Test]
        public static void A_buffer_that_is_set_outlives_the_scope()
        {
            using BatchNorm1d norm = nn.BatchNorm1d(2);
            using (NewDisposeScope())
            {
                norm.running_mean = full(2, 5f);
            }
            norm.eval();
            Check.Equal(new[] { "weight", "bias", "running_mean", "running_var", "num_batches_tracked" }, norm.state_dict().Keys.ToArray());
            Check.Equal(5f, norm.get_buffer("running_mean")[0].item<float>());
            Check.True(Math.Abs(norm.forward(full(new long[] { 1, 2 }, 5f))[0, 0].item<float>()) < 1e-6, "the set mean");
        }

        [Test]
        public static void Fields_follow_when_moving_replaces_the_parameters()
        {
            using Conv2d layer = nn.Conv2d(1, 2, 3, device: new Device("meta"));
            Check.Equal(DeviceType.META, layer.weight.device.type);
            using Conv2d filled = nn.Conv2d(1, 2, 3);
            layer.load_state_dict(filled.state_dict(), assign: true);
            Check.Equal(DeviceType.CPU, layer.weight.device.type);
            Check.True(ReferenceEquals(layer.weight, layer.get_parameter("weight")), "the field has the new parameter");
            using Tensor x = randn(1, 1, 5, 5);
            Check.True(layer.forward(x).equal(filled.forward(x)), "it computes with it");
        }

        [Test]
        public static void Casting_keeps_the_objects()
        {
            using Linear linear = nn.Linear(3, 2, dtype: float32);
            Parameter weight = linear.weight;
            linear.to(float64);
            Check.True(ReferenceEquals(weight, linear.weight), "the same object");
            Check.Equal(float64, linear.weight.dtype);
            Check.Equal(float64, linear.forward(ones(3, dtype: float64)).dtype);
        }

        [Test]
        public static void A_disposed_layer_says_so()
        {
            Linear linear = nn.Linear(3, 2);
            linear.Dispose();
            Check.Throws<ObjectDisposedException>(() => linear.forward(ones(3)));
            Check.Throws<ObjectDisposedException>(() => linear.bias = null);
        }

        [Test]
        public static void Layers_leave_nothing_behind()
        {
            Leaks.NoneAtOnce(3, () =>
            {
                using DisposeScope scope = NewDisposeScope();
                using var layers = nn.Sequential(
                    nn.Conv2d(1, 2, 3, padding_mode: PaddingModes.Circular, padding: 1), nn.BatchNorm2d(2), nn.ReLU(inplace: true));
                layers.call(ones(2, 1, 5, 5)).sum().backward();
            });
        }

        [Test]
        public static void Modules_without_parameters_take_none()
        {
            using ReLU relu = nn.ReLU();
            Check.Contains("ReLU", Check.Throws<InvalidOperationException>(() => relu.register_buffer("x", null)).Message);
            Check.Throws<InvalidOperationException>(() => relu.register_parameter("x", null));
            Check.Throws<InvalidOperationException>(() => relu.register_module("x", relu));
            Check.Is<ParameterLessModule<Tensor, Tensor>>(relu);
        }

        [Test]
        public static void A_convolution_accepts_sizes_in_each_form()
        {
            using Conv2d one = nn.Conv2d(2, 4, 3, padding: Padding.Same);
            using Conv2d two = nn.Conv2d(2, 4, (3, 5), (1, 2), (0, 1));
            using Conv3d three = nn.Conv3d(2, 4, new long[] { 1, 2, 3 }, stride: 2);
            Check.Equal(new long[] { 3, 3 }, one.kernel_size);
            Check.Equal(new long[] { 1, 2 }, two.stride);
            Check.Equal(new long[] { 4, 2, 1, 2, 3 }, three.weight.shape);
            Check.Equal(new long[] { 1, 4, 6, 6 }, one.forward(ones(1, 2, 6, 6)).shape);
            Check.Throws<ArgumentException>(() => nn.Conv2d(2, 4, (3, 3, 3)));
            Check.Throws<ArgumentException>(() => nn.Conv2d(2, 4, 3, Padding.Same, stride: 2));
            Check.Throws<ArgumentException>(() => nn.Conv2d(2, 4, 3, groups: 3));
            Check.Throws<ArgumentOutOfRangeException>(() => nn.Conv2d(-1, 4, 3));
            Check.Throws<ArgumentOutOfRangeException>(() => nn.Conv2d(1, 4, 3, padding_mode: PaddingModes.Constant));
        }

        [Test]
        public static void Paddings_and_pools_accept_sizes_in_each_form()
        {
            using Tensor x = ones(1, 2, 4, 4, 4);
            using ConstantPad3d pad = nn.ConstantPad3d((1, 2, 3, 4, 5, 6), 7);
            Check.Equal(new long[] { 1, 2, 15, 11, 7 }, pad.forward(x).shape);
            using ZeroPad2d one = nn.ZeroPad2d(1);
            Check.Equal(new long[] { 1, 1, 1, 1 }, one.padding);
            using MaxPool2d pool = nn.MaxPool2d((2, 1), stride: null, padding: 0);
            Check.Equal(new long[] { 2, 1 }, pool.stride);
            using AvgPool1d line = nn.AvgPool1d(2);
            Check.Equal(2L, line.stride);
            using FractionalMaxPool2d drawn = nn.FractionalMaxPool2d((2, 2), output_ratio: (0.5, 0.5));
            Check.Equal(new[] { 0.5, 0.5 }, drawn.output_ratio!);
            Check.Throws<ArgumentException>(() => nn.ConstantPad2d((1, 2, 3), 0));
            Check.Throws<ArgumentException>(() => nn.MaxPool2d((1, 2, 3)));
            Check.Throws<ArgumentNullException>(() => nn.MaxPool2d((long[])null!));
        }

        [Test]
        public static void A_shared_weight_is_one_parameter()
        {
            using Linear encoder = nn.Linear(3, 2, hasBias: false);
            using Linear decoder = nn.Linear(3, 2, hasBias: false);
            decoder.weight = encoder.weight;
            using var both = nn.Sequential(encoder, nn.Flatten(0), nn.Unflatten(0, new long[] { 1, 2 }));
            using var list = nn.ModuleList<Linear>(encoder, decoder);
            Check.Equal(1, list.parameters().Count());
            Check.Equal(2, list.state_dict().Count);
        }

        [Test]
        public static void A_transposed_convolution_makes_the_size_that_is_wanted()
        {
            using ConvTranspose2d layer = nn.ConvTranspose2d(2, 3, 3, stride: 2, padding: 1);
            using Tensor x = ones(1, 2, 4, 4);
            Check.Equal(new long[] { 1, 3, 8, 8 }, layer.forward(x, new long[] { 8, 8 }).shape);
            Check.Equal(new long[] { 1, 3, 7, 7 }, layer.forward(x).shape);
            Check.Throws<ArgumentException>(() => layer.forward(x, new long[] { 9, 8 }));
        }
    }
}
