using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TorchSharpPy.Convert;
using TorchSharpPy.Jit;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            /// <summary>An instance of a class of TorchScript or C++, or another value with an identity of its own.</summary>
            /// <remarks>
            /// <para>It is a handle on the object that TorchScript works with, not a copy: what either side sets, the other
            /// sees. Two handles on the same object are equal.</para>
            /// <para>Disposing gives the handle back, not the object; a handle that is never disposed is given back after a
            /// collection. Calls may be made from several threads at once.</para>
            /// </remarks>
            public sealed partial class ScriptObject : IDisposable, IEquatable<ScriptObject>
            {
                private readonly ObjectHandle handle;
                private readonly long identity;
                private CallableCache? callables;
                private SchemaType? ownType;
                private IReadOnlyList<(string name, SchemaType type)>? ownAttributes;

                /// <summary>Takes ownership of a native object.</summary>
                internal ScriptObject(ObjectHandle handle)
                {
                    this.handle = handle;
                    identity = handle.Identity;
                }

                /// <summary>The TorchScript type, such as a class.</summary>
                public SchemaType Type => ownType ??= handle.Type;

                /// <summary>The attributes and properties of an instance of a class; a class written in C++ shows none.</summary>
                /// <exception cref="TorchTypeException">The object is no instance of a class.</exception>
                public IReadOnlyList<(string name, SchemaType type)> Attributes => ownAttributes ??= handle.Attributes;

                /// <summary>The names of the methods of an instance of a class.</summary>
                /// <exception cref="TorchTypeException">The object is no instance of a class.</exception>
                public IReadOnlyList<string> Methods => handle.Methods;

                /// <summary>The signatures of all methods.</summary>
                /// <exception cref="TorchTypeException">The object is no instance of a class.</exception>
                public IReadOnlyList<FunctionSchema> Schemas =>
                    Array.AsReadOnly(Methods.Select(name => Method(name).Schema).ToArray());

                /// <summary>The native object, for leases.</summary>
                internal ObjectHandle Handle => handle;

                // As in TorchSharp, whether a result may be null is not said: else every cast of one would warn.
#nullable disable annotations

                /// <summary>An attribute or property: <see cref="getattr(string)"/> and <see cref="setattr"/>.</summary>
                /// <param name="name">Its name.</param>
                /// <exception cref="UnknownMethodException">There is no such attribute; the message lists those there are.</exception>
                /// <exception cref="TorchTypeException">The value does not fit the attribute.</exception>
                public object this[string name]
                {
                    get => getattr(name);
                    set => setattr(name, value);
                }

                /// <summary>The value of an attribute or property.</summary>
                /// <param name="name">Its name.</param>
                /// <returns>As of <see cref="ScriptModule.forward(object[])"/>, by the type of the attribute.</returns>
                /// <exception cref="UnknownMethodException">There is no such attribute; the message lists those there are.</exception>
                public object getattr(string name)
                {
                    SchemaType known = AttributeType(name ?? throw new ArgumentNullException(nameof(name)));
                    return handle.Get(
                        name,
                        known == null ? Conv<object>.Instance : new BoxingConv(Conv.Of(RuntimeShapes.TypeFor(known))));
                }

                /// <summary>Runs a method.</summary>
                /// <param name="name">Its name.</param>
                /// <param name="input">The arguments, as of <see cref="ScriptModule.invoke(string, object[])"/>.</param>
                /// <returns>As of <see cref="ScriptModule.forward(object[])"/>.</returns>
                /// <exception cref="UnknownMethodException">There is no such method; the message lists those there are.</exception>
                /// <exception cref="TorchTypeException">An argument does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException">The method failed; with its TorchScript traceback.</exception>
                public object invoke(string name, params object[] input) => Method(name).Invoke(input);

#nullable restore annotations

                /// <summary>The value of an attribute or property whose type is known.</summary>
                /// <typeparam name="T">The C# type of the value.</typeparam>
                /// <param name="name">Its name.</param>
                /// <remarks>It is the value that is compared with the C# type: reading the class's would cost more.</remarks>
                /// <exception cref="UnknownMethodException">There is no such attribute; the message lists those there are.</exception>
                /// <exception cref="TorchTypeException">The value has another type.</exception>
                public T getattr<T>(string name)
                {
                    Conv<T> conv = Conv<T>.Instance;
                    try
                    {
                        return handle.Get(name ?? throw new ArgumentNullException(nameof(name)), conv);
                    }
                    catch (TorchTypeException)
                    {
                        if (AttributeType(name!) is { } known && !conv.Accepts(known, Direction.Result))
                        {
                            throw TypedView.RefuseAttribute(Type, name!, known, conv, typeof(T));
                        }
                        throw;
                    }
                }

                /// <summary>Sets an attribute or property.</summary>
                /// <param name="name">Its name.</param>
                /// <param name="value">Its new value.</param>
                /// <exception cref="UnknownMethodException">There is no such attribute; the message lists those there are.</exception>
                /// <exception cref="TorchTypeException">The value does not fit the attribute.</exception>
                public void setattr(string name, object? value) =>
                    handle.Set(name ?? throw new ArgumentNullException(nameof(name)), value);

                /// <summary>Runs a method whose result type is known.</summary>
                /// <typeparam name="TResult">The C# type of the result.</typeparam>
                /// <param name="name">Its name.</param>
                /// <param name="input">The arguments, as of <see cref="ScriptModule.invoke(string, object[])"/>.</param>
                /// <exception cref="UnknownMethodException">There is no such method; the message lists those there are.</exception>
                /// <exception cref="TorchTypeException">An argument or the result type does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException">The method failed; with its TorchScript traceback.</exception>
                public TResult invoke<TResult>(string name, params object?[] input) => Method(name).Invoke<TResult>(input);

                /// <summary>The signature of a method.</summary>
                /// <exception cref="UnknownMethodException">There is no such method; the message lists those there are.</exception>
                public FunctionSchema Schema(string name) => Method(name).Schema;

                /// <summary>Whether both are handles on the same object.</summary>
                public bool Equals(ScriptObject? other) =>
                    ReferenceEquals(this, other) ||
                    (!(other is null) && identity == other.identity && !handle.IsDisposed && !other.handle.IsDisposed);

                /// <inheritdoc/>
                public override bool Equals(object? obj) => Equals(obj as ScriptObject);

                /// <inheritdoc/>
                public override int GetHashCode() => identity.GetHashCode();

                /// <summary>The TorchScript type as TorchScript prints it.</summary>
                public override string ToString() => Type.Text;

                /// <summary>Gives the handle back. Later calls throw <see cref="ObjectDisposedException"/>.</summary>
                public void Dispose()
                {
                    handle.Dispose();
                    Volatile.Read(ref callables)?.Dispose();
                }

                /// <summary>A method, ready to be called.</summary>
                internal Callable Method(string name) => LazyInitializer.EnsureInitialized(
                    ref callables, () => new CallableCache(handle.Method, nameof(ScriptObject)))![name];

                /// <summary>The type of an attribute; null where there is none of that name, which the core refuses best.</summary>
                private SchemaType? AttributeType(string name)
                {
                    foreach ((string known, SchemaType ofValue) in Attributes)
                    {
                        if (known == name)
                        {
                            return ofValue;
                        }
                    }
                    return null;
                }
            }
        }
    }
}
