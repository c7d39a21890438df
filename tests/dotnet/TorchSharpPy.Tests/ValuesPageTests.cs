using System.Collections.Generic;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>The short snippets of docs/reference/values.md, line by line; tests/python/test_values_page.py compares.</summary>
    public static class ValuesPageTests
    {
        [Test]
        public static void Arguments_by_name()
        {
            using var m = jit.load(Fixtures.File("values_page.pt"));
            string name = "sign";
            var scores = new Dictionary<string, double> { ["a"] = 0.9, ["b"] = -0.7 };
            object named =
                m.invoke("forward", scores, new { sign = -1 });
            object atRunTime =
                m.invoke("forward", scores, new KeywordArguments { [name] = -1 });
            object all =
                m.forward(new { scores, limit = 0.7 });
            Check.Equal(new[] { "b" }, Check.Is<string[]>(named));
            Check.Equal(new[] { "b" }, Check.Is<string[]>(atRunTime));
            Check.Equal(new[] { "a" }, Check.Is<string[]>(all));
        }

        [Test]
        public static void Objects()
        {
            using var m = jit.load(Fixtures.File("values_page.pt"));
            using var counter = m.Create("Counter", 1);
            long count = counter.getattr<long>("count");
            counter["count"] = 30;
            long sum = counter.Method<long, long>("add").call(12);
            Check.Equal(1, count);
            Check.Equal(42, sum);
        }
    }
}
