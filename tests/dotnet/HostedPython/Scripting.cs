using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Python.Runtime;
using TorchSharpPy;
using TorchSharpPy.Bridge;
using static TorchSharpPy.torch;

namespace HostedPython
{
    /// <summary>Modules scripted from C#; the first call starts Python.</summary>
    internal static class Scripting
    {
        private enum Mode
        {
            Sum,
            Mean,
        }

        /// <summary>The text of tests/models/script_sources.py.</summary>
        internal static string Source()
        {
            using PythonObject text = torch.jit.Build("tests.models.script_sources:NET");
            using (Py.GIL())
            {
                return text.Instance.As<string>();
            }
        }

        internal static void ByPath()
        {
            Program.Check(!PythonHost.IsRunning, "nothing started Python yet");
            using Tensor x = torch.rand(2, 5, 16);
            using var layer = torch.jit.script<Tensor, Tensor>(
                "torch.nn:TransformerEncoderLayer", 16, 2, new { dim_feedforward = 32, dropout = 0.0, batch_first = true });
            using Tensor y = layer.forward(x);
            Program.Check(y.shape.Length == 3 && y.shape[2] == 16, "the layer runs");
            using var linear = torch.jit.script("torch.nn:Linear", 3, new KeywordArguments { ["out_features"] = 2, ["bias"] = false });
            Program.Check(linear.Schema("forward").Parameters.Count == 1, "one parameter");
            using var lstm = torch.jit.script<Tensor, (Tensor, Tensor)?, (Tensor, (Tensor, Tensor))>("torch.nn:LSTM", 16, 4);
            var (output, (hidden, cell)) = lstm.forward(x, null);
            using (output)
            using (hidden)
            using (cell)
            {
                Program.Check(output.shape[2] == 4, "an LSTM is one call away");
            }
            using var relu = torch.jit.script<Tensor, Tensor>("torch.nn.functional:softsign");
            using Tensor negative = -x;
            using Tensor a = relu.forward(negative);
            using Tensor b = relu.forward(x);
            using Tensor c = -b;
            Program.Check(torch.equal(a, c), "a function is a module");
        }

        internal static void FromSource()
        {
            string source = Source();
            using Tensor x = torch.ones(3);
            using Tensor doubled = x * 2;
            using var net = torch.jit.script<Tensor, long, Tensor>(source, "Net", 3, new { scale = 2.0, names = new[] { "a", "b" } });
            using Tensor y = net.forward(x, 1);
            Program.Check(torch.equal(y, doubled), "scale is 2");
            Program.Check(net.invoke<string>("name", 1L) == "b", "an array of strings arrived");
            using var pooled = torch.jit.script<Tensor>(source, "pooled");
            using Tensor square = torch.ones(2, 2);
            using Tensor sum = pooled.forward(square);
            using Tensor mean = pooled.forward(square, new { mode = Mode.Mean });
            Program.Check(sum.item<float>() == 4 && mean.item<float>() == 1, "defaults, and an enum by its name");
            using var built = torch.jit.Build(source, "Net", 3, 5f);
            using var scripted = torch.jit.script<Tensor, Tensor>(built);
            using Tensor eager = built.invoke<Tensor>("forward", x);
            using Tensor once = scripted.forward(x);
            Program.Check(torch.equal(eager, once), "the built object and its script agree");
            Program.Check(built.ToString().Contains("Linear(in_features=3"), built.ToString());
        }

        internal static void FromPythonObjects()
        {
            PythonHost.Start();
            using Tensor x = torch.ones(3);
            using (Py.GIL())
            {
                using PyModule python = Py.CreateScope();
                python.Exec("import torch\nmodule = torch.nn.Softsign()\nscripted = torch.jit.script(module)");
                python.Exec("function = torch.jit.trace(torch.nn.functional.softsign, torch.ones(1))");
                foreach (string name in new[] { "module", "scripted", "function" })
                {
                    using PyObject target = python.Get(name);
                    using var m = torch.jit.script<Tensor, Tensor>(target);
                    using Tensor y = m.forward(x);
                    Program.Check(y[0].item<float>() == 0.5f, name);
                }
            }
        }

        internal static void ConvertsArguments()
        {
            using var module = torch.jit.script("torch.nn:ReLU");
            using Tensor tensor = torch.ones(2);
            using PythonObject list = torch.jit.Build("builtins:list()");
            object?[] values =
            {
                null, true, (byte)1, -2, 3L, 4UL, 1.5f, 2.5, 'c', "text", tensor, module, list, torch.CPU, torch.ScalarType.Float64,
                new System.Numerics.Complex(1, 2), new[] { 1, 2 }, new object?[] { null, new[] { "a" } }, (1, "b", tensor),
                new Dictionary<string, object?> { ["k"] = new List<double> { 0.5 } },
            };
            using PythonObject shown = torch.jit.Build("builtins:repr", (object)values);
            using (Py.GIL())
            {
                string text = shown.Instance.As<string>();
                Program.Check(
                    text == "[None, True, 1, -2, 3, 4, 1.5, 2.5, 'c', 'text', tensor([1., 1.]), " + module.ToPython() +
                    ", [], device(type='cpu'), torch.float64, (1+2j), [1, 2], [None, ['a']], (1, 'b', tensor([1., 1.])), {'k': [0.5]}]",
                    text);
            }
            var endless = new List<object?>();
            endless.Add(endless);
            foreach (object wrong in new object[] { new Version(1, 2), DayOfWeek.Monday, endless })
            {
                Throws<UnsupportedValueException>(() => torch.jit.Build("builtins:repr", wrong), "cannot be given");
            }
        }

