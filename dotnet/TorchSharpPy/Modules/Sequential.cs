using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Modules
{
    /// <summary>Modules that take and return a tensor and run one after another.</summary>
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

        /// <summary>A part of the sequence, with the same pieces: disposing it disposes them.</summary>
        /// <param name="range">The indices of the pieces.</param>
        /// <exception cref="ArgumentOutOfRangeException">There are no such pieces.</exception>
        public new Sequential this[Range range] => Slice(range.Start.GetOffset(Count), range.End.GetOffset(Count));

        /// <summary>A part of the sequence, with the same pieces: disposing it disposes them.</summary>
        /// <param name="range">The index of the first piece, and the one after the last; null for the beginning and the end.</param>
        /// <exception cref="ArgumentOutOfRangeException">There are no such pieces.</exception>
        public new Sequential this[(int? start, int? end) range] => Slice(range.start ?? 0, range.end ?? Count);

        /// <summary>A part of the sequence, with the same pieces: disposing it disposes them.</summary>
        /// <param name="start">The index of the first piece.</param>
        /// <param name="end">The index after the last.</param>
        /// <exception cref="ArgumentOutOfRangeException">There are no such pieces.</exception>
        public new Sequential Slice(int start, int end) => new Sequential(Part(start, end));

        /// <summary>Adds a piece at the end, named by its index.</summary>
        /// <returns>This module.</returns>
        /// <exception cref="ArgumentException">The piece contains this sequence.</exception>
        public new Sequential append(nn.Module module)
        {
            base.append(module);
            return this;
        }

        /// <summary>Adds a piece at the end.</summary>
        /// <param name="name">Its name in the state_dict.</param>
        /// <param name="module">The piece.</param>
        /// <returns>This module.</returns>
        /// <exception cref="ArgumentException">The name is invalid or already used, or the piece contains this sequence.</exception>
        public new Sequential append(string name, nn.Module module)
        {
            base.append(name, module);
            return this;
        }
    }
}

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>An empty sequence, to append modules to.</summary>
            public static Sequential Sequential() => new Sequential(Array.Empty<Module>());

            /// <summary>An empty sequence, to append modules to.</summary>
            /// <typeparam name="T">The C# type of the first module's argument.</typeparam>
            /// <typeparam name="TResult">The C# type of the last module's result.</typeparam>
            public static Sequential<T, TResult> Sequential<T, TResult>() => new Sequential<T, TResult>(Array.Empty<Module>());

            /// <summary>Modules that run one after another, named "0", "1" and so on.</summary>
            /// <param name="modules">Modules written in C# or TorchScript that take a tensor and return one.</param>
            /// <exception cref="TorchTypeException">A module does not accept the result of the one before.</exception>
            public static Sequential Sequential(params Module[] modules) =>
                new Sequential(modules ?? throw new ArgumentNullException(nameof(modules)));

            /// <inheritdoc cref="Sequential(Module[])"/>
            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => Sequential((Module[])modules);

            /// <inheritdoc cref="Sequential(Module[])"/>
            public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) =>
                new Sequential(modules ?? throw new ArgumentNullException(nameof(modules)));

            /// <inheritdoc cref="Sequential(ValueTuple{string, Module}[])"/>
            public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) =>
                new Sequential(
                    (modules ?? throw new ArgumentNullException(nameof(modules))).Select(one => (one.name, (Module)one.submodule)));

            /// <summary>Modules that run one after another, with given names.</summary>
            /// <param name="modules">Modules written in C# or TorchScript that take a tensor and return one.</param>
            /// <exception cref="ArgumentException">A name is invalid, or given twice.</exception>
            /// <exception cref="TorchTypeException">A module does not accept the result of the one before.</exception>
            public static Sequential Sequential(params (string name, Module module)[] modules) =>
                new Sequential(modules ?? throw new ArgumentNullException(nameof(modules)));

            /// <summary>Modules that run one after another, named "0", "1" and so on.</summary>
            /// <typeparam name="T">The C# type of the first module's argument.</typeparam>
            /// <typeparam name="TResult">The C# type of the last module's result.</typeparam>
            /// <param name="modules">Modules written in C# or TorchScript, with one argument each.</param>
            /// <exception cref="TorchTypeException">A module does not accept the result of the one before.</exception>
            public static Sequential<T, TResult> Sequential<T, TResult>(params Module[] modules) =>
                new Sequential<T, TResult>(modules ?? throw new ArgumentNullException(nameof(modules)));

            /// <summary>Modules that run one after another, with given names.</summary>
            /// <typeparam name="T">The C# type of the first module's argument.</typeparam>
            /// <typeparam name="TResult">The C# type of the last module's result.</typeparam>
            /// <param name="modules">Modules written in C# or TorchScript, with one argument each.</param>
            /// <exception cref="ArgumentException">A name is invalid, or given twice.</exception>
            /// <exception cref="TorchTypeException">A module does not accept the result of the one before.</exception>
            public static Sequential<T, TResult> Sequential<T, TResult>(params (string name, Module module)[] modules) =>
                new Sequential<T, TResult>(modules ?? throw new ArgumentNullException(nameof(modules)));
        }
    }
}
