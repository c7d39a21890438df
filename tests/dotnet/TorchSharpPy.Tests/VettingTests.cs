using System;
using System.IO;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Files that nobody trusts.</summary>
    public static class VettingTests
    {
        private static readonly LoadPolicy Strict = LoadPolicy.FromJson("{\"name\": \"strict\", \"deny\": [\"aten::sub\"]}");

        [Test]
        public static void A_policy_holds_for_exported_programs()
        {
            string file = Fixtures.File("exported_sums.pt2");
            Check.True(jit.vet(file).IsAllowed, "allowed");
            export.load(file, policy: LoadPolicy.Safe).Dispose();
            LoadPolicy nothing = LoadPolicy.FromJson("{\"name\": \"nothing\", \"base\": \"none\"}");
            Check.True(!jit.vet(file, nothing).IsAllowed, "refused");
            Check.Contains("policy 'nothing'", Check.Throws<PolicyException>(() => export.load(file, policy: nothing)).Message);
            Check.Throws<TorchValueException>(() => export.load(file, mode: export.Mode.Auto, policy: LoadPolicy.Safe));
        }

        [Test]
        public static void A_file_that_only_computes_is_allowed()
        {
            string path = Fixtures.File("sample.pt");
            byte[] bytes = File.ReadAllBytes(path);
            VetReport report = jit.vet(path);
            using var stream = new MemoryStream(bytes);
            foreach (VetReport other in new[] { jit.vet(bytes), jit.vet(stream) })
            {
                Check.Equal(
                    string.Join(" ", report.Operators.Select(one => one.Name)), string.Join(" ", other.Operators.Select(one => one.Name)));
                Check.Equal(report.Sizes["code_bytes"], other.Sizes["code_bytes"]);
            }
            Check.True(report.IsAllowed, "refused");
            Check.Equal("safe", report.Policy);
            Check.Equal(0, report.Problems.Count);
            Check.Equal(0, report.OnLoad.Count);
            Check.Equal((long)bytes.Length, report.Sizes["file_bytes"]);
            Check.True(report.Operators.All(one => one.IsAllowed && one.Methods.Count > 0), "an operator is not allowed");
            Check.True(report.Classes.All(one => one.IsAllowed && !one.IsNative), "a class is not allowed");
            Check.True(report.Classes.Any(one => one.Objects == 1), "no class has an object");
        }

        [Test]
        public static void A_policy_refuses_with_the_operator_and_the_method()
        {
            string path = Fixtures.File("sample.pt");
            VetProblem problem = jit.vet(path, Strict).Problems[0];
            Check.Equal("operator", problem.Kind);
            Check.Equal("aten::sub.Tensor", problem.Operator);
            Check.Contains("forward", problem.Method);
            byte[] bytes = File.ReadAllBytes(path);
            foreach (Action load in new Action[]
            {
                () => jit.load(path, policy: Strict),
                () => jit.load(path, policy: Strict, mmap: true),
                () => jit.load(bytes, policy: Strict),
                () => jit.load(new ReadOnlyMemory<byte>(bytes), policy: Strict),
                () => jit.load(new MemoryStream(bytes), policy: Strict),
                () => jit.load<Tensor, Tensor, (Tensor, Tensor)>(path, policy: Strict),
            })
            {
                var error = Check.Throws<PolicyException>(load);
                Check.Equal(TorchErrorKind.Policy, error.Kind);
                Check.Contains(problem.Text, error.Message);
            }
        }

        [Test]
        public static void A_module_that_is_allowed_computes_as_ever()
        {
            string path = Fixtures.File("sample.pt");
            using var safe = jit.load<Tensor, Tensor, (Tensor, Tensor)>(path, policy: LoadPolicy.Safe);
            using var plain = jit.load<Tensor, Tensor, (Tensor, Tensor)>(path);
            Tensor x = rand(10);
            Tensor y = rand(10);
            Check.True(safe.forward(x, y).Item1.allclose(plain.forward(x, y).Item1), "another result");
        }

        [Test]
        public static void What_cannot_be_loaded_is_a_problem_and_what_cannot_be_read_an_error()
        {
            Check.Equal("format", jit.vet(Fixtures.File("truncated.pt")).Problems[0].Kind);
            Check.Throws<ModelNotFoundException>(() => jit.vet(Fixtures.File("not_there.pt")));
            var error = Check.Throws<TorchValueException>(() => jit.vet(Fixtures.File("sample.pt"), LoadPolicy.FromJson("{\"a\": 1}")));
            Check.Contains("'a' is not a part of a policy", error.Message);
            Check.Throws<FileNotFoundException>(() => LoadPolicy.FromFile(Fixtures.File("not_there.json")));
            Check.Throws<ArgumentNullException>(() => LoadPolicy.FromJson(null!));
            Check.Throws<ArgumentNullException>(() => jit.vet((byte[])null!));
        }
    }
}
