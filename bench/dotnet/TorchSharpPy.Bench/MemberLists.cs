using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using TorchSharpPy.Modules;

namespace TorchSharpPy.Bench
{
    /// <summary>Lists of the parameters of a module with their names, and a list that was made before.</summary>
    internal sealed class MemberLists
    {
        private readonly torch.jit.ScriptModule module;
        private readonly (string name, Parameter parameter)[] kept;

        internal MemberLists(string path)
        {
            module = torch.jit.load(path);
            kept = module.named_parameters().ToArray();
        }

        internal void AddTo(IDictionary<string, Func<long, double>> cases)
        {
            cases["named_parameters"] = count => Time(() => module.named_parameters(), count);
            cases["kept_parameters"] = count => Time(() => kept, count);
        }

        private double Time(Func<IEnumerable<(string name, Parameter parameter)>> list, long count)
        {
            long letters = kept.Sum(one => one.name.Length) * count;
            long start = Stopwatch.GetTimestamp();
            for (long i = 0; i < count; i++)
            {
                foreach ((string name, Parameter _) in list())
                {
                    letters -= name.Length;
                }
            }
            double time = Worker.NanosecondsSince(start) / count;
            return letters == 0 ? time : throw new InvalidOperationException("a list is not complete");
        }
    }
}
