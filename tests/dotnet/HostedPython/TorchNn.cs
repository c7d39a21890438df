using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Python.Runtime;
using TorchSharpPy;
using TorchSharpPy.Bridge;
using static TorchSharpPy.torch;

namespace HostedPython
{
    /// <summary>Every module of torch.nn through C#, and a check for leaks.</summary>
    internal static class TorchNn
    {
        /// <summary>Scripts the classes of tests/models/torch_nn_cases.py, and compares the results with Python's.</summary>
        internal static void EveryClass()
        {
            PythonHost.Start();
            using (Py.GIL())
            {
                using PyObject cases = Py.Import("tests.models.torch_nn_cases");
                using PyObject table = cases.GetAttr("CASES");
                using PyObject refused = cases.GetAttr("REFUSED");
                int compared = 0;
                foreach (PyObject name in new PyIterable(table))
                {
                    using PyObject sample = table[name];
                    if (refused.InvokeMethod("__contains__", name).IsTrue())
                    {
                        Refused("torch.nn:" + name, Arguments(sample));
                        continue;
                    }
                    Compare(cases, "torch.nn:" + name, Arguments(sample), sample[2]);
                    compared++;
                }
                Console.WriteLine($"{compared} compared");
            }
        }

        internal static void LeavesNothingBehind()
        {
            using Tensor x = torch.rand(2);
            Repeat(x, 5);
            long before = Alive(long.MaxValue);
            Repeat(x, 50);
            long after = Alive(before);
            Program.Check(after <= before, $"{before} handles before 200 calls, {after} afterwards");
        }

        /// <summary>Four calls per round: script, trace, and an error of each.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Repeat(Tensor x, int times)
        {
            for (int i = 0; i < times; i++)
            {
                using var scripted = torch.jit.script<Tensor, Tensor>("torch.nn:Linear", 2, 2);
                using Tensor y = scripted.forward(x);
                using PythonObject linear = torch.jit.Build("torch.nn:Linear", 2, 2);
                using var traced = torch.jit.trace<Tensor, Tensor>(linear, x);
                using Tensor z = traced.forward(x);
                Scripting.Throws<ScriptCompileException>(() => torch.jit.script("def f(x):\n    return y", "f"), "y");
                Scripting.Throws<TorchTypeException>(() => torch.jit.script<Tensor, Tensor, Tensor>("torch.nn:ReLU"), "forward");
            }
        }

        private static long Alive(long expected)
        {
            var watch = Stopwatch.StartNew();
            long alive;
            do
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                Thread.Sleep(5);
                using (Py.GIL())
                {
                    using PyObject extension = Py.Import("torchsharp_py._C");
                    using PyObject count = extension.InvokeMethod("live_handles");
                    alive = count.As<long>();
                }
            }
            while (alive > expected && watch.Elapsed < TimeSpan.FromSeconds(10));
            return alive;
        }

        /// <summary>The constructor's arguments, with the named ones at the end.</summary>
        private static object?[] Arguments(PyObject sample)
        {
            using PyObject named = sample[1];
            var keywords = new KeywordArguments();
            foreach (PyObject name in new PyIterable(named))
            {
                keywords[name.As<string>()] = named[name];
            }
            return new PyIterable(sample[0]).Cast<object?>().Append(keywords).ToArray();
        }

        private static void Refused(string path, object?[] arguments) =>
            Scripting.Throws<ScriptCompileException>(() => torch.jit.script(path, arguments), string.Empty);

        private static void Compare(PyObject cases, string path, object?[] arguments, PyObject makeInputs)
        {
            using PyObject inputs = makeInputs.Invoke();
            object?[] tensors = new PyIterable(inputs).Select(one => (object?)one.ToTensor()).ToArray();
            using PythonObject eager = torch.jit.Build(path, arguments);
            eager.invoke("eval").Dispose();
            using PythonObject called = eager.invoke("__call__", tensors); // lazy modules get their parameters
            using PyObject leaves = cases.InvokeMethod("leaves", called.Instance);
            Tensor[] expected = leaves.As<Tensor[]>();
            using var scripted = torch.jit.script(eager);
            Tensor[] actual = Leaves(scripted.forward(tensors)).ToArray();
            Program.Check(expected.Length == actual.Length && expected.Length > 0, $"{path}: {actual.Length} tensors");
            for (int i = 0; i < expected.Length; i++)
            {
                Program.Check(torch.allclose(actual[i], expected[i]), path);
            }
        }

        private static IEnumerable<Tensor> Leaves(object? value) => value switch
        {
            Tensor tensor => new[] { tensor },
            ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Leaves(tuple[i])),
            Array array => array.Cast<object?>().SelectMany(Leaves),
            _ => Array.Empty<Tensor>(),
        };
    }
}
