using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Cultures with other digits, signs, separators, calendars and cases change nothing.</summary>
    public static class CultureTests
    {
        private const string Source = @"
class Info:
    def __init__(self, size: int):
        self.INFO_I = size

class Kind(Enum):
    INFINITE = 1
    tiny = 2

class Item(NamedTuple):
    INDEX_I: int
    title: float

def f(x: float = -1234.5, y: int = -1000000, z: List[int] = [-1, -2]) -> str:
    return '{} {} {}'.format(x, y, z)

def item(x: int) -> Item:
    return Item(x, 0.5)

def kind(x: Kind) -> Kind:
    return x

def fail(x: int) -> int:
    assert x > 0, 'no: ' + str(x)
    return x
";

        private static readonly string[] Names = { "tr-TR", "de-DE", "fa-IR", "ar-SA", "az-Latn-AZ", "sv-SE", "th-TH" };

        private enum Kind
        {
            Infinite,
            Tiny,
        }

        [Test]
        public static void Results_texts_and_errors_are_those_of_every_culture()
        {
            string[] expected = In(CultureInfo.InvariantCulture, Everything);
            foreach (string name in Names)
            {
                var culture = new CultureInfo(name);
                Check.True(culture.NumberFormat.NumberGroupSeparator.Length > 0 && culture.Name == name, name);
                string[] lines = In(culture, Everything);
                for (int i = 0; i < expected.Length; i++)
                {
                    Check.True(lines[i] == expected[i], $"in {name}: {expected[i]}, not {lines[i]}");
                }
                Check.Equal(expected.Length, lines.Length);
            }
        }

        private static string[] In(CultureInfo culture, Func<string> action)
        {
            (CultureInfo before, CultureInfo beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
            try
            {
                CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
                return action().Split('\n');
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
                CultureInfo.CurrentUICulture = beforeUi;
            }
        }

        private static string Everything()
        {
            var text = new StringBuilder();
            Values(text);
            Errors(text);
            Files(text);
            Training(text);
            return text.ToString();
        }

        private static void Values(StringBuilder text)
        {
            using var unit = jit.compile(Source);
            text.AppendLine(unit.invoke<string>("f"));
            text.AppendLine(unit.invoke<string>("f", -0.5, -7));
            text.AppendLine(Item(unit.invoke<(long INDEX_I, double title)>("item", -3)));
            text.AppendLine(unit.invoke<Kind>("kind", Kind.Infinite).ToString() + unit.invoke<Kind>("kind", Kind.Tiny));
            text.AppendLine(unit.Schema("f").ToString()).AppendLine(unit.Schema("item").ToString());
            foreach (string device in new[] { "cpu", "CPU", "cuda:1" })
            {
                text.AppendLine(Record(() => new Device(device).ToString()));
            }
            using Tensor x = tensor(new[] { -1234.5f, 0.25f, float.NaN, float.NegativeInfinity });
            text.AppendLine(x.ToString()).AppendLine(x.str()).AppendLine(x.jlstr()).AppendLine(x.npstr()).AppendLine(x.cstr());
            text.AppendLine(x.str("F3")).AppendLine(x.npstr("E2"));
            using Tensor longs = tensor(new long[] { -1, -1000000 });
            text.AppendLine(longs.ToString()).AppendLine(longs.dtype.ToString());
            Scalar number = -1234.5;
            text.AppendLine(number.ToString());
            text.AppendLine(((Scalar)(-7L)).ToString());
        }

        private static string Item((long index, double title) item) => // how .NET writes numbers is not ours
            item.index == -3 && item.title == 0.5 ? "item" : "another item";

        private static void Errors(StringBuilder text)
        {
            using var unit = jit.compile(Source);
            using var m = jit.load(Fixtures.Sample);
            using var typed = jit.load(Fixtures.Typed);
            var failing = new Action[]
            {
                () => unit.invoke<long>("fail", -1234567),
                () => unit.invoke<long>("f", "text"),
                () => unit.invoke<long>("no_such_function"),
                () => unit.Function<int, string>("f"),
                () => m.forward(ones(3), ones(2)),
                () => m.invoke<Tensor>("INVOKE"),
                () => jit.compile("def f(x: I) -> int:\n    return 1"),
                () => jit.load(Path.Combine(AppContext.BaseDirectory, "no-such-file-I.pt")),
                () => jit.load(new byte[] { 1, 2, 3 }),
                () => ones(2, 3).reshape(-7, 2),
                () => ones(-2),
                () => nn.functional.binary_cross_entropy(ones(2, 3), ones(3)),
                () => new Device("CUDA:-1"),
                () => optim.SGD(new[] { ones(1).requires_grad_() }, -1),
                () => ones(3)[-17].ToString(),
                () => randn(2).data<float>()[-2].ToString(CultureInfo.InvariantCulture),
            };
            foreach (Action action in failing)
            {
                text.AppendLine(Record(() =>
                {
                    action();
                    return "nothing was thrown";
                }));
            }
        }

        private static string Record(Func<string> action)
        {
            try
            {
                return action();
            }
            catch (Exception error)
            {
                return error.GetType().Name + ": " + error.Message;
            }
        }

        private static void Files(StringBuilder text)
        {
            string folder = Path.GetDirectoryName(FileTests.Temporary("files"))!;
            try
            {
                using var m = jit.load(Fixtures.File("linear.pt"));
                string path = Path.Combine(folder, "İIıi-ü.PT");
                jit.save(m, path);
                using var again = jit.load(path);
                text.AppendLine(string.Join(" ", again.state_dict().Keys));
                text.AppendLine(ReadSafetensors(Path.Combine(folder, "STATE_I.SAFETENSORS")));
            }
            finally
            {
                Directory.Delete(folder, true);
            }
        }

        private static string ReadSafetensors(string path)
        {
            const string header = "{\"INFO\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
            byte[] bytes = Encoding.UTF8.GetBytes(header);
            File.WriteAllBytes(path, BitConverter.GetBytes((long)bytes.Length).Concat(bytes).Concat(new byte[4]).ToArray());
            Dictionary<string, Tensor> read = load<Dictionary<string, Tensor>>(path);
            return string.Join(" ", read.Select(item => item.Key + " " + item.Value));
        }

        private static void Training(StringBuilder text)
        {
            using Tensor weight = ones(2).requires_grad_();
            using optim.Optimizer optimizer = optim.SGD(new[] { weight }, 0.125);
            text.AppendLine(optimizer.ToString());
            using var output = new StringWriter(CultureInfo.CurrentCulture);
            using (var progress = new TrainingProgress(2, 1000, output, false))
            {
                progress.Report(1, 1000, 1234.5);
            }
            text.AppendLine(output.ToString().Split("loss")[0]);
        }
    }
}
