using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Calls borrow memory from a stack, one for each thread.</summary>
    public static class FrameTests
    {
        [Test]
        public static void Arguments_may_be_computed_by_other_calls()
        {
            var total = jit.compile("def f(x: List[Tensor]) -> Tensor:\n    return torch.stack(x).sum()\n")
                .Function<IEnumerable<Tensor>, Tensor>("f");
            Equal(500f, total.call(Enumerable.Range(0, 500).Select(i => ones(2) * 0.5)));
            IEnumerable<Tensor> nested = Enumerable.Range(0, 5).Select(i => total.call(Enumerable.Range(0, 5).Select(j => ones(1))));
            Equal(25f, total.call(nested));
        }

        [Test]
        public static void Data_that_does_not_fit_gets_its_own_memory()
        {
            long[] many = Enumerable.Range(0, 100_000).Select(i => (long)i).ToArray();
            Check.Equal(many, Identity.Typed("List[int]", many));
            string[] texts = many.Take(20_000).Select(i => "text " + i).ToArray();
            Check.Equal(texts, Identity.Typed("List[str]", texts));
            Check.Equal<IEnumerable<string>>(texts, Identity.Typed("Dict[str, str]", texts.ToDictionary(t => t)).Values);
            string text = string.Concat(texts);
            Check.Equal(text, Identity.Typed("Dict[str, str]", new Dictionary<string, string> { [text] = text })[text]);
        }

        [Test]
        public static void A_failed_call_releases_everything() => Leaks.None(() =>
        {
            var identity = Identity.Function<object[], object>("List[Tensor]");
            for (int i = 0; i < 1000; i++)
            {
                Check.Throws<TorchTypeException>(() => identity.call(new object[] { ones(1), "no tensor" }));
                Check.Throws<TorchTypeException>(() => Identity.Untyped("List[Tensor]", new object[] { ones(1), new Version(1, 2) }));
            }
            Tensor disposed = ones(1);
            disposed.Dispose();
            Check.Throws<ObjectDisposedException>(() => Identity.Untyped("List[Tensor]", new[] { ones(1), disposed }));
            Check.Equal("still works", Identity.Typed("str", "still works"));
        });

        [Test]
        public static void Threads_do_not_share_it()
        {
            string[] results = new string[8];
            Thread[] threads = Enumerable.Range(0, results.Length).Select(i => new Thread(() =>
            {
                var pairs = Enumerable.Range(0, 50).ToDictionary(j => $"{i} {j}", j => new[] { $"{i}", $"{j}" });
                for (int round = 0; round < 20; round++)
                {
                    var back = Identity.Typed("Dict[str, List[str]]", pairs);
                    results[i] = back.All(pair => pair.Value.SequenceEqual(pairs[pair.Key])) ? "same" : "different";
                }
            })).ToArray();
            foreach (Thread thread in threads)
            {
                thread.Start();
            }
            foreach (Thread thread in threads)
            {
                thread.Join();
            }
            Check.Equal(Enumerable.Repeat("same", results.Length), results);
        }

        private static void Equal(float expected, Tensor actual) => Check.Equal(expected, actual.item<float>());
    }
}
