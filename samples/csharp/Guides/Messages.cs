using System;
using System.IO;
using TorchSharpPy;
using static TorchSharpPy.torch;

namespace Guides
{
    static class Messages
    {
        private const string Source =
            "import warnings\n" +
            "def f(x):\n" +
            "    warnings.warn('the input is short')\n" +
            "    print('size', x.size(0))\n" +
            "    return x.std()\n";

        public static void Run()
        {
            TextWriter console = Console.Out;
            var written = new StringWriter();
            var heard = new StringWriter();
            EventHandler<TorchWarning> hear = (sender, warning) => heard.WriteLine(warning.Message.Split('.')[0]);

            warnings.Raised += hear; // without a handler, each message is written to Console.Error once
            Console.SetOut(written);
            using var unit = jit.compile(Source);
            unit.Function<Tensor, Tensor>("f").call(ones(1));
            Console.SetOut(console);
            warnings.Raised -= hear;

            Console.WriteLine(written.ToString().Trim()); // size 1
            Console.WriteLine(heard.ToString().Split('\n')[0].Trim()); // the input is short
        }
    }
}
