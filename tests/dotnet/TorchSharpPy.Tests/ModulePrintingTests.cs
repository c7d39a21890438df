using System.Globalization;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>What modules print, where it is not a matter of Python.</summary>
    public static class ModulePrintingTests
    {
        private static string Tied => Fixtures.File("state_tied.pt");

        [Test]
        public static void A_disposed_module_says_so()
        {
            var linear = nn.Linear(2, 3);
            var script = jit.load(Tied);
            linear.Dispose();
            script.Dispose();
            Check.Equal("disposed module", linear.ToString());
            Check.Equal("disposed module", script.ToString());
        }

        [Test]
        public static void The_class_of_a_module_without_a_name_is_printed()
        {
            using var named = new Renamed<int>("Other");
            using var unnamed = new Renamed<int>(string.Empty);
            Check.Equal("Other()", named.ToString());
            Check.Equal("Renamed()", unnamed.ToString());
        }

        [Test]
        public static void A_submodule_that_prints_itself_is_printed_so()
        {
            using var list = nn.ModuleList<nn.Module>(new Shy(), new Shy(), nn.ReLU());
            Check.Equal("ModuleList(\n  (0-1): 2 x a module\n    of mine\n  (2): ReLU()\n)", list.ToString());
        }

        [Test]
        public static void Cultures_change_nothing()
        {
            CultureInfo before = CultureInfo.CurrentCulture;
            try
            {
                CultureInfo.CurrentCulture = new CultureInfo("sv-SE");
                using var flat = nn.Flatten();
                using var drop = nn.Dropout(0.25, inplace: true);
                Check.Equal("Flatten(start_dim=1, end_dim=-1)", flat.ToString());
                Check.Equal("Dropout(p=0.25, inplace=True)", drop.ToString());
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        }

        [Test]
        public static void Flags_that_only_csharp_has_are_printed()
        {
            using var plain = nn.Tanh();
            using var inplace = nn.Tanh(inplace: true);
            using var gelu = nn.GELU(inplace: true);
            Check.Equal("Tanh()", plain.ToString());
            Check.Equal("Tanh(inplace=True)", inplace.ToString());
            Check.Equal("GELU(approximate='none', inplace=True)", gelu.ToString());
        }

        [Test]
        public static void Sizes_that_were_set_wrongly_are_printed_too()
        {
            using var pool = nn.MaxPool2d(2, stride: 1);
            (pool.kernel_size, pool.stride) = (new long[0], null!);
            Check.Equal("MaxPool2d(kernel_size=(), stride=None, padding=0, dilation=1, ceil_mode=False)", pool.ToString());
        }

        [Test]
        public static void Printing_a_loaded_module_leaves_nothing_behind()
        {
            using jit.ScriptModule module = jit.load(Tied);
            Leaks.NoneAtOnce(5, () => Check.Contains("original_name=", module.ToString()));
        }

        private sealed class Renamed<T> : nn.Module
        {
            internal Renamed(string name)
                : base(name)
            {
            }
        }

        private sealed class Shy : nn.Module
        {
            internal Shy()
                : base(nameof(Shy))
            {
            }

            public override string ToString() => "a module\n  of mine";
        }
    }
}
