using System;
using System.Collections.Generic;
using System.IO;
using TorchSharpPy.Modules;
using static TorchSharpPy.Tests.OptimizerTests;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>The state of optimizers: saving, loading, and training on.</summary>
    public static class OptimizerStateTests
    {
        [Test]
        public static void State_is_saved_and_loaded()
        {
            string file = FileTests.Temporary("state.pt");
            try
            {
                foreach (var make in All)
                {
                    CheckResumes(make, (from, to) =>
                    {
                        from.save_state_dict(file);
                        to.load_state_dict(file);
                    });
                    CheckResumes(make, (from, to) =>
                    {
                        using var stream = new MemoryStream();
                        from.save_state_dict(stream);
                        stream.Position = 0;
                        to.load_state_dict(stream);
                    });
                }
            }
            finally
            {
                File.Delete(file);
            }
        }

        [Test]
        public static void Wrong_states_are_refused()
        {
            using Tensor x = Start();
            using var optimizer = optim.Adam(new[] { x });
            Check.Throws<ModelNotFoundException>(() => optimizer.load_state_dict("/no/such/file"));
            Check.Throws<ModelFormatException>(() => optimizer.load_state_dict(new MemoryStream(new byte[100])));
            using var other = optim.SGD(new[] { x }, momentum: 0.9);
            Steps(other, x, 1);
            using var stream = new MemoryStream();
            other.save_state_dict(stream);
            stream.Position = 0;
            Check.Throws<ModelFormatException>(() => optimizer.load_state_dict(stream));
        }

        [Test]
        public static void A_state_of_other_parameters_is_refused()
        {
            foreach (var make in All)
            {
                using Tensor small = ones(3).requires_grad_();
                using Tensor large = ones(400).requires_grad_();
                using var from = make(new[] { new ParamGroup(new[] { small }) });
                using var to = make(new[] { new ParamGroup(new[] { large }) });
                Steps(from, small, 2);
                using var stream = new MemoryStream();
                from.save_state_dict(stream);
                stream.Position = 0;
                try
                {
                    to.load_state_dict(stream);
                }
                catch (ModelFormatException)
                {
                    Steps(to, large, 1);
                    continue;
                }
                Steps(to, large, 1); // it had no tensors to load
            }
        }

        [Test]
        public static void A_damaged_state_never_ends_the_program()
        {
            foreach (var make in All)
            {
                using Tensor x = Start();
                using var from = make(new[] { new ParamGroup(new[] { x }) });
                Steps(from, x, 2);
                using var stream = new MemoryStream();
                from.save_state_dict(stream);
                byte[] whole = stream.ToArray();
                for (int at = 0; at < whole.Length; at += 173)
                {
                    byte[] damaged = (byte[])whole.Clone();
                    damaged[at] ^= (byte)(1 << (at % 8));
                    using Tensor y = Start();
                    using var to = make(new[] { new ParamGroup(new[] { y }) });
                    try
                    {
                        to.load_state_dict(new MemoryStream(damaged));
                    }
                    catch (ModelFormatException)
                    {
                        continue;
                    }
                    Steps(to, y, 1);
                }
            }
        }

        /// <summary>An optimizer that loaded the state of another continues exactly like it.</summary>
        private static void CheckResumes(
            Func<IEnumerable<ParamGroup>, optim.Optimizer> make, Action<optim.Optimizer, optim.Optimizer> move)
        {
            using Tensor x = Start();
            using optim.Optimizer first = make(Group(x));
            Steps(first, x, 3);
            first.param_groups[0].LearningRate = 0.05;
            using Tensor y = Start();
            using (torch.no_grad())
            {
                y.copy_(x);
            }
            using optim.Optimizer second = make(Group(y));
            move(first, second);
            Check.Equal(0.05, second.param_groups[0].LearningRate);
            Steps(first, x, 3);
            Steps(second, y, 3);
            Check.True(x.equal(y), $"{second}: as if it had not been interrupted");
        }
    }
}
