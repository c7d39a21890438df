using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Autograd
{
    /// <summary>Steps that the functions of <c>autograd.functional</c> share.</summary>
    internal static class Differentiation
    {
        /// <summary>The inputs as tensors that autograd records. With create_graph, those that it records already stay connected.</summary>
        internal static Tensor[] Inputs(Tensor[] inputs, bool create_graph) => Begin(inputs, nameof(inputs), create_graph, true);

        /// <summary>The vectors of a product, which have the shapes of other tensors; one for each.</summary>
        /// <exception cref="ArgumentException">A vector is missing, or has another shape.</exception>
        internal static Tensor[] Vectors(Tensor?[]? v, Tensor[] like, bool create_graph, string what)
        {
            if (v is null || v.All(each => each is null))
            {
                return like.Length == 1 && like[0].numel() == 1
                    ? new[] { ones_like(like[0]) }
                    : throw new ArgumentException($"v can be left out only if {what} is a single tensor with one element.", nameof(v));
            }
            Tensor[] given = Begin(v!, nameof(v), create_graph, false);
            if (given.Length != like.Length)
            {
                throw new ArgumentException($"v has {given.Length} tensors, but {what} has {like.Length}: give one for each.", nameof(v));
            }
            for (int i = 0; i < given.Length; i++)
            {
                if (!given[i].shape.SequenceEqual(like[i].shape))
                {
                    throw new ArgumentException(
                        $"v has the shape [{string.Join(", ", given[i].shape)}] at index {i}, but {what} has the shape " +
                        $"[{string.Join(", ", like[i].shape)}] there.",
                        nameof(v));
                }
            }
            return given;
        }

        /// <summary>Calls the function that is differentiated.</summary>
        internal static Tensor[] Call(Func<Tensor[], Tensor[]> func, Tensor[] inputs, bool strict)
        {
            Tensor[] outputs = func(inputs) ?? throw new InvalidOperationException("The function returned null: return its tensors.");
            for (int i = 0; i < outputs.Length; i++)
            {
                if (outputs[i] is null)
                {
                    throw new InvalidOperationException($"The function returned null at index {i}: return a tensor.");
                }
                if (strict && !outputs[i].requires_grad)
                {
                    throw Independent($"Output {i} of the function does not depend on the inputs.");
                }
            }
            return outputs;
        }

        /// <summary>The single number that a function returned, as a scalar.</summary>
        internal static Tensor[] Number(Tensor output, string caller) => output is null || output.numel() != 1
            ? throw new InvalidOperationException($"The function given to {caller} must return one number, a tensor with one element.")
            : new[] { output };

        /// <summary>Gradients; null where an output does not depend on an input.</summary>
        internal static Tensor?[] Gradients(
            Tensor[] outputs, Tensor[] inputs, Tensor[]? vectors, bool create_graph, bool retain_graph = false)
        {
            int[] recorded = Enumerable.Range(0, outputs.Length).Where(i => outputs[i].requires_grad).ToArray();
            return recorded.Length == 0
                ? new Tensor?[inputs.Length]
                : autograd.Gradients(
                    recorded.Select(i => outputs[i]),
                    inputs,
                    vectors is null ? null : recorded.Select(i => vectors[i]),
                    retain_graph || create_graph,
                    create_graph,
                    true);
        }

        /// <summary>Replaces gradients that are missing by zeros.</summary>
        /// <exception cref="InvalidOperationException">With strict: one is missing, or does not depend on the inputs.</exception>
        internal static Tensor[] Filled(Tensor?[] gradients, Tensor[] like, bool create_graph, bool strict)
        {
            for (int i = 0; i < gradients.Length; i++)
            {
                if (strict && gradients[i] is null)
                {
                    throw Independent($"The result at index {i} is zero, because nothing depends on the input.");
                }
                if (strict && create_graph && !gradients[i]!.requires_grad)
                {
                    throw Independent($"The derivative at index {i} does not depend on the inputs.");
                }
                gradients[i] ??= zeros_like(like[i]);
            }
            return gradients!;
        }

        /// <summary>The results as the caller gets them: without a graph, unless create_graph asks for it.</summary>
        internal static Tensor[] Results(IEnumerable<Tensor> tensors, bool create_graph, DisposeScope scope) =>
            tensors.Select(tensor => scope.MoveToOuter(create_graph ? tensor : tensor.detach())).ToArray();

        private static Tensor[] Begin(Tensor?[] tensors, string name, bool create_graph, bool requires_grad)
        {
            if (tensors is null)
            {
                throw new ArgumentNullException(name);
            }
            return tensors.Select(tensor => tensor is null
                ? throw new ArgumentException($"A tensor in {name} is null.", name)
                : create_graph && tensor.requires_grad ? tensor.view_as(tensor) : tensor.detach().requires_grad_(requires_grad)).ToArray();
        }

        private static InvalidOperationException Independent(string what) =>
            new InvalidOperationException(what + " With strict: true this is an error.");
    }
}
