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
            /// <summary>An instance of a TorchScript or C++ class, or another value with an identity.</summary>
            /// <remarks>
            /// <para>It is a handle on TorchScript's object, not a copy: what one side sets, the other
            /// sees. Two handles on the same object are equal.</para>
            /// <para>Disposing releases the handle, not the object. A handle that is never disposed is released after a
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

                /// <summary>The attributes and properties of an instance of a class. A class written in C++ has none.</summary>
                /// <exception cref="TorchTypeException">The object is not an instance of a class.</exception>
                public IReadOnlyList<(string name, SchemaType type)> Attributes => ownAttributes ??= handle.Attributes;

                /// <summary>The names of the methods of an instance of a class.</summary>
                /// <exception cref="TorchTypeException">The object is not an instance of a class.</exception>
                public IReadOnlyList<string> Methods => handle.Methods;

                /// <summary>The signatures of all methods.</summary>
                /// <exception cref="TorchTypeException">The object is not an instance of a class.</exception>
                public IReadOnlyList<FunctionSchema> Schemas =>
                    Array.AsReadOnly(Methods.Select(name => Method(name).Schema).ToArray());

                /// <summary>The native object, for leases.</summary>
                internal ObjectHandle Handle => handle;

                // As in TorchSharp, results are not annotated as nullable: every cast of one would warn.
#nullable disable annotations

                /// <summary>An attribute or property: <see cref="getattr(string)"/> and <see cref="setattr"/>.</summary>
                /// <param name="name">Its name.</param>
                /// <exception cref="UnknownMethodException">No attribute has that name. The message lists the attributes.</exception>
                /// <exception cref="TorchTypeException">The value does not fit the attribute.</exception>
                public object this[string name]
                {
                    get => getattr(name);
                    set => setattr(name, value);
                }

                /// <summary>The value of an attribute or property.</summary>
                /// <param name="name">Its name.</param>
                /// <returns>A value of the attribute's type, as <see cref="ScriptModule.forward(object[])"/> returns it.</returns>
                /// <exception cref="UnknownMethodException">No attribute has that name. The message lists the attributes.</exception>
                public object getattr(string name)
                {
                    SchemaType known = AttributeType(name ?? throw new ArgumentNullException(nameof(name)));

                    // A class may be one of modules: the value says which.
                    return handle.Get(
                        name,
                        known == null || known.Kind == SchemaKind.Class || known.Kind == SchemaKind.Interface
                            ? Conv<object>.Instance
                            : new BoxingConv(Conv.Of(RuntimeShapes.TypeFor(known))));
                }

                /// <summary>Runs a method.</summary>
                /// <param name="name">Its name.</param>
                /// <param name="input">The arguments, as for <see cref="ScriptModule.invoke(string, object[])"/>.</param>
                /// <returns>The result, in the form that <see cref="ScriptModule.forward(object[])"/> returns.</returns>
                /// <exception cref="UnknownMethodException">There is no method of that name. The message lists the methods.</exception>
                /// <exception cref="TorchTypeException">An argument does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException">The method failed. The error has the TorchScript traceback.</exception>
                public object invoke(string name, params object[] input) => Method(name).Invoke(input);

#nullable restore annotations

                /// <summary>The value of an attribute or property whose type is known.</summary>
                /// <typeparam name="T">The C# type of the value.</typeparam>
                /// <param name="name">Its name.</param>
                /// <remarks>The value is compared with the C# type, not the attribute's type, because that is faster.</remarks>
                /// <exception cref="UnknownMethodException">No attribute has that name. The message lists the attributes.</exception>
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
                /// <exception cref="UnknownMethodException">No attribute has that name. The message lists the attributes.</exception>
                /// <exception cref="TorchTypeException">The value does not fit the attribute.</exception>
                /// <exception cref="ScriptRuntimeException">A running call uses the object. Numbers and bools can be set.</exception>
                public void setattr(string name, object? value) =>
                    handle.Set(name ?? throw new ArgumentNullException(nameof(name)), value);

                /// <summary>Runs a method whose result type is known.</summary>
                /// <typeparam name="TResult">The C# type of the result.</typeparam>
                /// <param name="name">Its name.</param>
                /// <param name="input">The arguments, as for <see cref="ScriptModule.invoke(string, object[])"/>.</param>
                /// <exception cref="UnknownMethodException">There is no method of that name. The message lists the methods.</exception>
                /// <exception cref="TorchTypeException">An argument or the result type does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException">The method failed. The error has the TorchScript traceback.</exception>
                public TResult invoke<TResult>(string name, params object?[] input) => Method(name).Invoke<TResult>(input);

                /// <summary>The signature of a method.</summary>
                /// <exception cref="UnknownMethodException">There is no method of that name. The message lists the methods.</exception>
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

                /// <summary>Releases the handle. Later calls throw <see cref="ObjectDisposedException"/>.</summary>
                public void Dispose()
                {
                    handle.Dispose();
                    Volatile.Read(ref callables)?.Dispose();
                }

                /// <summary>A method, ready to be called.</summary>
                internal Callable Method(string name) => LazyInitializer.EnsureInitialized(
                    ref callables, () => new CallableCache(handle.Method, nameof(ScriptObject)))![name];

                /// <summary>The type of an attribute; null if no attribute has that name, which the core refuses.</summary>
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
