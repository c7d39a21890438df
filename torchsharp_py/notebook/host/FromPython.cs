using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Python.Runtime;
using TorchSharpPy.Bridge;

namespace TorchSharpPy.Notebook
{
    /// <summary>Python values as C# values of the type that fits best. Called with the GIL held.</summary>
    internal static class FromPython
    {
        // What a ValueTuple holds without nesting.
        private const int LongestTuple = 7;

        /// <summary>Tensors, modules and NumPy arrays are shared; numbers, text and containers of them are copied.</summary>
        /// <returns>A <see cref="PyObject"/> for what C# has no type for.</returns>
        internal static object? Convert(PyObject value)
        {
            using var type = new PyType(value.GetPythonType());
            using PyObject name = type.GetAttr("__name__");
            switch (name.As<string>())
            {
                case "NoneType":
                    return null;
                case "bool":
                    return value.As<bool>();
                case "int":
                    return Integer(value);
                case "float":
                    return value.As<double>();
                case "str":
                    return value.As<string>();
                case "complex":
                    using (PyObject real = value.GetAttr("real"))
                    using (PyObject imaginary = value.GetAttr("imag"))
                    {
                        return new Complex(real.As<double>(), imaginary.As<double>());
                    }
                case "ndarray":
                    return torch.from_numpy(value);
                case "list":
                    return TypedArray(Items(value));
                case "tuple":
                    return Tuple(Items(value));
                case "dict":
                    return Dictionary(value);
            }
            if (PythonTypes.IsTensor(type))
            {
                return value.ToTensor();
            }
            return PythonTypes.IsScriptModule(type) ? value.ToScriptModule() : value.As<object>();
        }

        private static object Integer(PyObject value)
        {
            using var number = new PyInt(value);
            BigInteger exact = number.ToBigInteger();
            return exact >= long.MinValue && exact <= long.MaxValue ? (object)(long)exact : exact;
        }

        private static List<object?> Items(PyObject sequence)
        {
            var items = new List<object?>();
            foreach (PyObject item in new PyIterable(sequence))
            {
                using (item)
                {
                    items.Add(Convert(item));
                }
            }
            return items;
        }

        private static object Tuple(List<object?> items)
        {
            if (items.Count == 0 || items.Count > LongestTuple)
            {
                return items.ToArray();
            }
            Type[] types = items.Select(item => item?.GetType() ?? typeof(object)).ToArray();
            Type open = Type.GetType($"System.ValueTuple`{types.Length}")!;
            return Activator.CreateInstance(open.MakeGenericType(types), items.ToArray())!;
        }

        private static object Dictionary(PyObject value)
        {
            using var dict = new PyDict(value);
            using PyObject keyObjects = dict.Keys();
            using PyObject valueObjects = dict.Values();
            Array keys = TypedArray(Items(keyObjects));
            Array values = TypedArray(Items(valueObjects));
            Type type = typeof(Dictionary<,>).MakeGenericType(keys.GetType().GetElementType()!, values.GetType().GetElementType()!);
            var made = (System.Collections.IDictionary)Activator.CreateInstance(type)!;
            for (int i = 0; i < keys.Length; i++)
            {
                made.Add(keys.GetValue(i)!, values.GetValue(i));
            }
            return made;
        }

        /// <summary>An array of the elements' common type; of numbers if they are ints and floats.</summary>
        private static Array TypedArray(List<object?> items)
        {
            Type[] types = items.Select(item => item?.GetType() ?? typeof(object)).Distinct().ToArray();
            Type element = types.Length == 1 ? types[0] : typeof(object);
            if (types.Length == 2 && types.Contains(typeof(long)) && types.Contains(typeof(double)))
            {
                element = typeof(double);
                items = items.ConvertAll<object?>(item => System.Convert.ToDouble(item));
            }
            var array = Array.CreateInstance(element, items.Count);
            for (int i = 0; i < items.Count; i++)
            {
                array.SetValue(items[i], i);
            }
            return array;
        }
    }
}
