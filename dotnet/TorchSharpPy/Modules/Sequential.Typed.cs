using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TorchSharpPy.Convert;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Modules
{
    /// <summary>Modules that run one after another, each with the result of the one before.</summary>
    /// <typeparam name="T">The C# type of the first module's argument.</typeparam>
    /// <typeparam name="TResult">The C# type of the last module's result.</typeparam>
    /// <remarks>
    /// A piece is a module with one argument, written in C# or TorchScript; its hooks run too. A tensor between two layers of
    /// this library is disposed at once. One that a module of yours or a hook has seen is not, because it may have been kept: the
    /// garbage collector releases it.
    /// </remarks>
    public partial class Sequential<T, TResult> : nn.Module<T, TResult>, IReadOnlyList<nn.Module>
    {
        private readonly List<nn.Module> pieces = new List<nn.Module>();
        private SequentialStep[]? steps;

        internal Sequential(IEnumerable<(string name, nn.Module module)> modules)
            : base(nameof(Sequential))
        {
            foreach ((string name, nn.Module module) in modules)
            {
                append(name, module);
            }
            if (pieces.Count > 0)
            {
                steps = Build();
            }
        }

        internal Sequential(IEnumerable<nn.Module> modules)
            : this(modules.Select((module, place) => (NameOf(place), module)))
        {
        }

        /// <summary>The number of pieces.</summary>
        public int Count => pieces.Count;

        /// <summary>The piece at an index, from 0.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
        public nn.Module this[int index] => pieces[index];

        /// <summary>Adds a piece at the end, named by its index.</summary>
        /// <returns>This module.</returns>
        /// <exception cref="ArgumentException">The piece contains this sequence.</exception>
        public Sequential<T, TResult> append(nn.Module module) => append(NameOf(pieces.Count), module);

        /// <summary>Adds a piece at the end.</summary>
        /// <param name="name">Its name in the state_dict.</param>
        /// <param name="module">The piece.</param>
        /// <returns>This module.</returns>
        /// <exception cref="ArgumentException">The name is invalid or already used, or the piece contains this sequence.</exception>
        public Sequential<T, TResult> append(string name, nn.Module module)
        {
            register_module(name, module);
            return this;
        }

        /// <summary>Adds a piece at the end, named by its index.</summary>
        /// <exception cref="ArgumentException">The piece contains this sequence.</exception>
        public void Add(nn.Module module) => append(module);

        /// <summary>Adds a piece at the end.</summary>
        /// <param name="name">Its name in the state_dict.</param>
        /// <param name="module">The piece.</param>
        /// <exception cref="ArgumentException">The name is invalid or already used, or the piece contains this sequence.</exception>
        public void Add(string name, nn.Module module) => append(name, module);

        /// <summary>The same as <see cref="append(string, nn.Module)"/>.</summary>
        /// <exception cref="ArgumentException">The name is invalid or already used, or the piece contains this sequence.</exception>
        public override void register_module(string name, nn.Module submodule)
        {
            base.register_module(name, submodule);
            pieces.Add(submodule);
            steps = null;
        }

        /// <summary>Runs the pieces. An empty sequence returns the input.</summary>
        /// <exception cref="TorchTypeException">A piece does not accept the result of the one before.</exception>
        public override TResult forward(T input)
        {
            object? value = input;
            bool isOwn = false; // whether only this method has the value
            foreach (SequentialStep step in steps ??= Build())
            {
                bool mayKeep = step.MayKeep;
                object? next = Next(step, value, isOwn && !mayKeep);
                bool isSame = ReferenceEquals(next, value);
                if (isOwn && !mayKeep && !isSame)
                {
                    (value as IDisposable)?.Dispose();
                }
                isOwn = !mayKeep && (!isSame || isOwn);
                value = next;
            }
            return (TResult)value!;
        }

        /// <summary>The pieces in order.</summary>
        public IEnumerator<nn.Module> GetEnumerator() => pieces.GetEnumerator();

        /// <inheritdoc/>
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>The pieces of a part of the sequence.</summary>
        /// <param name="start">The index of the first.</param>
        /// <param name="end">The index after the last.</param>
        /// <exception cref="ArgumentOutOfRangeException">There are no such pieces.</exception>
        private protected IEnumerable<nn.Module> Part(int start, int end) => start >= 0 && start <= end && end <= Count
            ? pieces.GetRange(start, end - start)
            : throw new ArgumentOutOfRangeException(
                nameof(end), end, $"The sequence has {Count} pieces: expected 0 <= start <= end <= {Count}, and start is {start}.");

        /// <summary>Runs a step. If it fails, nobody else disposes what only the sequence has.</summary>
        private static object? Next(SequentialStep step, object? value, bool isOwn)
        {
            try
            {
                return step.Run(value);
            }
            catch when (isOwn)
            {
                (value as IDisposable)?.Dispose();
                throw;
            }
        }

        private static string NameOf(int place) => place.ToString(CultureInfo.InvariantCulture);

        private SequentialStep[] Build()
        {
            var built = new SequentialStep[pieces.Count];
            Type given = typeof(T);
            for (int i = 0; i < built.Length; i++)
            {
                bool isLast = i == built.Length - 1;
                built[i] = SequentialStep.Of(pieces[i], given, isLast ? typeof(TResult) : null) ??
                    throw new TorchTypeException(
                        $"Piece {i} of the sequence, a {TypeNames.Of(pieces[i].GetType())}, does not take {TypeNames.Of(given)}" +
                        (isLast ? $" and return {TypeNames.Of(typeof(TResult))}." : "."));
                given = built[i].Output;
            }
            return typeof(TResult).IsAssignableFrom(given)
                ? built
                : throw new TorchTypeException(
                    $"An empty sequence returns its input, which is a {TypeNames.Of(given)}, not a {TypeNames.Of(typeof(TResult))}.");
        }
    }
}
