using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Modules loaded from files, bytes and streams, and saved to them.</summary>
    public static class FileTests
    {
        private static byte[] Bytes => File.ReadAllBytes(Fixtures.Sample);

        [Test]
        public static void Every_source_gives_the_same_module()
        {
            byte[] bytes = Bytes;
            using var file = File.OpenRead(Fixtures.Sample);
            foreach (Func<jit.ScriptModule> load in new Func<jit.ScriptModule>[]
            {
                () => jit.load(Fixtures.Sample, mmap: true),
                () => jit.load(bytes),
                () => jit.load(new ReadOnlyMemory<byte>(new byte[3].Concat(bytes).ToArray()).Slice(3)),
                () => jit.load(file),
                () => jit.load(new MemoryStream(bytes, writable: false)),
                () => jit.load(new WrappedStream(bytes)),
                () => jit.load(new Dripping(bytes)),
                () => jit.load(Fixtures.Sample, "cpu"),
                () => jit.load(bytes, CPU),
                () => jit.load(new Dripping(bytes, 100_000), CPU),
            })
            {
                SameAsSample(load());
            }
        }

        [Test]
        public static void Typed_views_load_from_every_source()
        {
            using var x = arange(10);
            using var fromBytes = jit.load<Tensor, Tensor, (Tensor, Tensor)>(Bytes);
            using var fromStream = jit.load<Tensor, Tensor, (Tensor, Tensor)>(new MemoryStream(Bytes));
            using var fromMapped = jit.load<(Tensor, Tensor)>(Fixtures.Sample, mmap: true);
            Check.True(fromBytes.forward(x, x).Item1.equal(fromStream.forward(x, x).Item1), "the same results");
            Check.True(fromBytes.forward(x, x).Item1.equal(fromMapped.forward(x, x).Item1), "the same results");
            Check.Contains("(Tensor, Tensor)", Check.Throws<TorchTypeException>(() => jit.load<Tensor, Tensor, long>(Bytes)).Message);
        }

        [Test]
        public static void A_stream_is_read_from_its_position_on()
        {
            var stream = new MemoryStream(new byte[100].Concat(Bytes).ToArray()) { Position = 100 };
            SameAsSample(jit.load(stream));
            var once = new Dripping(new byte[100].Concat(Bytes).ToArray());
            once.Read(new byte[7], 0, 7);
            var rest = new Dripping(Bytes);
            SameAsSample(jit.load(rest));
            Check.True(stream.CanRead && rest.CanRead, "the streams are still open");
        }

        [Test]
        public static void A_mapped_file_can_be_replaced_and_its_weights_changed()
        {
            string path = Temporary("mapped.pt");
            File.Copy(Fixtures.Sample, path);
            using var m = jit.load(path, mmap: true);
            using var p = m.getattr<Tensor>("p");
            using var unit = jit.compile("def change(x):\n    return x.add_(1)\n");
            using (no_grad())
            {
                unit.invoke<Tensor>("change", p).Dispose();
            }
            Check.Equal(Bytes, File.ReadAllBytes(path));
            m.save(path);
            using var saved = jit.load(path);
            Check.True(saved.getattr<Tensor>("p").equal(p), "the changed weights");
        }

        [Test]
        public static void Extra_files_are_written_and_read()
        {
            byte[] every = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
            var written = new Dictionary<string, byte[]>
            {
                ["labels.txt"] = Encoding.UTF8.GetBytes("cat\ndog\n"),
                ["Übersicht/größe.json"] = Encoding.UTF8.GetBytes("{}"),
                ["every.bin"] = every,
                ["empty"] = Array.Empty<byte>(),
            };
            using var m = jit.load(Fixtures.Sample);
            string path = Temporary("extra.pt");
            m.save(path, written);
            byte[] bytes = jit.SaveToBytes(m, written);
            foreach (Action<IDictionary<string, byte[]>> load in new Action<IDictionary<string, byte[]>>[]
            {
                extra => jit.load(path, extra_files: extra).Dispose(),
                extra => jit.load(path, mmap: true, extra_files: extra).Dispose(),
                extra => jit.load(bytes, extra_files: extra).Dispose(),
                extra => jit.load(new Dripping(bytes, 1000), null, extra).Dispose(),
                extra => jit.load<(Tensor, Tensor)>(new MemoryStream(bytes), null, extra).Dispose(),
            })
            {
                var read = written.Keys.ToDictionary(name => name, name => default(byte[])!);
                read["not there"] = every;
                load(read);
                foreach (KeyValuePair<string, byte[]> file in written)
                {
                    Check.Equal(file.Value, read[file.Key]);
                }
                Check.True(ReferenceEquals(every, read["not there"]), "a file that is not there stays as it was");
            }
        }

        [Test]
        public static void A_dictionary_that_refuses_extra_files_leaves_no_module()
        {
            using var m = jit.load(Fixtures.Sample);
            byte[] bytes = m.SaveToBytes(new Dictionary<string, byte[]> { ["a"] = new byte[1] });
            var refusing = new System.Collections.ObjectModel.ReadOnlyDictionary<string, byte[]>(
                new Dictionary<string, byte[]> { ["a"] = Array.Empty<byte>() });
            Leaks.None(() => Check.Throws<NotSupportedException>(() => jit.load(bytes, extra_files: refusing)));
        }

        [Test]
        public static void An_extra_file_needs_bytes() =>
            Check.Contains("'a'", Check.Throws<ArgumentException>(() =>
            {
                using var m = jit.load(Fixtures.Sample);
                m.SaveToBytes(new Dictionary<string, byte[]> { ["a"] = null! });
            }).Message);

        [Test]
        public static void Saving_to_bytes_streams_and_files_gives_the_same_module()
        {
            using var m = jit.load(Fixtures.Sample);
            byte[] bytes = m.SaveToBytes();
            SameAsSample(jit.load(bytes));
            var stream = new MemoryStream();
            stream.Write(new byte[10], 0, 10);
            m.save(stream);
            Check.Equal(10L + bytes.Length, stream.Position);
            stream.Position = 10;
            SameAsSample(jit.load(stream));
            string path = Temporary("modèle-模型.pt");
            jit.save(m, path);
            SameAsSample(jit.load(path));
            SameAsSample(jit.load(path, mmap: true));
            using (var file = File.Create(path))
            {
                jit.save(m, file);
            }
            SameAsSample(jit.load(path));
        }

        [Test]
        public static void A_file_that_was_opened_may_be_gone_when_it_is_used()
        {
            string path = Temporary("short-lived.pt");
            File.Copy(Fixtures.Sample, path);
            using var m = jit.load(path, mmap: true);
            File.Delete(path);
            using var x = arange(10);
            using var reference = jit.load(Fixtures.Sample);
            Check.True(m.invoke<Tensor>("predict", x).equal(reference.invoke<Tensor>("predict", x)), "the same result");
        }

        [Test]
        public static void Loading_from_bytes_and_streams_copies_nothing_in_csharp()
        {
            using var large = Large();
            byte[] bytes = large.SaveToBytes();
            using var stream = new MemoryStream(bytes);
            using var arrays = new WrappedStream(bytes);
            foreach (Func<jit.ScriptModule> load in new Func<jit.ScriptModule>[]
            {
                () => jit.load(bytes), () => jit.load(stream), () => jit.load(arrays),
            })
            {
                stream.Position = arrays.Position = 0;
                load().Dispose(); // allocations that happen once
                stream.Position = arrays.Position = 0;
                long before = GC.GetAllocatedBytesForCurrentThread();
                using jit.ScriptModule loaded = load();
                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                Check.True(allocated < 100_000, $"few bytes of {bytes.Length}, not {allocated}");
            }
            Check.True(arrays.Most <= 1 << 20, $"at most 1 MiB at once, not {arrays.Most}");
        }

        [Test]
        public static void Loading_and_saving_leave_nothing_behind()
        {
            byte[] bytes = Bytes;
            Leaks.None(() =>
            {
                var extra = new Dictionary<string, byte[]> { ["a"] = new byte[5] };
                using var fromBytes = jit.load(bytes, extra_files: extra);
                using var fromStream = jit.load(new Dripping(bytes, 5000));
                using var mapped = jit.load(Fixtures.Sample, mmap: true);
                fromBytes.SaveToBytes(extra);
                fromStream.save(new MemoryStream());
                mapped.save(Temporary("again.pt"));
            });
        }

        /// <summary>A path that does not exist yet, in a new folder, whose name nobody can guess.</summary>
        internal static string Temporary(string name)
        {
            string folder = Path.Combine(Path.GetTempPath(), "torchsharp_py-" + Guid.NewGuid().ToString("N"));
            Directory.CreateDirectory(folder);
            AppDomain.CurrentDomain.ProcessExit += (_, __) =>
            {
                if (Directory.Exists(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }
            };
            return Path.Combine(folder, name);
        }

        /// <summary>A linear layer of 4 MiB.</summary>
        internal static jit.ScriptModule Large()
        {
            var m = jit.load(Fixtures.File("linear.pt"));
            using var weight = zeros(1024, 1024);
            m.setattr("weight", weight);
            return m;
        }

        private static void SameAsSample(jit.ScriptModule loaded)
        {
            using (loaded)
            {
                using var reference = jit.load(Fixtures.Sample);
                using var x = arange(10);
                Check.Equal(reference.Methods, loaded.Methods);
                Check.True(loaded.invoke<Tensor>("predict", x).equal(reference.invoke<Tensor>("predict", x)), "the same result");
            }
        }
    }
}
