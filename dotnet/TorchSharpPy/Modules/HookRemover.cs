using System;
using System.Threading;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Removes a hook that was registered.</summary>
            public sealed class HookRemover : IDisposable
            {
                private Action? removal;

                internal HookRemover(Action removal)
                {
                    this.removal = removal;
                }

                /// <summary>Removes the hook. Calls that have already begun may still run it. Calling this again does nothing.</summary>
                public void remove() => Interlocked.Exchange(ref removal, null)?.Invoke();

                /// <summary>The same as <see cref="remove"/>.</summary>
                public void Dispose() => remove();
            }
        }
    }
}
