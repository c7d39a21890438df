using System;
using System.IO;
using Microsoft.Win32.SafeHandles;
using Python.Runtime;
using TorchSharpPy.Bridge;

using Tensor = TorchSharpPy.torch.Tensor;

namespace TorchSharpPy.Bench
{
    /// <summary>Programs that only start, load a model and run it once.</summary>
    internal static class Starts
    {
        internal static int Plain(string path)
        {
            RunOnce(path);
            return Done();
        }

        internal static int Hosted(string path)
        {
            PythonHost.Start();
            using (Py.GIL())
            {
                PythonEngine.Exec("import sys");
            }
            RunOnce(path);
            return Done();
        }

        private static void RunOnce(string path)
        {
            using var module = torch.jit.load<Tensor, Tensor, Tensor>(path);
            using Tensor x = torch.full(new long[] { 10 }, 1.5);
            using Tensor y = torch.full(new long[] { 10 }, 2.5);
            module.forward(x, y).Dispose();
        }

        /// <summary>Tells run.py to stop the clock, without Console: its first write loads the tables of cultures.</summary>
        private static int Done()
        {
            using var standardOutput = new SafeFileHandle((IntPtr)1, ownsHandle: false);
            using var output = new FileStream(standardOutput, FileAccess.Write, bufferSize: 1);
            output.Write(new byte[] { (byte)'d', (byte)'o', (byte)'n', (byte)'e', (byte)'\n' }, 0, 5);
            return 0;
        }
    }
}
