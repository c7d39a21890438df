using System;
using System.Threading;

namespace TorchSharpPy.Modules
{
    /// <summary>The hooks of one module, for arguments of any type: the generated classes adapt typed hooks to these.</summary>
    internal sealed class ModuleHooks
    {
        private readonly HookList<Func<object?[], object?[]?>> before = new HookList<Func<object?[], object?[]?>>();
        private readonly HookList<Func<object?[], object?, object?>> after = new HookList<Func<object?[], object?, object?>>();

        /// <summary>Whether a call has hooks to run. For a module that never had one, this is a comparison with null.</summary>
        internal static bool Any(ModuleHooks? hooks) =>
            hooks != null && (hooks.before.Current.Length > 0 || hooks.after.Current.Length > 0);

        /// <summary>The hooks of a module, created at first use.</summary>
        internal static ModuleHooks Of(ref ModuleHooks? hooks) =>
            Volatile.Read(ref hooks) ?? Interlocked.CompareExchange(ref hooks, new ModuleHooks(), null) ?? hooks!;

        /// <summary>Adds a hook that sees the arguments.</summary>
        /// <param name="given">The hook that the user registered, for a null check.</param>
        /// <param name="hook">Returns new arguments, or null to keep the old ones.</param>
        internal torch.nn.HookRemover AddBefore(Delegate given, Func<object?[], object?[]?> hook) =>
            before.Add(Checked(given, hook));

        /// <summary>Adds a hook that sees the arguments and the result.</summary>
        /// <param name="given">The hook that the user registered, for a null check.</param>
        /// <param name="hook">Returns a new result, or null to keep the old one.</param>
        internal torch.nn.HookRemover AddAfter(Delegate given, Func<object?[], object?, object?> hook) =>
            after.Add(Checked(given, hook));

        /// <summary>Calls a module with its hooks.</summary>
        internal TResult Call<TResult>(object?[] input, Func<object?[], TResult> forward)
        {
            foreach (Func<object?[], object?[]?> hook in before.Current)
            {
                input = hook(input) ?? input;
            }
            TResult result = forward(input);
            foreach (Func<object?[], object?, object?> hook in after.Current)
            {
                object? changed = hook(input, result);
                result = changed is null ? result : Result<TResult>(changed);
            }
            return result;
        }

        /// <summary>An action on the module, as a hook that keeps the arguments.</summary>
        internal static Func<object?[], object?[]?> Before(Action<torch.nn.Module> action, torch.nn.Module module) => input =>
        {
            action(module);
            return null;
        };

        /// <summary>An action on the module, as a hook that keeps the result.</summary>
        internal static Func<object?[], object?, object?> After(Action<torch.nn.Module> action, torch.nn.Module module) => (_, __) =>
        {
            action(module);
            return null;
        };

        /// <summary>One of the arguments, cast to its type.</summary>
        /// <param name="input">All arguments.</param>
        /// <param name="index">The index of the argument, from 0.</param>
        /// <param name="count">The required number of arguments.</param>
        /// <exception cref="TorchTypeException">A hook, or an untyped call of a typed view, gave other arguments.</exception>
        internal static T Argument<T>(object?[] input, int index, int count) => input.Length == count
            ? Cast<T>(input[index], "argument " + (index + 1))
            : throw new TorchTypeException($"The module's hooks expected {count} arguments, got {input.Length}.");

        /// <summary>The result, cast to its type.</summary>
        /// <exception cref="TorchTypeException">A hook, or an untyped call of a typed view, gave another type.</exception>
        internal static TResult Result<TResult>(object? result) => Cast<TResult>(result, "the result");

        /// <summary>Whether a value has a type without conversion.</summary>
        internal static bool Is<T>(object? value) => value is T || (value is null && default(T)! is null);

        private static T Cast<T>(object? value, string what)
        {
            if (Is<T>(value))
            {
                return (T)value!;
            }
            throw new TorchTypeException(
                $"The module's hooks expected {typeof(T)} as {what}, got {value?.GetType().ToString() ?? "null"} from a hook or an " +
                "untyped call of a typed view: pass a value of the view's type.");
        }

        private static THook Checked<THook>(Delegate? given, THook hook) =>
            given is null ? throw new ArgumentNullException(nameof(hook)) : hook;
    }
}
