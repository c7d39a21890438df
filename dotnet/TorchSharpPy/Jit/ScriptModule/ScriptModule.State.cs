using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Interop;
using TorchSharpPy.Jit;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            public partial class ScriptModule
            {
                private readonly ListedParameters allParameters = new ListedParameters();
                private readonly ListedParameters ownParameters = new ListedParameters();

                /// <inheritdoc/>
                internal override object Identity => (typeof(ScriptModule), AsObject().Handle.Identity);

                /// <inheritdoc/>
                /// <remarks>Each is a separate view, which stays valid when this module is disposed.</remarks>
                public override IEnumerable<(string name, nn.Module module)> named_children() =>
                    handle.Members<ScriptModule>(NativeMemberKind.Children, recurse: false)
                        .Select(child => (child.name, (nn.Module)AsPart(child.value)))
                        .ToArray();

                /// <inheritdoc/>
                /// <remarks>Each is a separate view, which stays valid when this module is disposed.</remarks>
                public override IEnumerable<(string name, nn.Module module)> named_modules() => Inner().Skip(1);

                /// <inheritdoc/>
                /// <remarks>
                /// An object that was listed before and is still in use is listed again, unless it was disposed or the module has
                /// another tensor in its place.
                /// </remarks>
                public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
                    (recurse ? allParameters : ownParameters).Read(handle, recurse);

                /// <inheritdoc/>
                public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true) =>
                    handle.Members<Tensor>(NativeMemberKind.Buffers, recurse);

                /// <summary>The attributes with their values: parameters, buffers, submodules and all others except constants.</summary>
                /// <param name="recurse">Whether to list those of submodules too, with their paths.</param>
                public IEnumerable<(string name, object? value)> named_attributes(bool recurse = true) =>
                    handle.Members<object?>(NativeMemberKind.Attributes, recurse);

                /// <inheritdoc/>
                public override void zero_grad(bool set_to_none = true) => handle.ZeroGrad(set_to_none);

                /// <summary>Sets a submodule of the TorchScript class. A compiled class cannot get new submodules.</summary>
                /// <exception cref="UnknownMethodException">No attribute has that name. The message lists the attributes.</exception>
                /// <exception cref="TorchTypeException">The module is not a TorchScript module, or has another class.</exception>
                public override void register_module(string name, nn.Module submodule) => setattr(name, submodule);

                /// <summary>Sets a parameter of the TorchScript class. A compiled class cannot get new parameters.</summary>
                /// <exception cref="UnknownMethodException">No attribute has that name. The message lists the attributes.</exception>
                /// <exception cref="TorchTypeException">The attribute is not a tensor.</exception>
                public override void register_parameter(string name, Parameter? param) => setattr(name, param);

                /// <summary>Sets a buffer of the TorchScript class. A compiled class cannot get new buffers.</summary>
                /// <param name="name">Its name.</param>
                /// <param name="tensor">Its new value. The caller's tensor stays valid.</param>
                /// <param name="persistent">Must be true: TorchScript has only persistent buffers.</param>
                /// <exception cref="UnknownMethodException">No attribute has that name. The message lists the attributes.</exception>
                /// <exception cref="TorchTypeException">The attribute is not a tensor.</exception>
                public override void register_buffer(string name, Tensor? tensor, bool persistent = true)
                {
                    if (!persistent)
                    {
                        throw new ArgumentException("A buffer of a TorchScript module is always persistent.", nameof(persistent));
                    }
                    setattr(name, tensor);
                }

                /// <inheritdoc/>
                internal override IEnumerable<(string name, nn.Module module)> Inner()
                {
                    (string name, ScriptModule value)[] all = handle.Members<ScriptModule>(NativeMemberKind.Modules, recurse: true);
                    all[0].value.Dispose(); // this module, of which the caller already has a view
                    return all.Select((one, place) => (one.name, place == 0 ? (nn.Module)this : AsPart(one.value))).ToArray();
                }

                /// <inheritdoc/>
                internal override IEnumerable<(string name, Parameter tensor)> InnerParameters() => named_parameters();

                /// <inheritdoc/>
                internal override IEnumerable<(string name, Tensor tensor)> InnerBuffers() => named_buffers();

                /// <inheritdoc/>
                internal override IEnumerable<(string name, Tensor tensor)> PersistentBuffers() => named_buffers();

                /// <inheritdoc/>
                internal override IEnumerable<(string name, Tensor tensor)> InnerState() =>
                    handle.Members<Tensor>(NativeMemberKind.State, recurse: true);

                /// <inheritdoc/>
                internal override void SetRequiresGrad(bool on) => handle.SetRequiresGrad(on);

                /// <inheritdoc/>
                internal override void MoveTo(Moving moving) => handle.MoveTo(moving);

                /// <inheritdoc/>
                internal override void Assign(IReadOnlyDictionary<string, Tensor> state, TakenTensors taken) =>
                    handle.LoadState(state, NativeStateFlag.Assign);

                private protected override (IList<string> missing, IList<string> unexpected) LoadState(
                    IReadOnlyDictionary<string, Tensor> source, bool strict, bool assign) => handle.LoadState(
                        source, (strict ? NativeStateFlag.Strict : 0) | (assign ? NativeStateFlag.Assign : 0));

                private protected override nn.Module? FindChild(string name) =>
                    Has(name) && getattr<object?>(name) is ScriptModule child ? child : null;

                private protected override Parameter? FindParameter(string name) => FindTensor(name, isParameter: true);

                private protected override Tensor? FindBuffer(string name) => FindTensor(name, isParameter: false);

                private bool Has(string name) => Attributes.Any(attribute => attribute.name == name);

                // The lists contain a tensor once, with the first of its names.
                private Parameter? FindTensor(string name, bool isParameter)
                {
                    if (!Has(name) || !(AsObject().getattr<object?>(name) is Tensor))
                    {
                        return null;
                    }
                    var found = AsObject().getattr<Parameter>(name);
                    return named_parameters(recurse: false).Any(one => one.parameter.Handle == found.Handle) == isParameter ? found : null;
                }
            }
        }
    }
}
