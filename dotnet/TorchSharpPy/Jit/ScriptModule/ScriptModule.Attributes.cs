using System.Collections.Generic;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            public partial class ScriptModule
            {
                private ScriptObject? ownObject;

                /// <summary>The names and types of the parameters, buffers, submodules, other attributes and constants.</summary>
                public IReadOnlyList<(string name, SchemaType type)> Attributes => AsObject().Attributes;

                // As in TorchSharp, results are not annotated as nullable: every cast of one would warn.
#nullable disable annotations

                /// <summary>The value of an attribute. Parameters, buffers, submodules and constants are attributes too.</summary>
                /// <param name="name">Its name.</param>
                /// <returns>A value of the attribute's type, as <see cref="forward(object[])"/> returns it.</returns>
                /// <exception cref="UnknownMethodException">No attribute has that name. The message lists the attributes.</exception>
                public object getattr(string name) => AsPart(AsObject().getattr(name));

                /// <inheritdoc cref="getattr(string)"/>
                public object get_attribute(string name) => getattr(name);

#nullable restore annotations

                /// <summary>The value of an attribute whose type is known.</summary>
                /// <typeparam name="T">The C# type of the value.</typeparam>
                /// <param name="name">Its name.</param>
                /// <exception cref="UnknownMethodException">No attribute has that name. The message lists the attributes.</exception>
                /// <exception cref="TorchTypeException">The value has another type.</exception>
                public T getattr<T>(string name) => AsPart(AsObject().getattr<T>(name));

                /// <inheritdoc cref="getattr{T}(string)"/>
                public T get_attribute<T>(string name) => getattr<T>(name);

                /// <summary>Sets an attribute.</summary>
                /// <param name="name">Its name.</param>
                /// <param name="value">Its new value.</param>
                /// <exception cref="UnknownMethodException">No attribute has that name. The message lists the attributes.</exception>
                /// <exception cref="TorchTypeException">The value does not fit the attribute, or it is a constant.</exception>
                /// <exception cref="ScriptRuntimeException">A running call uses the module. Numbers and bools can be set.</exception>
                public void setattr(string name, object? value) => AsObject().setattr(name, value);

                /// <inheritdoc cref="setattr"/>
                public void set_attribute(string name, object? value) => setattr(name, value);

                // Another thread may make a second one at the same time. It is as good, and is collected later.
                private ScriptObject AsObject() => ownObject ??= handle.AsObject();
            }
        }
    }
}
