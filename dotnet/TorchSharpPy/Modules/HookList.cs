using System;
using System.Threading;

namespace TorchSharpPy.Modules
{
    /// <summary>Hooks in the order of their registration. They may come and go while others run.</summary>
    /// <typeparam name="THook">A delegate type; each registration must be a delegate of its own.</typeparam>
    internal sealed class HookList<THook>
        where THook : Delegate
    {
        private THook[] hooks = Array.Empty<THook>();

        /// <summary>The hooks of a call that begins now. The array never changes.</summary>
        internal THook[] Current => Volatile.Read(ref hooks);

        /// <summary>Adds a hook behind the others.</summary>
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
