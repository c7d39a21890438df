using System;
using TorchSharpPy.Jit;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            /// <summary>A member of a TorchScript enum, for callers that have no C# enum with these names.</summary>
            /// <remarks>
            /// A member that TorchScript returned can be passed back, also to a parameter of type Any. A member made from a name is that
            /// member of the enum that the parameter has.
            /// </remarks>
            public sealed class EnumValue : IEquatable<EnumValue>
            {
                /// <summary>The member of that name, of the enum that the parameter has.</summary>
                /// <param name="name">The name. If no member has it, a member that differs only in case and underscores is taken.</param>
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

                /// <summary>The TorchScript class of the enum ("__torch__.models.Color"); empty for a member made from a name.</summary>
                public string TypeName { get; }

                /// <summary>The name of the member.</summary>
                public string Name { get; }

                /// <summary>The member's value: a long, double or string. Null for a member made from a name.</summary>
                public object? Value { get; }

                /// <summary>The member itself, if TorchScript returned it.</summary>
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
