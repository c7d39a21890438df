using System;
using System.IO;
using System.Text;
using System.Threading;

namespace TorchSharpPy.Notebook
{
    /// <summary>Sends what is written to <see cref="Console"/> to the cell that runs; without one, where it went before.</summary>
    internal sealed class CellConsole
    {
        private Cell? current;

        internal static CellConsole Install()
        {
            var console = new CellConsole();
            Console.SetOut(new Writer(console, false, Console.Out));
            Console.SetError(new Writer(console, true, Console.Error));
            return console;
        }

        internal void Enter(Cell cell) => Volatile.Write(ref current, cell);

        /// <summary>Does nothing if another cell has entered.</summary>
        internal void Leave(Cell cell) => Interlocked.CompareExchange(ref current, null, cell);

        private sealed class Writer : TextWriter
        {
            private readonly CellConsole console;
            private readonly bool isError;
            private readonly TextWriter before;

            internal Writer(CellConsole console, bool isError, TextWriter before)
            {
                this.console = console;
                this.isError = isError;
                this.before = before;
                CoreNewLine = new[] { '\n' };
            }

            public override Encoding Encoding => before.Encoding;

            public override void Write(char value) => Write(value.ToString());

            public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

            public override void Write(string? value)
            {
                if (string.IsNullOrEmpty(value))
                {
                    return;
                }
                Cell? cell = Volatile.Read(ref console.current);
                if (cell == null)
                {
                    before.Write(value);
                }
                else
                {
                    cell.Write(isError, value!);
                }
            }

            public override void WriteLine(string? value) => Write(value + "\n");

            public override void Flush() => before.Flush();
        }
    }
}
