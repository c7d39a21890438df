using System;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharpPy.Tests
{
    /// <summary>Dictionaries that change while a call reads them; .NET notices only additions.</summary>
    public static class ChangingDictionaryTests
    {
        [Test]
        public static void An_item_removed_while_reading_does_not_arrive()
        {
            var items = new Dictionary<string, IEnumerable<long>>();
            foreach (string name in new[] { "first", "second", "third" })
            {
                items[name] = Removing(items, "second");
            }
            for (int round = 0; round < 3; round++)
            {
                Dictionary<string, long[]> arrived =
                    Identity.Typed<Dictionary<string, IEnumerable<long>>, Dictionary<string, long[]>>("Dict[str, List[int]]", items);
                Check.Equal<IEnumerable<string>>(new[] { "first", "third" }, arrived.Keys.OrderBy(name => name));
                Check.Equal(new long[] { 7 }, arrived["third"]);
                items["second"] = Removing(items, "second");
            }
        }

        [Test]
        public static void An_item_added_while_reading_is_an_error_and_the_next_call_works()
        {
            var items = new Dictionary<string, IEnumerable<long>>();
            items["first"] = Adding(items);
            Check.Throws<InvalidOperationException>(() => Identity.Typed("Dict[str, List[int]]", items));
            Check.Equal("next", Identity.Typed("str", "next"));
        }

        private static IEnumerable<long> Removing(Dictionary<string, IEnumerable<long>> items, string name)
        {
            items.Remove(name);
            yield return 7;
        }

        private static IEnumerable<long> Adding(Dictionary<string, IEnumerable<long>> items)
        {
            items["another"] = Array.Empty<long>();
            yield return 7;
        }
    }
}
