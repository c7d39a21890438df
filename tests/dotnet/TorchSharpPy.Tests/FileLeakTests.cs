using System;
using System.Collections.Generic;
using System.IO;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Loading, saving and freezing a thousand times, successful or failing, leave no native handle behind.</summary>
    public static class FileLeakTests
    {
        private const int Repeats = 1000;

        private static readonly string Model = Fixtures.File("linear.pt");

        [Test]
        public static void Loading()
        {
            byte[] bytes = File.ReadAllBytes(Model);
            Leaks.NoneAtOnce(Repeats, () =>
            {
                jit.load(Model).Dispose();
                jit.load<Tensor, Tensor>(Model, mmap: true).Dispose();
                jit.load(bytes, CPU).Dispose();
                jit.load(new MemoryStream(bytes)).Dispose();
                jit.load(new Dripping(bytes, 1 << 16)).Dispose();
            });
        }

        [Test]
        public static void Loading_files_that_are_not_models()
        {
            byte[] bytes = File.ReadAllBytes(Model);
            byte[] half = bytes.AsSpan(0, bytes.Length / 2).ToArray();
            Leaks.NoneAtOnce(Repeats, () =>
            {
                Check.Throws<ModelNotFoundException>(() => jit.load("no such file.pt"));
                Check.Throws<ModelFormatException>(() => jit.load(Fixtures.File("truncated.pt")));
                Check.Throws<ModelFormatException>(() => jit.load(half));
                Check.Throws<InvalidDataException>(() => jit.load(new Failing(new MemoryStream(bytes), bytes.Length / 2)));
                Check.Throws<TorchTypeException>(() => jit.load<Tensor, Tensor, Tensor>(bytes));
                Check.Throws<DeviceException>(() => jit.load(bytes, "cuda:99"));
            });
        }

        [Test]
        public static void Saving()
        {
            string path = FileTests.Temporary("saved.pt");
            using var m = jit.load(Model);
            var extra = new Dictionary<string, byte[]> { ["note.txt"] = new byte[] { 1, 2, 3 } };
            try
            {
                Leaks.NoneAtOnce(Repeats, () =>
                {
                    m.save(path);
                    m.save(new MemoryStream(), extra);
                    m.SaveToBytes();
                });
            }
            finally
            {
                File.Delete(path);
            }
        }

        [Test]
        public static void Failing_to_save()
        {
            using var m = jit.load(Model);
            var gone = jit.load(Model);
            gone.Dispose();
            Leaks.NoneAtOnce(Repeats, () =>
            {
                Check.Throws<ModelIOException>(() => m.save("/no/such/folder/model.pt"));
                Check.Throws<InvalidDataException>(() => m.save(new Failing(new MemoryStream(), 100)));
                Check.Throws<ObjectDisposedException>(() => gone.SaveToBytes());
            });
        }

        [Test]
        public static void Checkpoints()
        {
            var state = new Dictionary<string, Tensor> { ["weight"] = ones(2, 3), ["count"] = zeros(new long[] { 1 }, ScalarType.Int64) };
            var file = new MemoryStream();
            torch.save(state, file);
            byte[] bytes = file.ToArray();
            byte[] half = bytes.AsSpan(0, bytes.Length / 2).ToArray();
            Leaks.NoneAtOnce(Repeats, () =>
            {
                torch.save(state, new MemoryStream());
                foreach (Tensor tensor in torch.load<Dictionary<string, Tensor>>(bytes).Values)
                {
                    tensor.Dispose();
                }
                Check.Throws<InvalidDataException>(() => torch.save(state, new Failing(new MemoryStream(), 100)));
                Check.Throws<ModelFormatException>(() => torch.load(half));
            });
        }

        [Test]
        public static void Freezing()
        {
            using var m = jit.load<Tensor, Tensor>(Model);
            using var training = jit.load<Tensor, Tensor>(Model);
            m.eval();
            training.train();
            Leaks.NoneAtOnce(Repeats / 2, () =>
            {
                jit.freeze(m).Dispose();
                Check.Throws<TorchValueException>(() => jit.freeze(training));
            });
        }
    }
}
