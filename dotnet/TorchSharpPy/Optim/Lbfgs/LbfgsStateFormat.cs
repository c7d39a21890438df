using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharpPy.Optim
{
    /// <summary>What L-BFGS remembers, in the form of PyTorch's state_dict.</summary>
    internal static class LbfgsStateFormat
    {
        /// <summary>The state; its tensors are new handles.</summary>
        internal static Dictionary<string, object?> Write(LbfgsState state, torch.Tensor parameter)
        {
            var written = new Dictionary<string, object?>
            {
                ["func_evals"] = state.Evaluations,
                ["n_iter"] = state.Iterations,
            };
            if (!(state.Direction is torch.Tensor direction))
            {
                return written;
            }
            written["d"] = direction.NewHandle();
            written["t"] = state.Length;
            written["old_dirs"] = state.History.Select(pair => (object?)pair.Change.NewHandle()).ToArray();
            written["old_stps"] = state.History.Select(pair => (object?)pair.Step.NewHandle()).ToArray();
            written["ro"] = state.History.Select(pair => (object?)One(pair.Factor, direction)).ToArray();
            written["H_diag"] = One(state.Scale, direction);
            written["prev_flat_grad"] = state.Gradient!.NewHandle();
            written["prev_loss"] = state.Loss;
            return written;
        }

        /// <summary>Reads a state; its tensors are copied.</summary>
        /// <exception cref="TorchValueException">It does not fit.</exception>
        internal static LbfgsState Read(IDictionary given, torch.Tensor parameter, long elements)
        {
            var state = new LbfgsState();
            try
            {
                var values = new NamedState(given, "optimizer");
                state.Evaluations = values.Integer("func_evals");
                state.Iterations = values.Integer("n_iter");
                if (given["d"] == null && state.Iterations == 0)
                {
                    return state;
                }
                using torch.Tensor real = parameter.is_complex() ? parameter.view_as_real() : parameter.NewHandle();
                using torch.Tensor like = real.new_zeros(new[] { elements });
                state.Direction = OptimizerStateReader.Copy(like, given["d"], "d");
                state.Gradient = OptimizerStateReader.Copy(like, given["prev_flat_grad"], "prev_flat_grad");
                state.Length = OptimizerStateReader.ToNumber(given["t"], "t");
                state.Loss = OptimizerStateReader.ToNumber(given["prev_loss"], "prev_loss");
                state.Scale = OptimizerStateReader.ToNumber(given["H_diag"], "H_diag");
                object?[] changes = Items(given, "old_dirs"), steps = Items(given, "old_stps"), factors = Items(given, "ro");
                if (changes.Length != steps.Length || changes.Length != factors.Length)
                {
                    throw OptimizerState.Wrong("Its history has parts of different lengths.");
                }
                for (int i = 0; i < changes.Length; i++)
                {
                    state.History.Add(new LbfgsPair(
                        OptimizerStateReader.Copy(like, changes[i], "old_dirs"),
                        OptimizerStateReader.Copy(like, steps[i], "old_stps"),
                        OptimizerStateReader.ToNumber(factors[i], "ro")));
                }
                return state;
            }
            catch
            {
                state.Dispose();
                throw;
            }
        }

        private static torch.Tensor One(double value, torch.Tensor like) =>
            torch.full(new long[0], value, dtype: like.dtype, device: like.device);

        private static object?[] Items(IDictionary given, string name) => given[name] is IEnumerable items && !(given[name] is string)
            ? items.Cast<object?>().ToArray()
            : throw OptimizerState.Wrong($"'{name}' is not a list.");
    }
}
