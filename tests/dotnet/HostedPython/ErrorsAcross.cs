using System;
using Python.Runtime;
using TorchSharpPy;
using TorchSharpPy.Bridge;
using static TorchSharpPy.torch;

namespace HostedPython
{
    /// <summary>Exceptions keep their type, message and TorchScript traceback between the languages.</summary>
    internal static class ErrorsAcross
    {
        internal static void PythonToCSharp()
        {
            PythonHost.Start();
            using (Py.GIL())
            {
                using PyModule python = Py.CreateScope();
                python.Set("path", Program.Fixture("values.pt"));
                python.Exec("import torch\nfrom torchsharp_py import jit\nm = jit.load(path)");
                var runtime = Catch<ScriptRuntimeException>(() => python.Exec("m.fails(torch.ones(3))"));
                Program.Check(runtime.Message.Contains("deliberate: 3"), runtime.Message);
                Program.Check(runtime.TorchScriptTraceback.Contains("in fails"), "the TorchScript traceback crosses");
                Program.Check(runtime.RaisedClass == "builtins.ValueError", runtime.RaisedClass);
                var type = Catch<TorchTypeException>(() => python.Exec("m.identity_int('text')"));
                Program.Check(type.Message.Contains("identity_int(int x) -> int"), type.Message);
                var source = Catch<ScriptCompileException>(() => python.Exec("jit.compile('def f(x):\\n  return y')"));
                Program.Check(source.Line == 2, "the line crosses");
                Catch<System.IO.FileNotFoundException>(() => python.Exec("jit.load('/no/such/model.pt')"));
                var other = Catch<PythonException>(() => python.Exec("{}['missing']"));
                Program.Check(other.Type.Name == "KeyError", "other errors stay Python's");
            }
        }

        internal static void CSharpToPython()
        {
            PythonHost.Start();
            using var m = torch.jit.load(Program.Fixture("values.pt"));
            using (Py.GIL())
            {
                using PyModule python = Py.CreateScope();
                python.Set("fail", new Func<Tensor, object?>(x => m.invoke("fails", x)));
                python.Set("missing", new Func<string, torch.jit.ScriptModule>(path => torch.jit.load(path)));
                python.Exec(@"
import torch, torchsharp_py
try:
    fail(torch.ones(4))
except torchsharp_py.ScriptRuntimeError as error:
    assert error.message == 'deliberate: 4', error.message
    assert 'in fails' in error.torchscript_traceback
    assert error.raised == 'builtins.ValueError'
else:
    raise AssertionError('nothing was raised')
try:
    missing('/no/such/model.pt')
except FileNotFoundError as error:
    assert '/no/such/model.pt' in str(error)
else:
    raise AssertionError('nothing was raised')
");
                // Through Python and back, it stays the same object.
                Catch<ScriptRuntimeException>(() => python.Exec("fail(torch.ones(4))"));
            }
        }

        private static T Catch<T>(Action action)
            where T : Exception
        {
            try
            {
                action();
            }
            catch (T error)
            {
                return error;
            }
            throw new InvalidOperationException("no " + typeof(T).Name);
        }
    }
}
