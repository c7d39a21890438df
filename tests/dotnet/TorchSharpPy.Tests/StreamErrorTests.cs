using System;
using System.IO;
using System.Runtime.CompilerServices;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Streams that fail, lie, end early or are closed.</summary>
    public static class StreamErrorTests
    {
        private static byte[] Bytes => File.ReadAllBytes(Fixtures.Sample);

        [Test]
        public static void An_exception_while_reading_is_thrown_unchanged()
        {
            byte[] bytes = Bytes;
            foreach (long position in new long[] { 0, 100, bytes.Length - 60, bytes.Length - 1 })
            {
                var failing = new Failing(new MemoryStream(bytes), position);
                var error = Check.Throws<InvalidDataException>(() => jit.load(failing));
                Check.True(ReferenceEquals(failing.Error, error), "the same exception");
                Check.Contains(nameof(Failing), error.StackTrace!);
            }
        }

        [Test]
        public static void A_stream_is_released_if_TorchScript_has_no_such_result_type()
        {
            WeakReference stream = Refused();
            for (int i = 0; i < 10 && stream.IsAlive; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
            Check.True(!stream.IsAlive, "collected");
        }

        [Test]
        public static void An_exception_while_writing_is_thrown_unchanged()
        {
            using var m = jit.load(Fixtures.Sample);
            long size = m.SaveToBytes().Length;
            foreach (long position in new long[] { 0, 100, size / 2, size - 1 })
            {
                var failing = new Failing(new MemoryStream(), position);
                var error = Check.Throws<InvalidDataException>(() => m.save(failing));
                Check.True(ReferenceEquals(failing.Error, error), "the same exception");
                Check.Contains(nameof(Failing), error.StackTrace!);
            }
            Check.Equal(size, m.SaveToBytes().LongLength);
        }

        [Test]
        public static void A_stream_that_ends_early_is_an_error()
        {
            byte[] bytes = Bytes;
            var error = Check.Throws<EndOfStreamException>(() => jit.load(new Lying(bytes, longer: 50, more: 0)));
            Check.Contains($"{bytes.Length + 50}", error.Message);
        }

        [Test]
        public static void A_stream_that_claims_to_read_too_much_is_an_error()
        {
            byte[] bytes = Bytes;
            foreach (int more in new[] { 10_000_000, -10_000_000 })
            {
                var error = Check.Throws<IOException>(() => jit.load(new Lying(bytes, longer: 0, more)));
                Check.Contains("Read returned", error.Message);
            }
        }

        [Test]
        public static void A_part_of_an_archive_is_ModelFormatException()
        {
            byte[] bytes = Bytes;
            byte[] half = bytes.AsSpan(0, bytes.Length / 2).ToArray();
            foreach (Action load in new Action[]
            {
                () => jit.load(half),
                () => jit.load(new MemoryStream(half)),
                () => jit.load(new Dripping(half)),
                () => jit.load(Array.Empty<byte>()),
                () => jit.load(new MemoryStream()),
                () => jit.load(new Dripping(Array.Empty<byte>())),
                () => jit.load(new MemoryStream(bytes) { Position = bytes.Length + 5 }),
                () => jit.load(ReadOnlyMemory<byte>.Empty),
            })
            {
                Check.Throws<ModelFormatException>(load);
            }
        }

        [Test]
        public static void Closed_and_one_way_streams_are_refused()
        {
            using var m = jit.load(Fixtures.Sample);
            var closed = new MemoryStream(Bytes);
            closed.Dispose();
            Check.Contains("closed", Check.Throws<ArgumentException>(() => jit.load(closed)).Message);
            Check.Contains("closed", Check.Throws<ArgumentException>(() => m.save(closed)).Message);
            using var readOnly = new MemoryStream(Bytes, writable: false);
            Check.Contains("reading only", Check.Throws<ArgumentException>(() => m.save(readOnly)).Message);
            using var writeOnly = new FileStream(FileTests.Temporary("write.pt"), FileMode.Create, FileAccess.Write);
            Check.Contains("writing only", Check.Throws<ArgumentException>(() => jit.load(writeOnly)).Message);
        }

        [Test]
        public static void Null_is_refused()
        {
            using var m = jit.load(Fixtures.Sample);
            foreach (Action use in new Action[]
            {
                () => jit.load((byte[])null!), () => jit.load((Stream)null!), () => m.save((Stream)null!), () => m.save((string)null!),
                () => jit.save(null!, "x.pt"), () => jit.SaveToBytes(null!),
            })
            {
                Check.Throws<ArgumentNullException>(use);
            }
        }

        [Test]
        public static void A_save_that_fails_leaves_the_old_file()
        {
            string path = FileTests.Temporary("kept.pt");
            File.WriteAllText(path, "kept");
            var m = jit.load(Fixtures.Sample);
            m.Dispose();
            Check.Throws<ObjectDisposedException>(() => m.save(path));
            using var usable = jit.load(Fixtures.Sample);
            Check.Throws<ArgumentException>(() =>
                usable.save(path, new System.Collections.Generic.Dictionary<string, byte[]> { ["x"] = null! }));
            Check.Equal("kept", File.ReadAllText(path));
            Check.Equal(new[] { path }, Directory.GetFiles(Path.GetDirectoryName(path)!));
        }

        [Test]
        public static void Failures_leave_nothing_behind()
        {
            byte[] bytes = Bytes;
            using var m = jit.load(Fixtures.Sample);
            Leaks.None(() =>
            {
                Check.Throws<InvalidDataException>(() => jit.load(new Failing(new MemoryStream(bytes), 500)));
                Check.Throws<InvalidDataException>(() => m.save(new Failing(new MemoryStream(), 500)));
                Check.Throws<ModelFormatException>(() => jit.load(bytes.AsSpan(1).ToArray()));
                Check.Throws<TorchTypeException>(() => jit.load<Tensor, long>(bytes));
            });
        }

        [Test]
        public static void A_stream_may_use_models_while_it_is_read()
        {
            using var other = jit.load(Fixtures.Sample);
            byte[] bytes = Bytes;
            using var m = jit.load(new Busy(bytes, other));
            using var x = arange(10);
            Check.True(m.invoke<Tensor>("predict", x).equal(other.invoke<Tensor>("predict", x)), "the same result");
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static WeakReference Refused()
        {
            var stream = new MemoryStream(Bytes);
            Check.Throws<TorchTypeException>(() => torch.load<System.Threading.Thread>(stream));
            return new WeakReference(stream);
        }

        private sealed class Busy : WrappedStream
        {
            private readonly jit.ScriptModule module;

            internal Busy(byte[] bytes, jit.ScriptModule module)
                : base(bytes)
            {
                this.module = module;
            }

            public override int Read(byte[] buffer, int offset, int count)
            {
                using var x = arange(10);
                module.invoke<Tensor>("predict", x).Dispose();
                Check.Throws<UnknownMethodException>(() => module.invoke("no_such_method"));
                return base.Read(buffer, offset, count);
            }
        }
    }
}
