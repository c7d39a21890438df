using System;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Modes, devices and types of C# and TorchScript modules; see also tests/python/test_state_agreement.py.</summary>
    public static class MovingTests
    {
        private static readonly Func<nn.Module>[] Makers =
        {
            () => new PlainModel(), () => new MixedModel(), () => jit.load(Fixtures.File("state_network.pt")),
        };

        [Test]
        public static void A_gradient_that_is_a_view_is_filled_with_zeros()
        {
            using var m = new PlainLayer();
            var parameter = nn.Parameter(ones(2, 3));
            m.register_parameter("other", parameter);
            using Tensor whole = ones(3, 2);
            parameter.grad = whole.t();
            m.zero_grad(set_to_none: false);
            Check.Equal(0f, whole.sum().item<float>());
        }

        [Test]
        public static void An_unavailable_device_changes_nothing()
        {
            foreach (Func<nn.Module> make in Makers)
            {
                using nn.Module m = make();
                string[] before = Describe(m);
                Check.Throws<DeviceException>(() => m.to("cuda:99"));
                Check.Throws<DeviceException>(() => m.to("cuda:99", ScalarType.Float16));
                Check.Throws<DeviceException>(() => m.cuda(99));
                Check.Equal(before, Describe(m));
            }
        }

        [Test]
        public static void Weights_cannot_be_integers()
        {
            foreach (Func<nn.Module> make in Makers)
            {
                using nn.Module m = make();
                Check.Contains("Int64", Check.Throws<TorchValueException>(() => m.to(ScalarType.Int64)).Message);
                Check.Throws<TorchValueException>(() => m.to("cpu", ScalarType.Bool));
            }
        }

        [Test]
        public static void Tensors_stay_the_same_objects_and_gradients_move_too()
        {
            foreach (Func<nn.Module> make in Makers)
            {
                using nn.Module m = make();
                Parameter[] parameters = m.parameters().ToArray();
                foreach (Parameter parameter in parameters.Where(one => one.requires_grad))
                {
                    using Tensor gradient = ones(parameter.shape, parameter.dtype);
                    parameter.grad = gradient;
                }
                m.@double();
                Check.Equal(parameters.Select(one => one.Handle).ToArray(), m.parameters().Select(one => one.Handle).ToArray());
                foreach (Parameter parameter in parameters.Where(one => one.requires_grad))
                {
                    Check.Equal(parameter.dtype, parameter.grad!.dtype);
                }
                m.zero_grad(set_to_none: false);
                Check.True(parameters.Where(one => one.requires_grad).All(one => one.grad!.equal(one.detach() * 0)), "zeros");
                m.zero_grad();
                Check.True(parameters.All(one => one.grad is null), "no gradients");
            }
        }

        [Test]
        public static void A_tensor_that_cannot_stay_the_same_is_replaced_in_the_fields_too()
        {
            using var m = new PlainModel();
            Parameter before = m.Shared;
            m.to("meta");
            Check.True(!ReferenceEquals(before, m.Shared), "another object");
            Check.Equal(DeviceType.META, m.Shared.device.type);
            Check.True(ReferenceEquals(m.Shared, m.get_parameter("first_bias")), "field and registration");
            Check.True(ReferenceEquals(m.Shared, m.get_parameter("layers.1.bias")), "still shared");
            Check.Equal(DeviceType.META, m.Layers[0].Weight.device.type);
            Check.Equal(DeviceType.META, m.Layers[0].Count.device.type);
            Check.Equal(DeviceType.META, m.Scale.device.type);
            Check.Equal(DeviceType.CPU, before.device.type);
        }

        [Test]
        public static void Modes_and_actions_reach_every_module()
        {
            foreach (Func<nn.Module> make in Makers)
            {
                using nn.Module m = make();
                m.eval();
                Check.True(m.modules().All(one => !one.training), "evaluation");
                m.train();
                Check.True(m.modules().All(one => one.training), "training");
                int count = 0;
                nn.Module? last = null;
                Check.True(ReferenceEquals(m, m.apply(one => (count, last) = (count + 1, one))), "the module itself");
                Check.True(ReferenceEquals(last, m) && count >= m.modules().Count(), "every module, this one last");
            }
        }

        [Test]
        public static void Moving_leaves_nothing_behind()
        {
            using nn.Module mixed = new MixedModel();
            Leaks.None(() =>
            {
                for (int i = 0; i < 1000; i++)
                {
                    mixed.half();
                    mixed.@float();
                    mixed.requires_grad_(i % 2 == 0);
                    mixed.zero_grad();
                    Check.Throws<DeviceException>(() => mixed.to("cuda:99"));
                    using var plain = new PlainModel();
                    plain.to("meta");
                }
            });
        }

        private static string[] Describe(nn.Module module) =>
            module.state_dict().Select(one => $"{one.Key} {one.Value.dtype} {one.Value.device}").ToArray();
    }
}
