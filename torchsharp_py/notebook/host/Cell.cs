using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Python.Runtime;

namespace TorchSharpPy.Notebook
{
    /// <summary>One run of a cell: its output while it runs, then its result or what went wrong.</summary>
    public sealed class Cell
    {
        // A cell that writes faster than the notebook shows waits; otherwise an endless one would fill the memory.
        private const int MostPending = 1 << 20;

        private readonly string code;
        private readonly List<KeyValuePair<string, object?>> inputs;
        private readonly Submissions submissions;
        private readonly CellConsole console;
        private readonly CancellationTokenSource cancellation = new CancellationTokenSource();
        private readonly object gate = new object();
        private List<OutputText> output = new List<OutputText>();
        private int pending;
        private bool isClosed;
        private bool ended;
        private object? result;

        internal Cell(
            string code, string name, List<KeyValuePair<string, object?>> inputs, Submissions submissions, CellConsole console)
        {
            this.code = code;
            Name = name;
            this.inputs = inputs;
            this.submissions = submissions;
            this.console = console;
        }

        /// <summary>What errors call it.</summary>
        public string Name { get; }

        /// <summary>The compiler's errors as text, or null.</summary>
        public string? CompileErrors { get; private set; }

        /// <summary>The exception that ended it as text, with the part of the stack that is the user's; or null.</summary>
        public string? Failure { get; private set; }

        /// <summary>Whether it awaits, or ended while it did, what may run on other threads.</summary>
        public bool Awaits { get; private set; }

        /// <summary>Waits until there is output or the cell has ended.</summary>
        /// <returns>Whether it has ended.</returns>
        public bool Wait(int milliseconds)
        {
            lock (gate)
            {
                if (!ended && output.Count == 0)
                {
                    Monitor.Wait(gate, milliseconds);
                }
                return ended;
            }
        }

        /// <summary>Takes what the cell has written since the last call.</summary>
        public OutputText[] TakeOutput()
        {
            lock (gate)
            {
                OutputText[] taken = output.ToArray();
                output = new List<OutputText>();
                pending = 0;
                Monitor.PulseAll(gate);
                return taken;
            }
        }

        /// <summary>The value of its last expression as a Python object; None if it ends with a statement.</summary>
        public PyObject Result()
        {
            using (Py.GIL())
            {
                return ToPython.Convert(result);
            }
        }

        internal void Execute()
        {
            console.Enter(this);
            try
            {
                CompiledCell compiled = Compile();
                Interruption.Run(() => Run(compiled), cancellation.Token);
            }
            catch (Exception error)
            {
                Failure = FailureText.Of(error, submissions.Sources);
            }
            console.Leave(this);
            try
            {
                End();
            }
            catch (ThreadInterruptedException)
            {
                End(); // an interrupt comes once
            }
        }

        internal void Cancel() => cancellation.Cancel();

        internal bool WaitForEnd(int milliseconds)
        {
            DateTime end = DateTime.UtcNow.AddMilliseconds(milliseconds);
            lock (gate)
            {
                while (!ended && DateTime.UtcNow < end)
                {
                    Monitor.Wait(gate, Math.Max(1, (int)(end - DateTime.UtcNow).TotalMilliseconds));
                }
                return ended;
            }
        }

        /// <summary>From now on nobody takes output, so writing does not wait for that.</summary>
        internal void CloseOutput()
        {
            lock (gate)
            {
                isClosed = true;
                Monitor.PulseAll(gate);
            }
        }

        internal void Write(bool isError, string text)
        {
            lock (gate)
            {
                while (pending > MostPending && !isClosed)
                {
                    Monitor.Wait(gate);
                }
                pending += text.Length;
                int last = output.Count - 1;
                if (last >= 0 && output[last].IsError == isError)
                {
                    output[last].Append(text);
                }
                else
                {
                    output.Add(new OutputText(isError, text));
                }
                Monitor.PulseAll(gate);
            }
        }

        private void End()
        {
            lock (gate)
            {
                ended = true;
                Monitor.PulseAll(gate);
            }
        }

        private CompiledCell Compile()
        {
            foreach (KeyValuePair<string, object?> input in inputs)
            {
                submissions.Declare(input.Key, input.Value);
            }
            CompiledCell compiled = submissions.Compile(code, Name);
            CompileErrors = compiled.Errors;
            if (compiled.Warnings != null)
            {
                Write(true, compiled.Warnings);
            }
            return compiled;
        }

        private void Run(CompiledCell compiled)
        {
            Task<object?>? running = compiled.Start?.Invoke();
            Awaits = running != null && !running.IsCompleted;
            result = running?.GetAwaiter().GetResult();
        }
    }
}
