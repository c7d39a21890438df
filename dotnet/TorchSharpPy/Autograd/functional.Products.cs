using System;
using System.Linq;
using TorchSharpPy.Autograd;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static unsafe partial class autograd
        {
            /// <content>Products of derivatives and vectors, which need not compute all derivatives.</content>
            public static partial class functional
            {
                /// <summary>The product of a vector and the Jacobian of a function.</summary>
                /// <param name="func">Computes a tensor from a tensor.</param>
                /// <param name="inputs">The input.</param>
                /// <param name="v">The vector, with the shape of the result; it may be left out if that has one element.</param>
                /// <param name="create_graph">Whether autograd records the results, for higher derivatives.</param>
                /// <param name="strict">Whether it is an error if a result does not depend on an input, instead of zeros.</param>
                /// <returns>What func returned, and the product, with the shape of the input.</returns>
                /// <exception cref="ArgumentException">v has another shape, or is missing.</exception>
                /// <exception cref="InvalidOperationException">strict is true, and a result does not depend on the input.</exception>
                public static (Tensor outputs, Tensor vjp) vjp(
                    Func<Tensor, Tensor> func, Tensor inputs, Tensor? v = null, bool create_graph = false, bool strict = false)
                {
                    (Tensor[] outputs, Tensor[] products) = vjp(Each(func), new[] { inputs }, Vector(v), create_graph, strict);
                    return (outputs[0], products[0]);
                }

                /// <summary>The product for several inputs and results: v has one vector for each result.</summary>
                /// <inheritdoc cref="vjp(Func{Tensor, Tensor}, Tensor, Tensor, bool, bool)"/>
                public static (Tensor[] outputs, Tensor[] vjp) vjp(
                    Func<Tensor[], Tensor[]> func, Tensor[] inputs, Tensor[]? v = null, bool create_graph = false, bool strict = false)
                {
                    Require(func);
                    bool records = create_graph || is_grad_enabled();
                    using DisposeScope scope = NewDisposeScope();
                    using IDisposable recording = enable_grad();
                    Tensor[] from = Differentiation.Inputs(inputs, create_graph);
                    Tensor[] outputs = Differentiation.Call(func, from, strict);
                    Tensor[] vectors = Differentiation.Vectors(v, outputs, create_graph, "the result of the function");
                    using IDisposable outer = set_grad_enabled(records);
                    Tensor[] products = Differentiation.Filled(
                        Differentiation.Gradients(outputs, from, vectors, create_graph), from, create_graph, strict);
                    return (Differentiation.Results(outputs, create_graph, scope),
                        Differentiation.Results(products, create_graph, scope));
                }

                /// <summary>The product of the Jacobian of a function and a vector.</summary>
                /// <param name="func">Computes a tensor from a tensor.</param>
                /// <param name="inputs">The input.</param>
                /// <param name="v">The vector, with the shape of the input; it may be left out if that has one element.</param>
                /// <param name="create_graph">Whether autograd records the results, for higher derivatives.</param>
                /// <param name="strict">Whether it is an error if a result does not depend on an input, instead of zeros.</param>
                /// <returns>What func returned, and the product, with the shape of the result.</returns>
                /// <exception cref="ArgumentException">v has another shape, or is missing.</exception>
                /// <exception cref="InvalidOperationException">strict is true, and a result does not depend on the input.</exception>
                public static (Tensor outputs, Tensor jvp) jvp(
                    Func<Tensor, Tensor> func, Tensor inputs, Tensor? v = null, bool create_graph = false, bool strict = false)
                {
                    (Tensor[] outputs, Tensor[] products) = jvp(Each(func), new[] { inputs }, Vector(v), create_graph, strict);
                    return (outputs[0], products[0]);
                }

                /// <summary>The product for several inputs and results: v has one vector for each input.</summary>
                /// <inheritdoc cref="jvp(Func{Tensor, Tensor}, Tensor, Tensor, bool, bool)"/>
                public static (Tensor[] outputs, Tensor[] jvp) jvp(
                    Func<Tensor[], Tensor[]> func, Tensor[] inputs, Tensor[]? v = null, bool create_graph = false, bool strict = false)
                {
                    Require(func);
                    using DisposeScope scope = NewDisposeScope();
                    using IDisposable recording = enable_grad();
                    Tensor[] from = Differentiation.Inputs(inputs, create_graph);
                    Tensor[] vectors = Differentiation.Vectors(v, from, create_graph, "the input");
                    Tensor[] outputs = Differentiation.Call(func, from, strict);
                    // The product with the transposed Jacobian is linear in its vector, so its derivative is the Jacobian.
                    Tensor[] any = outputs.Select(output => zeros_like(output).requires_grad_()).ToArray();
                    Tensor[] transposed = Differentiation.Filled(Differentiation.Gradients(outputs, from, any, true), from, false, strict);
                    Tensor[] products = Differentiation.Filled(
                        Differentiation.Gradients(transposed, any, vectors, create_graph), outputs, create_graph, strict);
                    return (Differentiation.Results(outputs, create_graph, scope),
                        Differentiation.Results(products, create_graph, scope));
                }

                /// <summary>The product of a vector and the Hessian of a function that returns one number.</summary>
                /// <param name="func">Computes a tensor with one element from a tensor.</param>
                /// <param name="inputs">The input.</param>
                /// <param name="v">The vector, with the shape of the input; it may be left out if that has one element.</param>
                /// <param name="create_graph">Whether autograd records the results, for higher derivatives.</param>
                /// <param name="strict">Whether it is an error if a derivative does not depend on an input, instead of zeros.</param>
                /// <returns>What func returned, and the product, with the shape of the input.</returns>
                /// <exception cref="ArgumentException">v has another shape, or is missing.</exception>
                /// <exception cref="InvalidOperationException">func returned something else, or strict is true, and a derivative does
                /// not depend on the input.</exception>
                public static (Tensor outputs, Tensor vhp) vhp(
                    Func<Tensor, Tensor> func, Tensor inputs, Tensor? v = null, bool create_graph = false, bool strict = false)
                {
                    (Tensor output, Tensor[] products) = vhp(One(func), new[] { inputs }, Vector(v), create_graph, strict);
                    return (output, products[0]);
                }

                /// <summary>The product for several inputs: v has one vector for each.</summary>
                /// <inheritdoc cref="vhp(Func{Tensor, Tensor}, Tensor, Tensor, bool, bool)"/>
                public static (Tensor outputs, Tensor[] vhp) vhp(
                    Func<Tensor[], Tensor> func, Tensor[] inputs, Tensor[]? v = null, bool create_graph = false, bool strict = false)
                {
                    Require(func);
                    using DisposeScope scope = NewDisposeScope();
                    using IDisposable recording = enable_grad();
                    Tensor[] from = Differentiation.Inputs(inputs, create_graph);
                    Tensor[] vectors = Differentiation.Vectors(v, from, create_graph, "the input");
                    Tensor[] output = Differentiation.Call(given => Differentiation.Number(func(given), nameof(vhp)), from, strict);
                    Tensor[] first = Differentiation.Filled(Differentiation.Gradients(output, from, null, true), from, true, strict);
                    Tensor[] products = Differentiation.Filled(
                        Differentiation.Gradients(first, from, vectors, create_graph), from, create_graph, strict);
                    return (Differentiation.Results(output, create_graph, scope)[0],
                        Differentiation.Results(products, create_graph, scope));
                }

                /// <summary>The product of the Hessian of a function that returns one number and a vector.</summary>
                /// <remarks>It equals <c>vhp</c> if the second derivatives are continuous; then <c>vhp</c> is faster.</remarks>
                /// <inheritdoc cref="vhp(Func{Tensor, Tensor}, Tensor, Tensor, bool, bool)"/>
                public static (Tensor outputs, Tensor hvp) hvp(
                    Func<Tensor, Tensor> func, Tensor inputs, Tensor? v = null, bool create_graph = false, bool strict = false)
                {
                    (Tensor output, Tensor[] products) = hvp(One(func), new[] { inputs }, Vector(v), create_graph, strict);
                    return (output, products[0]);
                }

                /// <summary>The product for several inputs: v has one vector for each.</summary>
                /// <inheritdoc cref="hvp(Func{Tensor, Tensor}, Tensor, Tensor, bool, bool)"/>
                public static (Tensor outputs, Tensor[] hvp) hvp(
                    Func<Tensor[], Tensor> func, Tensor[] inputs, Tensor[]? v = null, bool create_graph = false, bool strict = false)
                {
                    Require(func);
                    using DisposeScope scope = NewDisposeScope();
                    using IDisposable recording = enable_grad();
                    Tensor[] from = Differentiation.Inputs(inputs, create_graph);
                    Tensor[] vectors = Differentiation.Vectors(v, from, create_graph, "the input");
                    Tensor[] output = Differentiation.Call(given => Differentiation.Number(func(given), nameof(hvp)), from, strict);
                    Tensor[] first = Differentiation.Filled(Differentiation.Gradients(output, from, null, true), from, true, strict);
                    Tensor[] any = from.Select(input => zeros_like(input).requires_grad_()).ToArray();
                    Tensor[] transposed = Differentiation.Filled(Differentiation.Gradients(first, from, any, true), from, true, strict);
                    Tensor[] products = Differentiation.Filled(
                        Differentiation.Gradients(transposed, any, vectors, create_graph), from, create_graph, strict);
                    return (Differentiation.Results(output, create_graph, scope)[0],
                        Differentiation.Results(products, create_graph, scope));
                }

                private static Tensor[]? Vector(Tensor? v) => v is null ? null : new[] { v };
            }
        }
    }
}
