using Python.Runtime;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Runs any method or function from C# for tests/python/test_agreement.py, which compares the languages.</summary>
    public static class Agreement
    {
        /// <summary>Calls a method of a model with tensors and integers.</summary>
        /// <param name="path">The model.</param>
        /// <param name="method">The method.</param>
        /// <param name="arguments">A Python tuple of tensors, ints, floats and bools.</param>
        /// <returns>The result in C#, as Python objects.</returns>
        public static PyObject Run(string path, string method, PyObject arguments)
        {
            object?[] converted = FromPython(arguments);
            using var m = torch.jit.load(path);
            return PythonValues.ToPython(m.invoke(method, converted));
        }

        /// <summary>Calls forward through a typed view of two tensors.</summary>
        public static PyObject RunTyped(string path, Tensor x)
        {
            using var m = torch.jit.load<Tensor, Tensor>(path);
            return PythonValues.ToPython(m.forward(x));
        }

        /// <summary>Compiles source and calls one of its functions.</summary>
        public static PyObject Compile(string source, string function, PyObject arguments)
        {
            object?[] converted = FromPython(arguments);
            using var unit = torch.jit.compile(source);
            return PythonValues.ToPython(unit.invoke(function, converted));
        }

        private static object?[] FromPython(PyObject arguments)
        {
            using (Py.GIL())
            {
                var converted = new object?[arguments.Length()];
                for (int i = 0; i < converted.Length; i++)
                {
                    using PyObject argument = arguments[i];
                    using PyObject type = argument.GetPythonType();
                    converted[i] = type.GetAttr("__name__").As<string>() switch
                    {
                        "int" => argument.As<long>(),
                        "float" => argument.As<double>(),
                        "bool" => argument.As<bool>(),
                        "str" => argument.As<string>(),
                        _ => (object)argument.As<Tensor>(),
                    };
                }
                return converted;
            }
        }
    }
}
