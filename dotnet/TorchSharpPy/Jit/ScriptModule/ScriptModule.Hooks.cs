using System;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            public partial class ScriptModule
            {
                private ModuleHooks? hooks;
                private string? whole;

                /// <summary>Whether call has hooks of this view to run.</summary>
                internal override bool HasHooks => ModuleHooks.Any(hooks);

                /// <summary>The hooks of this view, to add one.</summary>
                private protected ModuleHooks Hooks => hooks ?? FirstHooks();

                // As in TorchSharp, results are not annotated as nullable: every cast of one would warn.
#nullable disable annotations

                /// <summary>Runs a hook before each <c>call</c> of this view. <c>forward</c> runs no hooks.</summary>
                /// <param name="hook">
                /// Takes the module and the arguments by position. Returns other arguments, or null to keep them.
                /// </param>
                /// <returns>Removes the hook when asked to.</returns>
                /// <remarks>
                /// Hooks run in the order of their registration, before those that were scripted with the module, on the thread of
                /// the call. What a hook throws comes out of the call.
                /// </remarks>
                public nn.HookRemover register_forward_pre_hook(Func<ScriptModule, object[], object[]> hook) =>
                    Hooks.AddBefore(hook, input => hook(this, input));

                /// <summary>Runs a hook after each <c>call</c> of this view. <c>forward</c> runs no hooks.</summary>
                /// <param name="hook">
                /// Takes the module, the arguments by position, and the result. Returns another result, or null to keep it.
                /// </param>
                /// <returns>Removes the hook when asked to.</returns>
                /// <remarks>
                /// Hooks run in the order of their registration, after those that were scripted with the module, on the thread of
                /// the call. What a hook throws comes out of the call. A result that a hook replaces is the hook's to dispose.
                /// </remarks>
                public nn.HookRemover register_forward_hook(Func<ScriptModule, object[], object, object> hook) =>
                    Hooks.AddAfter(hook, (input, result) => hook(this, input, result));

#nullable restore annotations

                /// <summary>Remembers that a view is one of a part of this module, so that its hooks can warn.</summary>
                private protected T AsPart<T>(T value)
                {
                    if (value is ScriptModule part)
                    {
                        part.whole = GetName();
                    }
                    return value;
                }

                private ModuleHooks FirstHooks()
                {
                    if (whole != null)
                    {
                        warnings.Pass(new TorchWarning(
                            $"'{GetName()}' is a part of '{whole}', whose TorchScript code calls it without the hooks of C#: " +
                            "the hook runs only if C# calls this view of the part",
                            file: string.Empty,
                            line: 0,
                            isDeprecation: false,
                            isOfModel: false));
                    }
                    return ModuleHooks.Of(ref hooks);
                }
            }
        }
    }
}
