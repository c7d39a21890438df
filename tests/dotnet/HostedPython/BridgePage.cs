using Python.Runtime;
using TorchSharpPy;
using TorchSharpPy.Bridge;

namespace HostedPython
{
    /// <summary>The C# snippet of docs/guides/bridge.md; tests/python/test_bridge_page.py compares.</summary>
    internal static class BridgePage
    {
        internal static void Runs()
        {
            PythonHost.Start();
            using (Py.GIL())
            {
                using PyModule python = Py.CreateScope();
                python.Exec("import torch\nscripted = torch.jit.script(torch.nn.Linear(10, 2))");
                using PyObject scripted = python.Get("scripted");
                using torch.jit.ScriptModule m = scripted.ToScriptModule();
                using torch.Tensor y = m.invoke<torch.Tensor>("forward", torch.ones(1, 10));
                python.Set("y", y);
                python.Exec("assert type(y) is torch.Tensor and torch.equal(y, scripted(torch.ones(1, 10)))");
            }
        }
    }
}

namespace MyModels
{
    /// <summary>The class that the Python snippet of docs/guides/bridge.md calls.</summary>
    public class Scorer
    {
        /// <summary>Adds the elements.</summary>
        public torch.Tensor Score(torch.Tensor x) => x.sum();
    }
}
