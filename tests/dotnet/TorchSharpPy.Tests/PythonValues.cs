using System.Collections;
using System.Linq;
using System.Runtime.CompilerServices;
using Python.Runtime;

namespace TorchSharpPy.Tests
{
    /// <summary>Converts results in C# to the Python objects that torch.jit would have returned.</summary>
    internal static class PythonValues
    {
        /// <summary>Converts tuples, dictionaries, arrays and lists; pythonnet converts the rest.</summary>
        internal static PyObject ToPython(object? value)
        {
            using (Py.GIL())
            {
                switch (value)
                {
                    case string text:
                        return new PyString(text);
                    case ITuple tuple:
                        return new PyTuple(Enumerable.Range(0, tuple.Length).Select(i => ToPython(tuple[i])).ToArray());
                    case IDictionary dictionary:
                        return ToDict(dictionary);
                    case IEnumerable items:
                        return new PyList(items.Cast<object?>().Select(ToPython).ToArray());
                    default:
                        return value.ToPython();
                }
            }
        }

        private static PyObject ToDict(IDictionary dictionary)
        {
            var result = new PyDict();
            foreach (DictionaryEntry item in dictionary)
            {
                result[ToPython(item.Key)] = ToPython(item.Value);
            }
            return result;
        }
    }
}
