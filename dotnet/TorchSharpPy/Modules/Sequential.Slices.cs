using System;

namespace TorchSharpPy.Modules
{
    /// <content>Parts of a sequence. They have the same pieces: disposing one disposes the pieces of both.</content>
    public partial class Sequential<T, TResult>
    {
        /// <summary>A part of the sequence, with the same pieces.</summary>
        /// <param name="range">The indices of the pieces.</param>
        /// <exception cref="ArgumentOutOfRangeException">There are no such pieces.</exception>
        /// <exception cref="TorchTypeException">The part takes or returns other types.</exception>
        public Sequential<T, TResult> this[Range range] => Slice(range.Start.GetOffset(Count), range.End.GetOffset(Count));

        /// <summary>A part of the sequence, with the same pieces; null for its beginning and its end.</summary>
        /// <param name="range">The index of the first piece, and the one after the last.</param>
        /// <exception cref="ArgumentOutOfRangeException">There are no such pieces.</exception>
        /// <exception cref="TorchTypeException">The part takes or returns other types.</exception>
        public Sequential<T, TResult> this[(int? start, int? end) range] => Slice(range.start ?? 0, range.end ?? Count);

        /// <summary>A part of the sequence, with the same pieces.</summary>
        /// <param name="start">The index of the first piece.</param>
        /// <param name="end">The index after the last.</param>
        /// <exception cref="ArgumentOutOfRangeException">There are no such pieces.</exception>
        /// <exception cref="TorchTypeException">The part takes or returns other types.</exception>
        public Sequential<T, TResult> Slice(int start, int end) => new Sequential<T, TResult>(Part(start, end));
    }
}