        /// <summary>Values that nest 500 levels deep fit on the stack of a thread of the pool; deeper ones are an error.</summary>
        internal static void ConvertsDeepArguments()
        {
            const string source =
                "def depth(value):\n" +
                "    levels = 0\n" +
                "    while not isinstance(value, int):\n" +
                "        value = value['k'] if isinstance(value, dict) else value[0]\n" +
                "        levels += 1\n" +
                "    return levels\n";
            PythonHost.Start();
            var containers = new Func<object, object>[]
            {
                inner => new[] { inner }, inner => ValueTuple.Create(inner),
                inner => new Dictionary<string, object> { ["k"] = inner },
            };
            foreach (var container in containers)
            {
                Task.Run(() =>
                {
                    Program.Check(Thread.CurrentThread.IsThreadPoolThread, "a thread of the pool");
                    using PythonObject levels = torch.jit.Build(source, "depth", Nested(container, 500));
                    using (Py.GIL())
                    {
                        Program.Check(levels.Instance.As<int>() == 500, "every level arrives");
                    }
                    Throws<UnsupportedValueException>(
                        () => torch.jit.Build(source, "depth", Nested(container, 501)), "nested more than 500 levels deep");
                }).GetAwaiter().GetResult();
            }
        }

        internal static void FromManyThreads()
        {
            string source = Source();
            using Tensor x = torch.ones(3);
            var failures = new ConcurrentQueue<Exception>();
            var threads = Enumerable.Range(0, 4).Select(index => new Thread(() =>
            {
                try
                {
                    using var net = torch.jit.script<Tensor, Tensor>(source, "Net", 3, new { scale = (double)index });
                    using var relu = torch.jit.trace<Tensor, Tensor>("torch.nn:ReLU", x);
                    using Tensor y = net.forward(x);
                    using Tensor z = relu.forward(y);
                    Program.Check(z[0].item<float>() == index, $"thread {index}");
                }
                catch (Exception error)
                {
                    failures.Enqueue(error);
                }
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => Program.Check(thread.Join(TimeSpan.FromSeconds(60)), "no thread waits for ever"));
            Program.Check(failures.IsEmpty, string.Join("\n", failures));
        }

        internal static void SaysWhatIsWrong()
        {
            var syntax = Throws<ScriptCompileException>(() => torch.jit.script("class Net:\n    def f(self:\n", "Net"), "not valid Python");
            Program.Check(syntax.Line == 2, "the line of a syntax error");
            var compile = Throws<ScriptCompileException>(() => torch.jit.script("def f(x):\n\n    return y", "f"), "undefined value y");
            Program.Check(compile.Line == 3 && compile.Column == 12, $"{compile.Line}:{compile.Column}");
            Throws<TorchValueException>(() => torch.jit.script("torch.nn:Liner", 3, 2), "Linear");
            Throws<TorchValueException>(() => torch.jit.script("Linear"), "a path such as");
            Throws<TorchTypeException>(() => torch.jit.script("def f(x): return x"), "got nothing");
            Throws<TorchTypeException>(() => torch.jit.script(Source(), "Counter"), "registered with TorchScript");
            Throws<TorchTypeException>(() => torch.jit.script<Tensor, Tensor, Tensor>("torch.nn:ReLU"), "forward(Tensor input)");
            Throws<ArgumentNullException>(() => torch.jit.script((string)null!), "target");
            var python = Throws<PythonException>(() => torch.jit.script("torch.nn:Linear"), "in_features");
            Program.Check(python.Type.Name == "TypeError", "errors of constructors are Python's");
            var missing = Throws<PythonException>(() => torch.jit.script("no.such:Thing"), "no");
            Program.Check(missing.Type.Name == "ModuleNotFoundError", missing.Type.Name);
            var linear = torch.jit.Build("torch.nn:Linear", 2, 2);
            linear.Dispose();
            linear.Dispose();
            Throws<ObjectDisposedException>(() => torch.jit.script(linear), nameof(PythonObject));
        }

        internal static void IsDisabledByTheEnvironment()
        {
            using Tensor x = torch.ones(1);
            Throws<InvalidOperationException>(() => torch.jit.script("torch.nn:ReLU"), "PYTORCH_JIT");
            Throws<InvalidOperationException>(() => torch.jit.trace("torch.nn:ReLU", x), "PYTORCH_JIT");
            Throws<InvalidOperationException>(() => torch.jit.trace_module("torch.nn:ReLU", new { forward = x }), "PYTORCH_JIT");
        }

        internal static void NeedsPython() =>
            Throws<PythonNotFoundException>(() => torch.jit.script("torch.nn:ReLU"), "Found no Python that can be embedded");

        internal static T Throws<T>(Action action, string message)
            where T : Exception
        {
            try
            {
                action();
            }
            catch (T error)
            {
                Program.Check(error.Message.Contains(message), error.ToString());
                return error;
            }
            throw new InvalidOperationException("no " + typeof(T).Name);
        }

        private static object Nested(Func<object, object> container, int levels) =>
            Enumerable.Range(0, levels).Aggregate((object)1, (inner, _) => container(inner));
    }
}
