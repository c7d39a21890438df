using System;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;
using TorchSharpPy.Modules;

namespace TorchSharpPy.Jit
{
    /// <summary>A list of the parameters of a module: the tensors of now, in the objects that it made before.</summary>
    /// <remarks>
    /// An object is listed again while it is in use somewhere, is not disposed, and has the tensor that the module has now. The
    /// list itself keeps no tensor alive.
    /// </remarks>
    internal sealed unsafe class ListedParameters
    {
        // Never changed: a thread that sees an older one only makes more objects anew.
        private Item[] known = Array.Empty<Item>();

        /// <summary>The parameters with their dotted names.</summary>
        /// <param name="handle">The module, the same for every call.</param>
        /// <param name="recurse">Whether to include the parameters of submodules, the same for every call.</param>
        internal (string name, Parameter parameter)[] Read(ModuleHandle handle, bool recurse)
        {
            CallFrame frame = CallFrame.Begin();
            try
            {
                IntPtr native = frame.Hold(handle);
                NativeValue* output = frame.AllocateResult(out _);
                Status.Check(NativeMethods.tsp_module_members(native, (int)NativeMemberKind.Parameters, recurse ? 1 : 0, output));
                return Take((NativeValue*)output->Data, (int)output->Size);
            }
            finally
            {
                frame.Dispose();
            }
        }

        private (string name, Parameter parameter)[] Take(NativeValue* pairs, int count)
        {
            Item[] before = known;
            Item[]? after = before.Length == count ? null : new Item[count];
            var list = new (string name, Parameter parameter)[count];
            for (int i = 0; i < count; i++)
            {
                var pair = (NativeValue*)pairs[i].Data;
                if (i < before.Length && before[i].Has(pair, out Parameter? parameter))
                {
                    list[i] = (before[i].Name, parameter!);
                }
                else
                {
                    list[i] = (Conv<string>.Instance.Take(pair), Conv<Parameter>.Instance.Take(pair + 1));
                    after ??= (Item[])before.Clone();
                }
                if (after != null)
                {
                    after[i] = i < before.Length && ReferenceEquals(before[i].Name, list[i].name) ? before[i] : new Item(list[i]);
                }
            }
            known = after ?? before;
            return list;
        }

        private readonly struct Item
        {
            internal readonly string Name;
            private readonly WeakReference<Parameter> parameter;

            internal Item((string name, Parameter parameter) listed)
            {
                Name = listed.name;
                parameter = new WeakReference<Parameter>(listed.parameter);
            }

            /// <summary>Whether its object is one for a name and a tensor.</summary>
            internal bool Has(NativeValue* pair, out Parameter? found)
            {
                return parameter.TryGetTarget(out found) && found.IsOf((IntPtr)pair[1].Data) && IsNamed((byte*)pair->Data, pair->Size);
            }

            // Names that are not ASCII never match, so that they are read each time.
            private bool IsNamed(byte* text, long size)
            {
                if (size != Name.Length)
                {
                    return false;
                }
                for (int i = 0; i < Name.Length; i++)
                {
                    if (Name[i] != text[i] || text[i] > 127)
                    {
                        return false;
                    }
                }
                return true;
            }
        }
    }
}
