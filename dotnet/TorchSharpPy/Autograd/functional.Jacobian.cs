using System;
using System.Linq;
using TorchSharpPy.Autograd;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static unsafe partial class autograd
        {
            /// <summary>Derivatives of C# functions. The tensors that a function makes are disposed when they are not needed.</summary>
            public static partial class functional
            {
                /// <summary>The derivatives of each element of a result with respect to each element of the input.</summary>
                /// <param name="func">Computes a tensor from a tensor.</param>
                /// <param name="inputs">The input.</param>
                /// <param name="create_graph">Whether autograd records the result, for higher derivatives.</param>
                /// <param name="strict">Whether it is an error if a result does not depend on an input, instead of zeros.</param>
                /// <returns>A tensor whose shape is that of the result followed by that of the input.</returns>
                /// <exception cref="InvalidOperationException">strict is true, and a result does not depend on the input.</exception>
                public static Tensor jacobian(
                    Func<Tensor, Tensor> func, Tensor inputs, bool create_graph = false, bool strict = false) =>
                    Jacobian(Each(func), new[] { inputs }, create_graph, strict)[0][0];

                /// <summary>The derivatives of several results.</summary>
                /// <returns>One tensor for each result.</returns>
                /// <inheritdoc cref="jacobian(Func{Tensor, Tensor}, Tensor, bool, bool)"/>
                public static Tensor[] jacobian(
                    Func<Tensor, Tensor[]> func, Tensor inputs, bool create_graph = false, bool strict = false)
                {
                    Require(func);
                    return Jacobian(given => func(given[0]), new[] { inputs }, create_graph, strict).Select(row => row[0]).ToArray();
                }

                /// <summary>The derivatives with respect to several inputs.</summary>
                /// <returns>One tensor for each input.</returns>
                /// <inheritdoc cref="jacobian(Func{Tensor, Tensor}, Tensor, bool, bool)"/>
                public static Tensor[] jacobian(Func<Tensor[], Tensor> func, params Tensor[] inputs) =>
                    jacobian(func, inputs, create_graph: false);

                /// <summary>The derivatives of several results with respect to several inputs.</summary>
                /// <returns>For each result, one tensor for each input.</returns>
                /// <inheritdoc cref="jacobian(Func{Tensor, Tensor}, Tensor, bool, bool)"/>
                public static Tensor[][] jacobian(Func<Tensor[], Tensor[]> func, params Tensor[] inputs) =>
                    jacobian(func, inputs, create_graph: false);

                /// <inheritdoc cref="jacobian(Func{Tensor[], Tensor}, Tensor[])"/>
                public static Tensor[] jacobian(
                    Func<Tensor[], Tensor> func, Tensor[] inputs, bool create_graph, bool strict = false)
                {
                    Require(func);
                    return Jacobian(given => new[] { func(given) }, inputs, create_graph, strict)[0];
                }

                /// <inheritdoc cref="jacobian(Func{Tensor[], Tensor[]}, Tensor[])"/>
                public static Tensor[][] jacobian(
                    Func<Tensor[], Tensor[]> func, Tensor[] inputs, bool create_graph, bool strict = false) =>
                    Jacobian(Require(func), inputs, create_graph, strict);

                /// <summary>The second derivatives of a number.</summary>
                /// <param name="func">Computes a tensor with one element from a tensor.</param>
                /// <param name="inputs">The input.</param>
                /// <param name="create_graph">Whether autograd records the result, for higher derivatives.</param>
                /// <param name="strict">Whether it is an error if a derivative does not depend on an input, instead of zeros.</param>
                /// <returns>A tensor whose shape is twice that of the input.</returns>
                /// <exception cref="InvalidOperationException">func returned something else, or strict is true, and a derivative does
                /// not depend on an input.</exception>
                public static Tensor hessian(
                    Func<Tensor, Tensor> func, Tensor inputs, bool create_graph = false, bool strict = false) =>
                    Hessian(One(func), new[] { inputs }, create_graph, strict)[0][0];

                /// <summary>The second derivatives of a number with respect to several inputs.</summary>
                /// <returns>For each input, one tensor for each input.</returns>
                /// <inheritdoc cref="hessian(Func{Tensor, Tensor}, Tensor, bool, bool)"/>
                public static Tensor[][] hessian(
                    Func<Tensor[], Tensor> func, Tensor[] inputs, bool create_graph = false, bool strict = false) =>
                    Hessian(Require(func), inputs, create_graph, strict);

                private static Tensor[][] Hessian(Func<Tensor[], Tensor> func, Tensor[] inputs, bool create_graph, bool strict) =>
                    Jacobian(
                        given => Jacobian(
                            inner => new[] { Differentiation.Number(func(inner), nameof(hessian))[0].reshape(Array.Empty<long>()) },
                            given,
                            create_graph: true,
                            strict)[0],
                        inputs,
                        create_graph,
                        strict);

                private static Tensor[][] Jacobian(Func<Tensor[], Tensor[]> func, Tensor[] inputs, bool create_graph, bool strict)
                {
                    using DisposeScope scope = NewDisposeScope();
                    using IDisposable recording = enable_grad();
                    Tensor[] from = Differentiation.Inputs(inputs, create_graph);
                    return Differentiation.Call(func, from, strict)
                        .Select(output => Differentiation.Results(Rows(output, from, create_graph, strict), create_graph, scope))
                        .ToArray();
                }

                /// <summary>The derivatives of one output: a tensor for each input.</summary>
                private static Tensor[] Rows(Tensor output, Tensor[] inputs, bool create_graph, bool strict)
                {
                    Tensor flat = output.reshape(-1);
                    var rows = new Tensor[flat.numel()][];
                    for (int i = 0; i < rows.Length; i++)
                    {
                        rows[i] = Differentiation.Filled(
                            Differentiation.Gradients(new[] { flat[i] }, inputs, null, create_graph, retain_graph: true),
                            inputs,
                            create_graph,
                            strict);
                    }
                    return inputs.Select((input, index) =>
                    {
                        long[] shape = output.shape.Concat(input.shape).ToArray();
                        return rows.Length == 0
                            ? zeros(shape, dtype: input.dtype, device: input.device)
                            : stack(rows.Select(row => row[index]).ToArray()).view(shape);
                    }).ToArray();
                }

                private static Func<Tensor[], Tensor[]> Each(Func<Tensor, Tensor> func)
                {
                    Require(func);
                    return given => new[] { func(given[0]) };
                }

                private static Func<Tensor[], Tensor> One(Func<Tensor, Tensor> func)
                {
                    Require(func);
                    return given => func(given[0]);
                }

                private static T Require<T>(T func)
                    where T : Delegate => func ?? throw new ArgumentNullException(nameof(func));
            }
        }
    }
}
