using System;
using Python.Runtime;
using TorchSharpPy;
using TorchSharpPy.Bridge;
using static TorchSharpPy.torch;

namespace HostedPython
{
    /// <summary>Tensors and modules that both languages share.</summary>
    internal static class Crossing
    {
        internal static void TensorsAreShared()
        {
            PythonHost.Start();
            using Tensor ours = torch.zeros(3);
            using (Py.GIL())
            {
                using PyObject theirs = ours.ToPython();
                theirs.InvokeMethod("fill_", 7.ToPython()).Dispose();
                using Tensor back = theirs.ToTensor();
                Program.Check(theirs.InvokeMethod("data_ptr").As<long>() != 0, "the tensor has elements");
                Program.Check(torch.equal(ours, back), "both see the same elements");
            }
            Program.Check(string.Join(" ", ours.data<float>()) == "7 7 7", "C# sees what Python wrote");
        }

        internal static void ModulesAreShared()
        {
            PythonHost.Start();
            using (Py.GIL())
            {
                using PyModule python = Py.CreateScope();
                python.Set("path", Program.Fixture("sample.pt"));
                python.Exec("import torch\nfrom torchsharp_py import jit\ntheirs = torch.jit.load(path)\nours = jit.load(path)");
                foreach (string name in new[] { "theirs", "ours" })
                {
                    using PyObject module = python.Get(name);
                    using torch.jit.ScriptModule m = module.ToScriptModule();
                    using Tensor x = torch.ones(10);
                    using var added = m.invoke<Tensor>("add_scalar", x, 2);
                    Program.Check(added.data<float>()[0] == 3, name + " is called from C#");
                }
                using var loaded = torch.jit.load(Program.Fixture("sample.pt"));
                python.Set("handed", loaded.ToPython());
                python.Exec("assert handed.add_scalar(torch.ones(1), 4).item() == 5");
                python.Exec("assert handed.to_torch().add_scalar(torch.ones(1), 4).item() == 5");
                python.Exec("with torch.no_grad(): handed.to_torch().p.fill_(0)");
            }
            Program.Check(PredictsNothingAdded(), "a second load is another module");
        }

        internal static void CodecsConvert()
        {
            PythonHost.Start();
            using (Py.GIL())
            {
                using PyModule python = Py.CreateScope();
                python.Exec("import torch\nx = torch.full((2,), 5.)\nw = torch.nn.Parameter(x)");
                using Tensor x = python.Get<Tensor>("x");
                using Tensor w = python.Get<Tensor>("w");
                Program.Check(torch.equal(x, w), "a parameter is a tensor");
                python.Set("sum", new Func<Tensor, Tensor, Tensor>((a, b) => a + b));
                python.Exec("assert sum(x, w).tolist() == [10, 10]");
                using Tensor none = torch.ones(2);
                python.Set("ours", none);
                python.Exec("assert type(ours) is torch.Tensor and ours.sum() == 2");
            }
        }

        internal static void WrongTypesAreRefused()
        {
            PythonHost.Start();
            using (Py.GIL())
            {
                using PyObject text = new PyString("no tensor");
                Refuses(() => text.ToTensor(), "got a Python str");
                Refuses(() => text.ToScriptModule(), "str");
            }
        }

        private static bool PredictsNothingAdded()
        {
            using var again = torch.jit.load(Program.Fixture("sample.pt"));
            using Tensor zero = torch.zeros(10);
            using var predicted = again.invoke<Tensor>("predict", zero);
            return !torch.equal(predicted, zero);
        }

        private static void Refuses(Action action, string message)
        {
            try
            {
                action();
            }
            catch (InvalidCastException error)
            {
                Program.Check(error.Message.Contains(message), error.Message);
                return;
            }
            throw new InvalidOperationException("a wrong type was accepted");
        }
    }
}
