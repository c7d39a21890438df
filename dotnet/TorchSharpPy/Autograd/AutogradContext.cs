using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Autograd;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static unsafe partial class autograd
        {
            // As in TorchSharp, tensors and values are not marked nullable.
#nullable disable annotations

            /// <summary>What the forward of a function leaves for its backward.</summary>
            /// <remarks>Each call of <c>apply</c> has one. It lives as long as autograd may call backward.</remarks>
            public sealed class AutogradContext : IDisposable
            {
                private readonly Dictionary<string, object> data = new Dictionary<string, object>();
                private readonly bool[] needed;
                private ForwardNotes notes = new ForwardNotes();

                internal AutogradContext(bool[] needed)
                {
                    this.needed = needed;
                }

                /// <summary>Whether backward gets zeros, and not null, as the gradient of an output that was not used.</summary>
                public bool MaterializeGrads { get; private set; } = true;

                /// <summary>Whether each argument of <c>apply</c> needs a gradient; false for those that are not tensors.</summary>
                public IReadOnlyList<bool> needs_input_grad => RunningBackward.Of(this)?.Needed() ?? (bool[])needed.Clone();

                /// <summary>Saves tensors for backward; null is allowed. Call it once, in forward.</summary>
                /// <param name="vars">Arguments or results of forward. Others are saved too, but have no second derivatives.</param>
                /// <exception cref="InvalidOperationException">Forward has ended.</exception>
                public void save_for_backward(List<Tensor> vars) => Notes(nameof(save_for_backward)).Saved = Listed(vars);

                /// <summary>The tensors that were saved: as new tensors in backward, the same ones in forward.</summary>
                /// <exception cref="InvalidOperationException">Neither forward nor backward runs, on this thread.</exception>
                /// <exception cref="ScriptRuntimeException">A backward without retain_graph has freed them, or one was changed in
                /// place.</exception>
                public List<Tensor> get_saved_variables()
                {
                    if (RunningBackward.Of(this) is RunningBackward running)
                    {
                        return running.Saved();
                    }
                    return Notes(nameof(get_saved_variables)).Saved.ToList();
                }

                /// <summary>Says which arguments forward has changed in place; they must be results, too. Call it once.</summary>
                /// <exception cref="InvalidOperationException">Forward has ended.</exception>
                public void mark_dirty(List<Tensor> vars) => Notes(nameof(mark_dirty)).Dirty = WithoutNull(vars);

                /// <summary>Says which results have no gradient. Call it once, in forward.</summary>
                /// <exception cref="InvalidOperationException">Forward has ended.</exception>
                public void mark_non_differentiable(List<Tensor> vars) =>
                    Notes(nameof(mark_non_differentiable)).NonDifferentiable = WithoutNull(vars);

                /// <summary>Sets whether backward gets zeros, and not null, for outputs that were not used; true by default.</summary>
                /// <exception cref="InvalidOperationException">Forward has ended.</exception>
                public void set_materialize_grads(bool value)
                {
                    Notes(nameof(set_materialize_grads));
                    MaterializeGrads = value;
                }

                /// <summary>Keeps a value that is not a tensor under a name.</summary>
                /// <remarks>A tensor is kept too, without the checks of <see cref="save_for_backward"/>; it stays the caller's.</remarks>
                public void save_data(string key, object value)
                {
                    lock (data)
                    {
                        data[key ?? throw new ArgumentNullException(nameof(key))] = value;
                    }
                }

                /// <summary>The value that was kept under a name.</summary>
                /// <exception cref="KeyNotFoundException">There is none.</exception>
                public object get_data(string key)
                {
                    lock (data)
                    {
                        return data.TryGetValue(key ?? throw new ArgumentNullException(nameof(key)), out object value)
                            ? value
                            : throw new KeyNotFoundException(
                                $"save_data has kept nothing under the name '{key}', only under: {string.Join(", ", data.Keys)}");
                    }
                }

                /// <summary>Forgets what <see cref="save_data"/> has kept. Autograd does this when backward cannot run any more.</summary>
                public void Dispose()
                {
                    lock (data)
                    {
                        data.Clear();
                    }
                }

                /// <summary>What forward has said, once; then forward has ended.</summary>
                internal ForwardNotes TakeNotes()
                {
                    ForwardNotes taken = notes;
                    notes = null;
                    return taken;
                }

                private ForwardNotes Notes(string member) => notes ?? throw new InvalidOperationException(
                    $"{member} works only while " + (member == nameof(get_saved_variables)
                        ? "forward or backward runs, and on the thread that runs it."
                        : "forward runs, before it returns."));

                private static Tensor[] Listed(List<Tensor> vars) =>
                    (vars ?? throw new ArgumentNullException(nameof(vars))).ToArray();

                private static Tensor[] WithoutNull(List<Tensor> vars) => Listed(vars).All(tensor => !(tensor is null))
                    ? vars.ToArray()
                    : throw new ArgumentException("A tensor in the list is null.", nameof(vars));
            }

#nullable restore annotations
        }
    }
}
