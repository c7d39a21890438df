using System.Collections.Concurrent;
using System.Threading;

namespace TorchSharpPy.Notebook
{
    /// <summary>The thread of the cells: what one cell sets for its thread, such as grad mode, the next one finds.</summary>
    internal sealed class CellThread
    {
        private readonly BlockingCollection<Cell> cells = new BlockingCollection<Cell>();
        private readonly Thread thread;

        internal CellThread()
        {
            thread = new Thread(Run) { IsBackground = true, Name = "C# cells" };
            thread.Start();
        }

        internal void Add(Cell cell) => cells.Add(cell);

        /// <summary>Ends the thread after its present cell, which stops waiting if it waits.</summary>
        internal void Retire()
        {
            cells.CompleteAdding();
            thread.Interrupt();
        }

        private void Run()
        {
            try
            {
                foreach (Cell cell in cells.GetConsumingEnumerable())
                {
                    cell.Execute();
                }
            }
            catch (ThreadInterruptedException)
            {
                // The cell had just ended; Retire ends the thread anyway.
            }
        }
    }
}
