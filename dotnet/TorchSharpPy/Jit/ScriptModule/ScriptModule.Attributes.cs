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

                // As in TorchSharp, whether a result may be null is not said: else every cast of one would warn.
#nullable disable annotations

                /// <summary>The value of an attribute: a parameter, buffer, submodule or constant among them.</summary>
                /// <param name="name">Its name.</param>
                /// <returns>As of <see cref="forward(object[])"/>, by the type of the attribute.</returns>
                /// <exception cref="UnknownMethodException">There is no such attribute; the message lists those there are.</exception>
                public object getattr(string name) => AsObject().getattr(name);

#nullable restore annotations

                /// <summary>The value of an attribute whose type is known.</summary>
                /// <typeparam name="T">The C# type of the value.</typeparam>
                /// <param name="name">Its name.</param>
                /// <exception cref="UnknownMethodException">There is no such attribute; the message lists those there are.</exception>
                /// <exception cref="TorchTypeException">The value has another type.</exception>
                public T getattr<T>(string name) => AsObject().getattr<T>(name);

                /// <summary>Sets an attribute.</summary>
                /// <param name="name">Its name.</param>
                /// <param name="value">Its new value.</param>
                /// <exception cref="UnknownMethodException">There is no such attribute; the message lists those there are.</exception>
                /// <exception cref="TorchTypeException">The value does not fit the attribute, or it is a constant.</exception>
                public void setattr(string name, object? value) => AsObject().setattr(name, value);

                // A second one, made by a thread at the same time, is as good and goes with a collection.
                private ScriptObject AsObject() => ownObject ??= handle.AsObject();
            }
        }
    }
}
