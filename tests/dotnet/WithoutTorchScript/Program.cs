using System;
using System.Collections.Generic;

namespace WithoutTorchScript
{
    /// <summary>
    /// Works with a libtorchsharp_core that has no TorchScript, for test_without_torchscript.py. What it finds is printed as JSON.
    /// </summary>
    internal static class Program
    {
        private static readonly Dictionary<string, Action<string>> Works = new Dictionary<string, Action<string>>
        {
            ["program"] = ProgramWork.Run,
            ["refused"] = Refused.Run,
            ["tests"] = TestClasses.Run,
        };

        private static int Main(string[] arguments)
        {
            if (arguments.Length != 2 || !Works.TryGetValue(arguments[0], out Action<string>? work))
            {
                Console.Error.WriteLine("WithoutTorchScript program FOLDER | refused FOLDER | tests PREFIX");
                return 2;
            }
            work(arguments[1]);
            return 0;
        }
    }
}
