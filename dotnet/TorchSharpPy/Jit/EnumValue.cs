using System;
using TorchSharpPy.Jit;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            /// <summary>A member of a TorchScript enum, for callers without a C# enum of the same names.</summary>
            /// <remarks>
            /// One that TorchScript returned can be passed back, also where the schema says Any. One made from a name is that
            /// member of whichever enum a parameter wants.
            /// </remarks>
            public sealed class EnumValue : IEquatable<EnumValue>
            {
                /// <summary>The member of that name of the enum that a parameter wants.</summary>
                /// <param name="name">The name; else a member that differs in case and underscores alone is taken.</param>
                public EnumValue(string name)
                {
                    Name = name ?? throw new ArgumentNullException(nameof(name));
                    TypeName = string.Empty;
                }

                internal EnumValue(string typeName, string name, object? value, ObjectHandle member)
                {
                    TypeName = typeName;
                    Name = name;
                    Value = value;
                    Member = member;
                }

                /// <summary>The TorchScript class of the enum ("__torch__.models.Color"); empty where it was made from a name.</summary>
                public string TypeName { get; }

                /// <summary>The name of the member.</summary>
                public string Name { get; }

                /// <summary>What the member stands for, a long, double or string; null where it was made from a name.</summary>
                public object? Value { get; }

                /// <summary>The member itself, where TorchScript returned it.</summary>
                internal ObjectHandle? Member { get; }

                /// <summary>Whether both are the same member of an enum of the same name.</summary>
                public bool Equals(EnumValue? other) =>
                    !(other is null) && TypeName == other.TypeName && Name == other.Name && Equals(Value, other.Value);

                /// <inheritdoc/>
                public override bool Equals(object? obj) => Equals(obj as EnumValue);

                /// <inheritdoc/>
                public override int GetHashCode() => HashCode.Combine(TypeName, Name);

                /// <summary>The member as TorchScript prints it, such as <c>Color.RED</c>.</summary>
                public override string ToString() =>
                    TypeName.Length == 0 ? Name : TypeName.Substring(TypeName.LastIndexOf('.') + 1) + "." + Name;
            }
        }
    }
}
