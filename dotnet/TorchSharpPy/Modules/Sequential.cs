using System;
using System.Collections.Generic;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Modules
{
    /// <summary>Modules from a tensor to a tensor that run one after the other.</summary>
    public sealed class Sequential : Sequential<Tensor, Tensor>
    {
        internal Sequential(IEnumerable<(string name, nn.Module module)> modules)
            : base(modules)
        {
        }

        internal Sequential(IEnumerable<nn.Module> modules)
            : base(modules)
        {
        }
    }
}

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A sequence without modules, to append some to.</summary>
            public static Sequential Sequential() => new Sequential(Array.Empty<Module>());

            /// <summary>A sequence without modules, to append some to.</summary>
            /// <typeparam name="T">The C# type of the first one's argument.</typeparam>
            /// <typeparam name="TResult">The C# type of the last one's result.</typeparam>
            public static Sequential<T, TResult> Sequential<T, TResult>() => new Sequential<T, TResult>(Array.Empty<Module>());

            /// <summary>Modules that run one after the other; they are named "0", "1" and so on.</summary>
            /// <param name="modules">Modules of C# or of TorchScript that take a tensor and return one.</param>
            /// <exception cref="TorchTypeException">A module does not take what the one before returns.</exception>
            public static Sequential Sequential(params Module[] modules) =>
                new Sequential(modules ?? throw new ArgumentNullException(nameof(modules)));

            /// <summary>Modules that run one after the other, with names of their own.</summary>
            /// <param name="modules">Modules of C# or of TorchScript that take a tensor and return one.</param>
            /// <exception cref="ArgumentException">A name is given twice, or no name.</exception>
            /// <exception cref="TorchTypeException">A module does not take what the one before returns.</exception>
            public static Sequential Sequential(params (string name, Module module)[] modules) =>
                new Sequential(modules ?? throw new ArgumentNullException(nameof(modules)));

            /// <summary>Modules that run one after the other; they are named "0", "1" and so on.</summary>
            /// <typeparam name="T">The C# type of the first one's argument.</typeparam>
            /// <typeparam name="TResult">The C# type of the last one's result.</typeparam>
            /// <param name="modules">Modules of C# or of TorchScript with one argument each.</param>
            /// <exception cref="TorchTypeException">A module does not take what the one before returns.</exception>
            public static Sequential<T, TResult> Sequential<T, TResult>(params Module[] modules) =>
                new Sequential<T, TResult>(modules ?? throw new ArgumentNullException(nameof(modules)));

            /// <summary>Modules that run one after the other, with names of their own.</summary>
            /// <typeparam name="T">The C# type of the first one's argument.</typeparam>
            /// <typeparam name="TResult">The C# type of the last one's result.</typeparam>
            /// <param name="modules">Modules of C# or of TorchScript with one argument each.</param>
            /// <exception cref="ArgumentException">A name is given twice, or no name.</exception>
            /// <exception cref="TorchTypeException">A module does not take what the one before returns.</exception>
            public static Sequential<T, TResult> Sequential<T, TResult>(params (string name, Module module)[] modules) =>
                new Sequential<T, TResult>(modules ?? throw new ArgumentNullException(nameof(modules)));
        }
    }
}
