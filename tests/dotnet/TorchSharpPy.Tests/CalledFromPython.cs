using System;
using System.Collections.Generic;
using Python.Runtime;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>C# methods that tests/python/test_dotnet.py calls, as a Python program would.</summary>
    public static class CalledFromPython
    {
        public static Tensor Double(Tensor x) => x * 2;

        public static Tensor Same(Tensor x) => x;

        public static Tensor Disposed()
        {
            Tensor x = ones(1);
            x.Dispose();
            return x;
        }

        public static Tensor Sum(Tensor[] all)
        {
            Tensor sum = all[0];
            for (int i = 1; i < all.Length; i++)
            {
                sum += all[i];
            }
            return sum;
        }

        public static bool IsNull(Tensor? x) => x is null;

        public static string Overloaded(Tensor x) => "Tensor";

        public static string Overloaded(long x) => "long";

        public static Tensor Apply(Func<Tensor, Tensor> function, Tensor x) => function(x);

        public static torch.jit.ScriptModule Load(string path) => torch.jit.load(path);

        public static IReadOnlyList<FunctionSchema> Schemas(string path)
        {
            using var m = torch.jit.load(path);
            return m.Schemas;
        }

        public static torch.jit.ScriptModule Scripted(PyObject target) => torch.jit.script<Tensor, Tensor>(target);

        public static torch.jit.ScriptModule ScriptedSource(string source, string name) => torch.jit.script(source, name);

        public static Tensor Predict(torch.jit.ScriptModule m, Tensor x) => m.invoke<Tensor>("predict", x);

        public static Tensor Product(string path, Tensor x)
        {
            using var m = torch.jit.load(path);
            return m.invoke<Tensor>("product", x);
        }

        public static Tensor TypedForward(string path, Tensor x, Tensor y)
        {
            using var m = torch.jit.load<Tensor, Tensor, Tensor>(path);
            return m.forward(x, y);
        }

        public static object? Fail(string path, Tensor x)
        {
            using var m = torch.jit.load(path);
            return m.invoke("fails", x);
        }

        /// <summary>An untyped call: for pythonnet, arguments and result are objects.</summary>
        public static object? Invoke(string path, string method, object? argument)
        {
            using var m = torch.jit.load(path);
            return m.invoke(method, new[] { argument });
        }

        public static object? Layer(string path)
        {
            using var m = torch.jit.load(path);
            return m.invoke("get_layer");
        }

        public static object? Boxed(Tensor x) => x;

        public static Dictionary<string, (Tensor, long)> Table(Tensor x) =>
            new Dictionary<string, (Tensor, long)> { ["x"] = (x, 3) };

        public static int CountOf(Dictionary<string, double> values) => values.Count;

        public static void Throw() => throw new NotSupportedException("from C#");

        /// <summary>Calls Python, and returns what a C# caller sees of its errors.</summary>
        public static string Describe(PyObject function)
        {
            using (Py.GIL())
            {
                try
                {
                    function.Invoke().Dispose();
                    return "nothing was thrown";
                }
                catch (ScriptRuntimeException error)
                {
                    return $"ScriptRuntimeException: {error.Message} | {error.TorchScriptTraceback.Contains("in fails")}";
                }
                catch (TorchTypeException error)
                {
                    return $"TorchTypeException: {error.Message}";
                }
                catch (PythonException error)
                {
                    return $"PythonException: {error.Type.Name}: {error.Message}";
                }
            }
        }
    }
}
