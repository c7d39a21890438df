using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>What becomes of the tensors between the pieces of a sequence.</summary>
    public static class SequentialTests
    {
        [Test]
        public static void Tensors_between_layers_are_disposed_at_once()
        {
            using var m = nn.Sequential(nn.Linear(3, 4), nn.Sequential(nn.ReLU(), nn.Linear(4, 4)), nn.Identity(), nn.Tanh());
            using Tensor x = ones(2, 3);
            Leaks.NoneAtOnce(20, () => m.call(x).Dispose());
            Check.Equal(6L, x.numel());
        }

        [Test]
        public static void What_changes_its_input_disposes_nothing_of_the_caller()
        {
            using var m = nn.Sequential(nn.ReLU(inplace: true), nn.Dropout(0, inplace: true), nn.Linear(3, 1, hasBias: false));
            using (no_grad())
            {
                using Tensor x = full(new long[] { 2, 3 }, -1f);
                using Tensor y = m.call(x);
                Check.Equal(0f, x.sum().item<float>());
                using var same = nn.Sequential(nn.Sequential(), nn.ReLU(inplace: true));
                Check.True(ReferenceEquals(x, same.call(x)), "the input itself");
                Check.Equal(6L, x.numel());
            }
        }

        [Test]
        public static void What_a_module_of_the_user_or_a_hook_has_seen_stays()
        {
            using var keeper = new Keeper();
            using var hooked = nn.Linear(3, 3);
            using var m = nn.Sequential(nn.Linear(3, 3), keeper, nn.ReLU(), hooked, nn.Tanh());
            var seen = new List<Tensor>();
            using nn.HookRemover remover = hooked.register_forward_hook((module, input, output) =>
            {
                seen.Add(input);
                seen.Add(output);
                return output;
            });
            m.call(ones(2, 3)).Dispose();
            Check.Equal(new long[] { 6, 6, 6, 6 }, seen.Concat(keeper.Seen).Select(one => one.numel()).ToArray());
        }

        [Test]
        public static void Pieces_come_in_each_form()
        {
            nn.Module<Tensor, Tensor>[] typed = { nn.Linear(3, 3), nn.ReLU() };
            Linear[] same = { nn.Linear(3, 3), nn.Linear(3, 3) };
            var named = new List<(string, nn.Module<Tensor, Tensor>)> { ("a", nn.Linear(3, 3)), ("b", nn.Tanh()) };
            nn.Module[] any = { nn.Linear(3, 3), nn.ReLU() };
            Sequential[] all =
            {
                nn.Sequential(typed), nn.Sequential(same), nn.Sequential(named), nn.Sequential(any), nn.Sequential(typed.ToList()),
                nn.Sequential(nn.Sequential(nn.Linear(3, 3)), nn.ReLU()), nn.Sequential(("a", nn.Linear(3, 3)), ("b", nn.ReLU())),
            };
            Check.True(all.All(one => one.Count == 2 && one.call(ones(3)).numel() == 3), "two pieces each");
            Check.Equal(new[] { "a", "b" }, all[2].named_children().Select(one => one.name).ToArray());
        }

        private sealed class Keeper : nn.Module<Tensor, Tensor>
        {
            internal Keeper()
                : base(nameof(Keeper))
            {
            }

            internal List<Tensor> Seen { get; } = new List<Tensor>();

            public override Tensor forward(Tensor input)
            {
                Tensor result = input + 1;
                Seen.AddRange(new[] { input, result });
                return result;
            }
        }
    }
}
