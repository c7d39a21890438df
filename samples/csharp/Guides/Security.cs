using System;
using TorchSharpPy;
using static TorchSharpPy.torch;

namespace Guides
{
    static class Security
    {
        private const string Endless = "def f() -> int:\n  i = 0\n  while True:\n    i += 1\n  return i\n";

        public static void Run()
        {
            VetReport report = jit.vet("sample.pt"); // nothing of the file runs
            Console.WriteLine($"{report.IsAllowed} {report.Problems.Count}"); // True 0
            using var m = jit.load<Tensor, Tensor, (Tensor, Tensor)>("sample.pt", policy: LoadPolicy.Safe);
            using (jit.time_limit(TimeSpan.FromSeconds(10)))
            {
                (Tensor sum, Tensor difference) = m.forward(ones(3), ones(3));
                Console.WriteLine(sum.sum().item<float>()); // 6
            }

            LoadPolicy strict = LoadPolicy.FromJson("{\"name\": \"strict\", \"deny\": [\"aten::sub\"]}");
            foreach (VetProblem problem in jit.vet("sample.pt", strict).Problems)
            {
                Console.WriteLine($"{problem.Operator} in {problem.Method.Split('.')[^1]}"); // aten::sub.Tensor in forward
            }
            try
            {
                jit.load("sample.pt", policy: strict);
            }
            catch (PolicyException error)
            {
                Console.WriteLine(error.Message.Contains("refused by the policy 'strict'")); // True
            }

            using var unit = jit.compile(Endless);
            try
            {
                using (jit.time_limit(TimeSpan.FromSeconds(0.1)))
                {
                    unit.invoke<long>("f");
                }
            }
            catch (ScriptTimeoutException error)
            {
                Console.WriteLine(error.Message); // the call was stopped: it takes longer than the limit of 0.1 seconds
            }
        }
    }
}
