using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>The profiler, and the threads that operators run on.</summary>
    public static class ProfilerTests
    {
        [Test]
        public static void Operators_are_counted_and_timed()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.File("conv_traced_eval.pt"));
            using var image = rand(2, 3, 16, 16);
            ProfilerTable table = profiler.profile(() =>
            {
                for (int i = 0; i < 3; i++)
                {
                    m.forward(image).Dispose();
                }
            });
            Check.Equal(6L, table["aten::relu"].Calls);
            Check.Equal(3L, table["aten::linear"].Calls);
            Check.True(table["aten::relu"].Total > TimeSpan.Zero, "some time");
            Check.True(table.All(row => row.Self <= row.Total), "self is a part of the total");
            TimeSpan[] selves = table.Select(row => row.Self).ToArray();
            Check.Equal(selves.OrderByDescending(self => self).ToArray(), selves);
            Check.Contains("aten::linear", Check.Throws<KeyNotFoundException>(() => _ = table["aten::lstm"]).Message);
        }

        [Test]
        public static void A_table_is_aligned_and_has_the_requested_length()
        {
            using var x = rand(4, 4);
            ProfilerTable table = profiler.profile(() => x.mm(x).relu().sigmoid().exp().Dispose());
            string[] lines = table.table(2).TrimEnd().Split(Environment.NewLine);
            Check.Equal(4, lines.Length);
            Check.Equal(1, lines.Take(3).Select(line => line.Length).Distinct().Count());
            Check.Equal($"... and {table.Count - 2} more", lines[3]);
            Check.Equal(table.table(), table.ToString());
            Check.Contains(table[0].Name, lines[1]);
        }

        [Test]
        public static void A_chrome_trace_is_written()
        {
            string path = FileTests.Temporary("größe.json");
            using var x = rand(4, 4);
            profiler.profile(() => x.mm(x).Dispose(), export_chrome_trace: path);
            Check.Contains("aten::mm", File.ReadAllText(path));
            string nowhere = Path.Combine(path, "no", "folder.json");
            Check.True(
                Check.Throws<ModelIOException>(() => profiler.profile(() => x.mm(x).Dispose(), nowhere)).Message.Contains("folder.json"),
                "the name of the file");
            Check.Equal(1L, profiler.profile(() => x.mm(x).Dispose())["aten::mm"].Calls);
        }

        [Test]
        public static void An_exception_ends_the_profile_and_is_thrown_unchanged()
        {
            var thrown = new InvalidDataException("mine");
            var caught = Check.Throws<InvalidDataException>(() => profiler.profile(() => throw thrown));
            Check.True(ReferenceEquals(thrown, caught), "the same exception");
            Check.Throws<ScriptRuntimeException>(() => profiler.profile(() => profiler.profile(() => { })));
            using var x = rand(2, 2);
            Check.Equal(1L, profiler.profile(() => x.mm(x).Dispose())["aten::mm"].Calls);
            Check.Throws<ArgumentNullException>(() => profiler.profile(null!));
        }

        [Test]
        public static void Forked_tasks_run_on_other_threads()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.File("tasks.pt"));
            using var x = rand(300, 300);
            string path = FileTests.Temporary("threads.json");
            // What follows a wait may run on the thread of the task, so the caller's own operator is another one.
            ProfilerTable table = profiler.profile(
                () =>
                {
                    x.sin().Dispose();
                    m.forward(x).Dispose();
                },
                path);
            Check.Equal(2L, table["aten::mm"].Calls);
            string trace = File.ReadAllText(path);
            HashSet<string> own = Threads(trace, "aten::sin");
            HashSet<string> forked = Threads(trace, "aten::mm");
            Check.Equal(1, own.Count);
            Check.True(forked.Except(own).Any(), $"threads {string.Join(", ", forked)} other than {string.Join(", ", own)}");
        }

        [Test]
        public static void Interop_threads_can_be_counted()
        {
            Check.True(get_num_interop_threads() >= 1, "at least one");
            Check.Throws<TorchValueException>(() => set_num_interop_threads(0));
        }

        /// <summary>The threads of an operator in a Chrome trace, for any order of the fields.</summary>
        private static HashSet<string> Threads(string trace, string name) => Regex.Matches(trace, @"\{[^{}]*(\{[^{}]*\}[^{}]*)*\}")
            .Where(match => match.Value.Contains($"\"{name}\""))
            .Select(match => Regex.Match(match.Value, "\"tid\": *\"?([^,\"} ]+)").Groups[1].Value)
            .Where(thread => thread.Length > 0)
            .ToHashSet();
    }
}
