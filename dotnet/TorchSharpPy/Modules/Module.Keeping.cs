namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <content>Whether tensors inside a module can be disposed at once.</content>
            public abstract partial class Module
            {
                private bool? isWrittenHere; // known from the first question on: sequences ask in every call

                /// <summary>
                /// Whether this module, or one in it, may keep its argument or its result as an object, as modules and hooks of users
                /// may. The answer can change: hooks come and go.
                /// </summary>
                internal bool MayKeepTensors()
                {
                    if (HasHooks || !(isWrittenHere ??= GetType().Assembly == typeof(Module).Assembly))
                    {
                        return true;
                    }
                    for (int i = 0; i < submodules.Count; i++)
                    {
                        if (submodules[i].MayKeepTensors())
                        {
                            return true;
                        }
                    }
                    return false;
                }
            }
        }
    }
}
