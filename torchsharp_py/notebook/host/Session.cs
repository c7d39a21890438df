using System;
using System.Collections.Generic;
using System.Threading;
using Python.Runtime;
using TorchSharpPy.Bridge;

namespace TorchSharpPy.Notebook
{
    /// <summary>What the C# cells of one notebook share. The magic calls it, from one Python thread at a time.</summary>
    public sealed class Session
    {
        private readonly CellConsole console = CellConsole.Install();
        private CellThread thread = new CellThread();
        private Submissions submissions = new Submissions();

        /// <summary>Starts a cell on the thread of cells.</summary>
        /// <param name="code">Its C#.</param>
        /// <param name="name">What errors call it, such as <c>In[3]</c>, or the path of a file.</param>
        /// <param name="inputs">A Python dict: values that become C# variables.</param>
        /// <exception cref="ArgumentException">An input cannot be shared; the message names it.</exception>
        public Cell Start(string code, string name, PyObject inputs)
        {
            var cell = new Cell(code, name, ReadInputs(inputs), submissions, console);
            thread.Add(cell);
            return cell;
        }

        /// <summary>Stops a cell that runs.</summary>
        /// <param name="cell">The cell.</param>
        /// <param name="milliseconds">How long to wait for its end.</param>
        /// <returns>Whether it has ended. If not, it goes on, on a thread that no other cell uses.</returns>
        public bool Interrupt(Cell cell, int milliseconds)
        {
            // Cancel may block until the thread has stopped.
            ThreadPool.QueueUserWorkItem(_ => cell.Cancel());
            if (!cell.WaitForEnd(milliseconds / 4))
            {
                thread.Retire();
                thread = new CellThread();
            }
            bool hasEnded = cell.WaitForEnd(milliseconds);
            console.Leave(cell);
            cell.CloseOutput();
            return hasEnded;
        }

        /// <summary>The value of a variable, as a Python object.</summary>
        /// <exception cref="KeyNotFoundException">No cell has declared it.</exception>
        public PyObject Get(string name)
        {
            object? value = submissions.Read(name);
            using (Py.GIL())
            {
                return ToPython.Convert(value);
            }
        }

        /// <summary>Forgets everything that cells have declared.</summary>
        public void Reset() => submissions = new Submissions();

        private static List<KeyValuePair<string, object?>> ReadInputs(PyObject inputs)
        {
            var read = new List<KeyValuePair<string, object?>>();
            using (Py.GIL())
            using (var dict = new PyDict(inputs))
            using (PyIterable items = dict.Items())
            {
                foreach (PyObject item in items)
                {
                    using (item)
                    using (PyObject name = item[0])
                    using (PyObject value = item[1])
                    {
                        read.Add(new KeyValuePair<string, object?>(name.As<string>(), ReadInput(name.As<string>(), value)));
                    }
                }
            }
            return read;
        }

        private static object? ReadInput(string name, PyObject value)
        {
            try
            {
                return FromPython.Convert(value);
            }
            catch (Exception error)
            {
                throw new ArgumentException($"-i: '{name}' cannot be shared with C#: {error.Message}");
            }
        }
    }
}
