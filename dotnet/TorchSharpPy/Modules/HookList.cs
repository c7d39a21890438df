using System;
using System.Threading;

namespace TorchSharpPy.Modules
{
    /// <summary>Hooks in the order of registration. They may be added and removed while others run.</summary>
    /// <typeparam name="THook">A delegate type; each registration must pass a different delegate object.</typeparam>
    internal sealed class HookList<THook>
        where THook : Delegate
    {
        private THook[] hooks = Array.Empty<THook>();

        /// <summary>The hooks for a call that begins now. The array never changes.</summary>
        internal THook[] Current => Volatile.Read(ref hooks);

        /// <summary>Adds a hook after the others.</summary>
        internal torch.nn.HookRemover Add(THook hook)
        {
            Replace(before =>
            {
                var after = new THook[before.Length + 1];
                before.CopyTo(after, 0);
                after[before.Length] = hook;
                return after;
            });
            return new torch.nn.HookRemover(() => Remove(hook));
        }

        private void Remove(THook hook) =>
            Replace(before => Array.FindAll(before, other => !ReferenceEquals(other, hook)));

        private void Replace(Func<THook[], THook[]> change)
        {
            THook[] before;
            do
            {
                before = Volatile.Read(ref hooks);
            }
            while (Interlocked.CompareExchange(ref hooks, change(before), before) != before);
        }
    }
}
