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
            // As in TorchSharp, tensors are not marked nullable: an argument or a gradient may be null.
#nullable disable annotations

            /// <summary>Base of functions whose derivative is written in C#: derive from <see cref="SingleTensorFunction{T}"/> or
            /// <see cref="MultiTensorFunction{T}"/>.</summary>
            /// <typeparam name="T">The class itself. Each <c>apply</c> creates one.</typeparam>
            public abstract class Function<T>
                where T : Function<T>, new()
            {
                /// <summary>What libtorch calls it, for instance in errors.</summary>
                public abstract string Name { get; }

                /// <summary>Runs forward without recording, and records its results as those of one step.</summary>
                /// <param name="vars">The arguments: tensors, and anything else.</param>
                /// <returns>The results.</returns>
                protected static List<Tensor> apply_internal(params object[] vars)
                {
                    bool[] isTensor = (vars ?? throw new ArgumentNullException(nameof(vars))).Select(each => each is Tensor).ToArray();
                    Tensor[] inputs = vars.OfType<Tensor>().ToArray();
                    var context = new AutogradContext(vars.Select(each => each is Tensor tensor && tensor.requires_grad).ToArray());
                    var function = new T();
                    List<Tensor> outputs;
                    using (no_grad())
                    {
                        outputs = function.Forward(context, vars) ?? throw new InvalidOperationException(
                            $"The forward of {function.Name} returned null: return its results.");
                    }
                    return new FunctionNode(function.Name, context, function.Backward, isTensor).Record(inputs, outputs);
                }

                private protected abstract List<Tensor> Forward(AutogradContext ctx, object[] vars);

                private protected abstract IList<Tensor> Backward(AutogradContext ctx, List<Tensor> gradients);
            }

            /// <summary>A function with one result whose derivative is written in C#: call <see cref="apply"/>.</summary>
            /// <typeparam name="T">The class itself. Each <see cref="apply"/> creates one.</typeparam>
            public abstract class SingleTensorFunction<T> : Function<T>
                where T : SingleTensorFunction<T>, new()
            {
                /// <summary>Computes the result. Autograd does not record meanwhile.</summary>
                /// <param name="ctx">Keeps what backward needs.</param>
                /// <param name="vars">The arguments of <see cref="apply"/>.</param>
                public abstract Tensor forward(AutogradContext ctx, params object[] vars);

                /// <summary>Computes the gradients of the arguments. Autograd calls it on any thread.</summary>
                /// <param name="ctx">What forward has kept.</param>
                /// <param name="grad_output">The gradient of the result.</param>
                /// <returns>A gradient for each argument; null for zero, and for what is not a tensor.</returns>
                /// <remarks>Tensors that are made in it are disposed at its end; <c>DetachFromDisposeScope</c> keeps one.</remarks>
                public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);

                /// <summary>Calls the function.</summary>
                /// <param name="vars">The arguments: tensors, and anything else.</param>
                /// <returns>The result.</returns>
                /// <exception cref="InvalidOperationException">Forward returned null.</exception>
                public static Tensor apply(params object[] vars) => apply_internal(vars)[0];

                private protected override List<Tensor> Forward(AutogradContext ctx, object[] vars) =>
                    forward(ctx, vars) is Tensor result ? new List<Tensor> { result } : null;

                private protected override IList<Tensor> Backward(AutogradContext ctx, List<Tensor> gradients) =>
                    backward(ctx, gradients[0]);
            }

            /// <summary>A function with several results whose derivative is written in C#: call <see cref="apply"/>.</summary>
            /// <typeparam name="T">The class itself. Each <see cref="apply"/> creates one.</typeparam>
            public abstract class MultiTensorFunction<T> : Function<T>
                where T : MultiTensorFunction<T>, new()
            {
                /// <summary>Computes the results. Autograd does not record meanwhile.</summary>
                /// <param name="ctx">Keeps what backward needs.</param>
                /// <param name="vars">The arguments of <see cref="apply"/>.</param>
                public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);

                /// <summary>Computes the gradients of the arguments. Autograd calls it on any thread.</summary>
                /// <param name="ctx">What forward has kept.</param>
                /// <param name="grad_outputs">The gradients of the results.</param>
                /// <returns>A gradient for each argument; null for zero, and for what is not a tensor.</returns>
                /// <remarks>Tensors that are made in it are disposed at its end; <c>DetachFromDisposeScope</c> keeps one.</remarks>
                public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);

                /// <summary>Calls the function.</summary>
                /// <param name="vars">The arguments: tensors, and anything else.</param>
                /// <returns>The results.</returns>
                /// <exception cref="InvalidOperationException">Forward returned null.</exception>
                public static List<Tensor> apply(params object[] vars) => apply_internal(vars);

                private protected override List<Tensor> Forward(AutogradContext ctx, object[] vars) => forward(ctx, vars);

                private protected override IList<Tensor> Backward(AutogradContext ctx, List<Tensor> gradients) =>
                    backward(ctx, gradients);
            }

#nullable restore annotations
        }
    }
}
