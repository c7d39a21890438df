using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using Python.Runtime;
using TorchSharpPy.Bridge;
using TorchSharpPy.Tensors;

namespace TorchSharpPy.Notebook
{
    /// <summary>C# values as Python objects. Called with the GIL held.</summary>
    internal static class ToPython
    {
        /// <summary>
        /// Tensors and modules are shared, and so are arrays of numbers, as NumPy arrays; tuples, lists and dictionaries are copied.
        /// </summary>
        /// <returns>An object that stands for the C# object if Python has no type for it.</returns>
        internal static PyObject Convert(object? value)
        {
            switch (value)
            {
                case null:
                    return PyObject.None;
                case BigInteger number:
                    return new PyInt(number);
                case Enum _ when !(value is torch.ScalarType):
                    return PyObject.FromManagedObject(value);
                case string _:
                case char _:
                case Complex _:
                case torch.ScalarType _:
                case torch.Device _:
                case torch.Tensor _:
                case torch.jit.ScriptModule _:
                case PythonObject _:
                case PyObject _:
                    return PythonValues.ToPython(value);
                case ITuple tuple:
                    return Contained(Enumerable.Range(0, tuple.Length).Select(i => tuple[i]), items => new PyTuple(items));
                case IDictionary dictionary:
                    return Dict(dictionary);
                case Array array when IsOfNumbers(array):
                    using (torch.Tensor shared = torch.from_array(array))
                    {
                        return shared.numpy();
                    }
                case IList list:
                    return Contained(list.Cast<object?>(), items => new PyList(items));
                default:
                    return value.GetType().IsPrimitive || value is decimal
                        ? PythonValues.ToPython(value)
                        : PyObject.FromManagedObject(value);
            }
        }

        private static bool IsOfNumbers(Array array)
        {
            Type element = array.GetType().GetElementType()!;
            return (element.IsPrimitive && element != typeof(char) && element != typeof(IntPtr) && element != typeof(UIntPtr))
                || element == typeof(Complex);
        }

        private static PyObject Contained(IEnumerable<object?> values, Func<PyObject[], PyObject> make)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack(); // a list may contain itself
            PyObject[] items = values.Select(Convert).ToArray();
            PyObject made = make(items);
            PythonValues.Dispose(items);
            return made;
        }

        private static PyObject Dict(IDictionary dictionary)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            var dict = new PyDict();
            foreach (DictionaryEntry entry in PythonValues.Entries(dictionary))
            {
                using PyObject key = Convert(entry.Key);
                using PyObject value = Convert(entry.Value);
                dict.SetItem(key, value);
            }
            return dict;
        }
    }
}
