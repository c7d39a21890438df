using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            private static Tensor? Number(float? value) => value is float given ? tensor(given) : null;

            private static Tensor? Number(double? value) => value is double given ? tensor(given) : null;

            private static Tensor? Vector(float? value) => value is float given ? tensor(new[] { given }) : null;

            private static Tensor? Vector(double? value) => value is double given ? tensor(new[] { given }) : null;

            /// <summary>The same probability for each class.</summary>
            private static Tensor Equal(int categories, string name) => categories > 0
                ? full(categories, 1.0 / categories, ScalarType.Float32)
                : throw new ArgumentOutOfRangeException(name, categories, "Expected at least one class.");
        }
    }
}
