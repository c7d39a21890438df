using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            public partial class ScriptModule
            {
                /// <summary>
                /// Calls a method until the executor has specialized its code to these arguments, so that the first call that matters
                /// is a fast one.
                /// </summary>
                /// <param name="inputs">
                /// The arguments of the calls: an array or value tuple of them, or one argument. The types, shapes and devices of
                /// tensors should be those of later calls.
                /// </param>
                /// <param name="n">The most calls.</param>
                /// <param name="method">The name of the method.</param>
                /// <remarks>
                /// The results are dropped, but the calls are real: in training mode they update running means, and random
                /// numbers are drawn. Code is specialized once for calls that record gradients and once for those that do not,
                /// so warm up in the mode of the later calls: inside <c>torch.no_grad()</c> for inference.
                /// </remarks>
                /// <returns>How often the method was called.</returns>
                /// <exception cref="UnknownMethodException">The module does not have the method. The message lists its methods.</exception>
                /// <exception cref="TorchTypeException">An argument does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException">The method failed. The error has the TorchScript traceback.</exception>
                public int Warmup(object? inputs, int n = 20, string method = Forward)
                {
                    object?[] input = inputs as object?[] ?? new[] { inputs };
                    if (method != Forward || n < 2)
                    {
                        return checked((int)Method(method).WarmUp(input, n));
                    }
                    long runs = Method(method).WarmUp(input, n - 1);
                    (CallForward(input) as IDisposable)?.Dispose(); // .NET compiles what the next call takes
                    return checked((int)runs + 1);
                }

                /// <summary>Calls forward the way that this view does.</summary>
                private protected virtual object? CallForward(object?[] input) => forward(input!);
            }
        }
    }
}
