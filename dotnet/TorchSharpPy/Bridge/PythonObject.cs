using System;
using System.Threading;
using Python.Runtime;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Bridge
{
    /// <summary>A Python object whose methods take Python's lock themselves.</summary>
    public sealed class PythonObject : IDisposable
    {
        private PyObject? instance;

        /// <summary>Takes ownership of an object.</summary>
        internal PythonObject(PyObject instance)
        {
            this.instance = instance;
            Extension.PrepareLockCheck();
        }

        /// <summary>The object, which this one keeps owning. Use it only inside <c>using (Py.GIL())</c>.</summary>
        /// <exception cref="ObjectDisposedException">It was disposed.</exception>
        public PyObject Instance =>
            Volatile.Read(ref instance) ?? throw new ObjectDisposedException(nameof(PythonObject));

        /// <summary>Calls a method, such as <c>forward</c> or <c>eval</c>.</summary>
        /// <param name="method">Its name.</param>
        /// <param name="input">
        /// The arguments: numbers, text, tensors, modules, and arrays, tuples and dictionaries of them. An object of an
        /// anonymous type at the end, or <see cref="KeywordArguments"/>, gives arguments by name.
        /// </param>
        /// <exception cref="PythonException">Python raised an exception.</exception>
        /// <exception cref="UnsupportedValueException">An argument cannot be given to Python.</exception>
        public PythonObject invoke(string method, params object?[] input)
        {
            using (PythonLock.TakeToConvert())
            {
                return new PythonObject(Call(method, input));
            }
        }

        /// <summary>Calls a method and converts its result to a C# type.</summary>
        /// <typeparam name="TResult">Tensor, ScriptModule, or a type that pythonnet converts: a number, text, an array.</typeparam>
        /// <param name="method">Its name.</param>
        /// <param name="input">The arguments, as for <see cref="invoke(string, object[])"/>.</param>
        /// <exception cref="PythonException">Python raised an exception.</exception>
        /// <exception cref="UnsupportedValueException">An argument cannot be given to Python.</exception>
        /// <exception cref="InvalidCastException">The result is of another type.</exception>
        public TResult invoke<TResult>(string method, params object?[] input)
        {
            using (PythonLock.TakeToConvert())
            using (PyObject result = Call(method, input))
            {
                return result.As<TResult>();
            }
        }

        /// <summary>Python's <c>repr</c> of it.</summary>
        public override string ToString()
        {
            using (PythonLock.TakeToConvert())
            {
                return Instance.Repr() ?? string.Empty;
            }
        }

        /// <summary>Releases the Python object.</summary>
        public void Dispose()
        {
            PyObject? owned = Interlocked.Exchange(ref instance, null);
            if (owned == null)
            {
                return;
            }
            if (!PythonEngine.IsInitialized)
            {
                GC.SuppressFinalize(owned); // its memory was freed with Python
                return;
            }
            if (Extension.HoldsLock())
            {
                owned.Dispose();
            }
            else
            {
                ReleaseQueue.Add(new Abandoned(owned));
            }
        }

        private PyObject Call(string method, object?[] input)
        {
            using PyObject bound = Instance.GetAttr(method ?? throw new ArgumentNullException(nameof(method)));
            using var arguments = new PythonArguments(input);
            using var positional = new PyTuple(arguments.Positional);
            return bound.Invoke(positional, arguments.Named);
        }

        /// <summary>An object to release with Python's lock.</summary>
        /// <remarks>The thread that disposed it does not wait for the lock, because the holder may wait for that thread.</remarks>
        private sealed class Abandoned : IDisposable
        {
            private readonly PyObject instance;

            internal Abandoned(PyObject instance)
            {
                this.instance = instance;
            }

            public void Dispose()
            {
                using (Py.GIL())
                {
                    instance.Dispose();
                }
            }
        }
    }
}
