using System;
using System.Globalization;
using System.Linq;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>A device that holds tensors: a kind of device and an index.</summary>
        public sealed class Device : IEquatable<Device>
        {
            /// <summary>A device of a kind.</summary>
            /// <param name="type">The kind of device.</param>
            /// <param name="index">The index, from 0; -1 for the current device.</param>
            public Device(DeviceType type, int index = -1)
            {
                this.type = type;
                this.index = index;
            }

            /// <summary>A device with a name.</summary>
            /// <param name="description">The name, such as <c>"cpu"</c> or <c>"cuda:1"</c>.</param>
            /// <exception cref="ArgumentException">The text is not the name of a device.</exception>
            public Device(string description)
            {
                string[] parts = (description ?? throw new ArgumentNullException(nameof(description))).Split(':');
                int number = -1;
                if (parts.Length > 2 ||
                    !TryParseType(parts[0], out DeviceType kind) ||
                    (parts.Length == 2 && !TryParseIndex(parts[1], out number)))
                {
                    throw new ArgumentException(
                        $"'{description}' is not a device: expected one of " +
                        string.Join(", ", Enum.GetNames(typeof(DeviceType))).ToLowerInvariant() +
                        ", and optionally ':' and an index, such as 'cuda:1'.",
                        nameof(description));
                }
                type = kind;
                index = number;
            }

            /// <summary>The kind of device.</summary>
            public DeviceType type { get; }

            /// <summary>The index among the devices of its kind, from 0; -1 for the current device.</summary>
            public int index { get; }

            /// <summary>A device with a name.</summary>
            /// <exception cref="ArgumentException">The text is not the name of a device.</exception>
            public static implicit operator Device(string description) => new Device(description);

            /// <summary>Whether the kind and the index are equal.</summary>
            public bool Equals(Device? other) => other != null && type == other.type && index == other.index;

            /// <summary>Whether the kind and the index are equal.</summary>
            public override bool Equals(object? obj) => Equals(obj as Device);

            /// <summary>A hash of the kind and the index.</summary>
            public override int GetHashCode() => HashCode.Combine(type, index);

            /// <summary>The name, such as <c>"cuda:1"</c>.</summary>
            public override string ToString()
            {
                string name = Name(type);
                return index < 0 ? name : name + ":" + index.ToString(CultureInfo.InvariantCulture);
            }

            // Not ToLowerInvariant for all: .NET loads its tables of cultures for that, which a program's start would pay.
            private static string Name(DeviceType type) => type switch
            {
                DeviceType.CPU => "cpu",
                DeviceType.CUDA => "cuda",
                _ => type.ToString().ToLowerInvariant(),
            };

            private static bool TryParseType(string text, out DeviceType value) =>
                Enum.TryParse(text.ToUpperInvariant(), out value) && text.All(char.IsLetter);

            private static bool TryParseIndex(string text, out int value) =>
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        }
    }
}
