using System;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>TorchSharp's names for the signature, the attributes and the files of a TorchScript module.</summary>
    public static class ScriptSignatureTests
    {
        [Test]
        public static void Inputs_and_outputs_are_those_of_forward()
        {
            using var m = jit.load(Fixtures.Sample);
            FunctionSchema schema = m.Schema("forward");
            Check.Equal(schema.Parameters.Count, m.GetNumberOfInputs());
            Check.Equal(1, m.GetNumberOfOutputs());
            Check.Equal(schema.Parameters[0].Type, m.GetInputType(0));
            Check.Equal(schema.Returns, m.GetOutputType(0));
            Check.Contains(schema.Text, Check.Throws<ArgumentOutOfRangeException>(() => m.GetInputType(99)).Message);
            Check.Throws<ArgumentOutOfRangeException>(() => m.GetInputType(-1));
            Check.Throws<ArgumentOutOfRangeException>(() => m.GetOutputType(1));
            m.Dispose();
            Check.Throws<ObjectDisposedException>(() => m.GetNumberOfInputs());
        }

        [Test]
        public static void Attributes_are_set_by_TorchSharps_names()
        {
            using var m = jit.load(Fixtures.File("state_block.pt"));
            (string name, Tensor old) = m.named_buffers(recurse: false).First();
            m.set_attribute(name, zeros_like(old));
            Check.True(m.get_attribute<Tensor>(name).eq(0).all().ToBoolean(), "the new tensor");
            Check.Is<Tensor>(m.get_attribute(name));
            Check.Throws<UnknownMethodException>(() => m.set_attribute("nothing", old));
            Check.Throws<TorchTypeException>(() => m.set_attribute(name, "text"));
        }

        [Test]
        public static void Bytes_load_to_a_kind_of_device()
        {
            using var m = jit.load(Fixtures.File("state_block.pt"));
            byte[] bytes = jit.SaveToBytes(m);
            using var untyped = jit.load(bytes, DeviceType.CPU);
            using var typed = jit.load<Tensor>(bytes, DeviceType.META);
            Check.Equal(CPU, untyped.parameters().First().device);
            Check.Equal(META, typed.parameters().First().device);
            Check.Throws<DeviceException>(() => jit.load(bytes, DeviceType.HIP));
            Check.Throws<ArgumentNullException>(() => jit.load((byte[])null!, DeviceType.CPU));
        }

        [Test]
        public static void A_module_is_saved_into_an_array()
        {
            using var m = jit.load(Fixtures.File("state_block.pt"));
            var bytes = new byte[jit.SaveToBytes(m).Length];
            jit.save(m, bytes);
            using var again = jit.load(bytes);
            Check.Equal(m.parameters().Count(), again.parameters().Count());
            Check.Contains($"{bytes.Length} bytes", Check.Throws<ArgumentException>(() => jit.save(m, new byte[10])).Message);
            Check.Throws<ArgumentNullException>(() => jit.save(m, (byte[])null!));
        }

        [Test]
        public static void The_module_itself_is_not_one_of_its_modules()
        {
            using var m = jit.load(Fixtures.File("state_network.pt"));
            Check.True(m.named_modules().All(one => one.name.Length > 0 && !ReferenceEquals(one.module, m)), "only those in it");
            Check.Equal(m.named_modules().Count(), m.modules().Count());
            using var plain = new MixedModel();
            Check.True(plain.named_modules().All(one => one.name.Length > 0), "only those in it");
            Check.True(plain.named_modules().Any(one => one.name.Contains('.')), "at any depth");
        }
    }
}
