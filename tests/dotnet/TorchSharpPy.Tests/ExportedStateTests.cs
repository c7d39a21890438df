using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>The weights of exported programs: read, trained, saved, and used by a generated class.</summary>
    public static class ExportedStateTests
    {
        private static string Classifier => Fixtures.File("exported_training.pt2");

        [Test]
        public static void Parameters_and_buffers_have_the_names_of_the_module()
        {
            using var m = export.load(Classifier);
            Check.Equal(
                new[] { "layer.bias", "layer.weight", "norm.bias", "norm.weight" },
                m.named_parameters().Select(one => one.name).OrderBy(name => name, System.StringComparer.Ordinal).ToArray());
            Check.True(m.state_dict().ContainsKey("norm.running_mean"), "a buffer in the state");
        }

        [Test]
        public static void A_state_goes_from_one_program_to_another()
        {
            using var from = export.load<Tensor, Tensor>(Classifier);
            using var to = export.load<Tensor, Tensor>(Classifier);
            using (no_grad())
            {
                from.get_parameter("layer.weight").add_(1);
            }
            Tensor x = rand(6, 8);
            Check.True(!from.forward(x).equal(to.forward(x)), "another result");
            to.load_state_dict(from.state_dict().ToDictionary(one => one.Key, one => one.Value.clone()));
            Check.True(from.forward(x).equal(to.forward(x)), "the same result");
        }

        [Test]
        public static void An_optimizer_trains_a_program_which_is_saved_and_loaded_again()
        {
            string file = FileTests.Temporary("trained.pt2");
            using var m = export.load<Tensor, Tensor>(Classifier);
            Tensor x = randn(16, 8), classes = randint(0, 3, new long[] { 16 });
            using var loss = nn.CrossEntropyLoss();
            using var optimizer = optim.Adam(m.parameters(), lr: 0.05);
            var losses = new List<float>();
            for (int i = 0; i < 10; ++i)
            {
                optimizer.zero_grad();
                using Tensor computed = loss.forward(m.forward(x), classes);
                computed.backward();
                optimizer.step();
                losses.Add(computed.item<float>());
            }
            Check.True(losses[9] < losses[0], "a smaller loss");
            m.save(file);
            using var again = export.load<Tensor, Tensor>(file);
            foreach (KeyValuePair<string, Tensor> one in m.state_dict())
            {
                Check.True(again.state_dict()[one.Key].equal(one.Value), one.Key + " as it was trained");
            }
            using var otherwise = torch.export.load<Tensor, Tensor>(jit.SaveToBytes(m));
            Check.True(otherwise.forward(x).equal(again.forward(x)), "the same from bytes");
        }

        [Test]
        public static void A_generated_class_runs_a_program()
        {
            using var m = Golden.ExportedFeatures.load(ExportedTests.Features);
            using var untyped = export.load(ExportedTests.Features);
            Dictionary<string, Tensor> result = m.forward(ExportedTests.Batch(4), ExportedTests.Pair(4));
            var expected = (Dictionary<string, Tensor>)untyped.forward(new object[] { ExportedTests.Batch(4), ExportedTests.Pair(4) });
            Check.True(result["y"].equal(expected["y"]), "the same result");
            Check.Throws<TorchTypeException>(() => Golden.ExportedFeatures.load(ExportedTests.Sums));
        }
    }
}
