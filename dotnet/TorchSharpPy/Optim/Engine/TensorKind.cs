using System;

namespace TorchSharpPy.Optim
{
    /// <summary>What tensors must have in common for one operator on a list of them.</summary>
    internal readonly struct TensorKind : IEquatable<TensorKind>
    {
        internal TensorKind(torch.ScalarType type, int deviceType, int deviceIndex, long elements, bool isDense)
        {
            Type = type;
            DeviceType = deviceType;
            DeviceIndex = deviceIndex;
            Elements = elements;
            IsDense = isDense;
        }

        internal torch.ScalarType Type { get; }

        internal int DeviceType { get; }

        internal int DeviceIndex { get; }

        internal long Elements { get; }

        /// <summary>Whether the elements lie one behind the other, in the order of the dimensions.</summary>
        internal bool IsDense { get; }

        internal bool IsComplex => torch.is_complex(Type);

        /// <inheritdoc/>
        public bool Equals(TensorKind other) =>
            Type == other.Type && DeviceType == other.DeviceType && DeviceIndex == other.DeviceIndex;

        /// <inheritdoc/>
        public override bool Equals(object? other) => other is TensorKind kind && Equals(kind);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Type, DeviceType, DeviceIndex);

        /// <summary>Whether a kernel may walk through a tensor of this kind and one of another side by side.</summary>
        internal bool IsAlongside(TensorKind other) =>
            IsDense && other.IsDense && Elements == other.Elements && Equals(other);
    }
}
