using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using Python.Runtime;
using TorchSharpPy.Errors;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Bridge
{
    /// <summary>C# values as Python objects, which the caller disposes. Called with the GIL held.</summary>
    internal static class PythonValues
    {
        /// <summary>A value as a Python object.</summary>
        /// <exception cref="UnsupportedValueException">Python has no type for it.</exception>
        internal static PyObject ToPython(object? value) => ToPython(value, 0);

        /// <summary>Values as Python objects.</summary>
        internal static PyObject[] ToPython(IEnumerable<object?> values) => Items(values, 0);

        /// <summary>Named values as a dict.</summary>
        internal static PyDict ToDict(IEnumerable<KeyValuePair<string, object?>> pairs) =>
            Dict(pairs.Select(pair => new DictionaryEntry(pair.Key, pair.Value)), 0);

        /// <summary>The entries of a dictionary of any type.</summary>
        internal static IEnumerable<DictionaryEntry> Entries(IDictionary dictionary) =>
            dictionary.Keys.Cast<object>().Select(key => new DictionaryEntry(key, dictionary[key]));

        /// <summary>Releases objects.</summary>
        internal static void Dispose(IEnumerable<PyObject> objects)
        {
            foreach (PyObject one in objects)
            {
                one.Dispose();
            }
        }

        private static PyObject ToPython(object? value, int depth)
        {
            if (depth > NativeConstants.MaxNesting)
            {
                throw Refuse($"a value that is nested more than {NativeConstants.MaxNesting} levels deep or contains itself");
            }
            switch (value)
            {
                case null:
                    return PyObject.None;
                case string text:
                    return new PyString(text);
                case char letter:
                    return new PyString(letter.ToString());
                case bool flag:
                    return flag.ToPython();
                case float number:
                    return new PyFloat(number);
                case double number:
                    return new PyFloat(number);
                case decimal number:
                    return new PyFloat((double)number);
                case ulong number:
                    return new PyInt(number);
                case torch.ScalarType dtype:
                    return TorchValues.DType(dtype);
                case Enum _:
                    throw Refuse($"the enum {value.GetType().Name}");
                case byte _:
                case sbyte _:
                case short _:
                case ushort _:
                case int _:
                case uint _:
                case long _:
                    return new PyInt(Convert(value));
                case Complex number:
                    return TorchValues.ComplexNumber(number);
                case torch.Device device:
                    return TorchValues.Device(device);
                case torch.Tensor tensor:
                    return tensor.ToPython();
                case torch.jit.ScriptModule module:
                    return module.ToPython();
                case PythonObject instance:
                    PyObject another = instance.Instance.As<PyObject>();
                    GC.KeepAlive(instance); // its finalizer releases what is read here
                    return another;
                case PyObject instance:
                    return instance.As<PyObject>(); // another reference to the same object
                case ITuple tuple:
                    return Contained(Enumerable.Range(0, tuple.Length).Select(i => tuple[i]), depth, items => new PyTuple(items));
                case IDictionary dictionary:
                    return Dict(Entries(dictionary), depth);
                case IEnumerable sequence:
                    return Contained(sequence.Cast<object?>(), depth, items => new PyList(items));
                default:
                    throw Refuse($"a {value.GetType()}");
            }
        }

        private static long Convert(object number) => ((IConvertible)number).ToInt64(null);

        private static PyObject Contained(IEnumerable<object?> values, int depth, Func<PyObject[], PyObject> make)
        {
            PyObject[] items = Items(values, depth + 1);
            try
            {
                return make(items);
            }
            finally
            {
                Dispose(items);
            }
        }

        private static PyObject[] Items(IEnumerable<object?> values, int depth)
        {
            var items = new List<PyObject>();
            try
            {
                foreach (object? value in values)
                {
                    items.Add(ToPython(value, depth));
                }
                return items.ToArray();
            }
            catch
            {
                Dispose(items);
                throw;
            }
        }

        private static PyDict Dict(IEnumerable<DictionaryEntry> entries, int depth)
        {
            var dict = new PyDict();
            try
            {
                foreach (DictionaryEntry entry in entries)
                {
                    using PyObject key = ToPython(entry.Key, depth + 1);
                    using PyObject value = ToPython(entry.Value, depth + 1);
                    dict.SetItem(key, value);
                }
                return dict;
            }
            catch
            {
                dict.Dispose();
                throw;
            }
        }

        private static UnsupportedValueException Refuse(string what) => new UnsupportedValueException(new ErrorDetails(
            TorchErrorKind.Unsupported,
            $"Python cannot be given {what}: expected null, a number, bool, string, Tensor, ScriptModule, ScalarType, " +
            "Device, a Python object, or arrays, tuples and dictionaries of them."));
    }
}
