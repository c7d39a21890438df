using System;
using System.Collections.Generic;
using TorchSharpPy.Convert;
using TorchSharpPy.Files;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Optim
{
    /// <summary>Owns a native optimizer.</summary>
    internal sealed unsafe class OptimizerHandle : NativeHandle, IOptimizerCore
    {
        private readonly string name;

        private OptimizerHandle(IntPtr handle, string name)
            : base(handle)
        {
            this.name = name;
        }

        private protected override string DisplayName => name;

        /// <summary>One of libtorch's optimizers.</summary>
        /// <param name="name">The name of its class.</param>
        /// <param name="groups">The parameter groups, each with all options.</param>
        internal static OptimizerHandle Create(
            string name, IReadOnlyList<(torch.Tensor[] parameters, IReadOnlyDictionary<string, object?> options)> groups)
        {
            NativeLibraryLoader.EnsureLoaded();
            CallFrame frame = CallFrame.Begin();
            try
            {
                NativeValue* list = frame.AllocateNodes(1);
                NativeValue* items = frame.AllocateNodes(groups.Count);
                CallFrame.PutItems(list, NativeKind.List, items, groups.Count);
                for (int i = 0; i < groups.Count; i++)
                {
                    PutGroup(groups[i], items + i, ref frame);
                }
                using var text = new PinnedText(name);
                IntPtr handle;
                Status.Check(NativeMethods.tsp_optimizer_create(text.Native, list, &handle));
                return new OptimizerHandle(handle, name);
            }
            finally
            {
                frame.Dispose();
            }
        }

        /// <inheritdoc/>
        public void AddGroup((torch.Tensor[] parameters, IReadOnlyDictionary<string, object?> options) group)
        {
            CallFrame frame = CallFrame.Begin();
            try
            {
                NativeValue* node = frame.AllocateNodes(1);
                PutGroup(group, node, ref frame);
                Status.Check(NativeMethods.tsp_optimizer_add_group(frame.Hold(this), node));
            }
            finally
            {
                frame.Dispose();
            }
        }

        /// <inheritdoc/>
        public torch.Tensor[] Parameters(int group)
        {
            CallFrame frame = CallFrame.Begin();
            try
            {
                return Conv<torch.Tensor>.Instance.TakeMany(Nodes.Children(Group(group, ref frame)));
            }
            finally
            {
                frame.Dispose();
            }
        }

        /// <inheritdoc/>
        public Dictionary<string, object?> Options(int group)
        {
            CallFrame frame = CallFrame.Begin();
            try
            {
                return Conv<Dictionary<string, object?>>.Instance.Take(Nodes.Children(Group(group, ref frame)) + 1);
            }
            finally
            {
                frame.Dispose();
            }
        }

        /// <inheritdoc/>
        public bool TryGetOption(int group, string option, out object? value) => Options(group).TryGetValue(option, out value);

        /// <inheritdoc/>
        public void SetOption(int group, string option, object? value)
        {
            CallFrame frame = CallFrame.Begin();
            try
            {
                NativeValue* node = frame.AllocateNodes(1);
                Conv<object?>.Instance.Put(value, node, ref frame);
                using var text = new PinnedText(option);
                Status.Check(NativeMethods.tsp_optimizer_option_set(frame.Hold(this), group, text.Native, node));
            }
            finally
            {
                frame.Dispose();
            }
        }

        /// <inheritdoc/>
        public void ZeroGrad(bool setToNone) => Set(NativeMethods.tsp_optimizer_zero_grad, setToNone);

        /// <inheritdoc/>
        public torch.Tensor? Step(Func<torch.Tensor>? closure)
        {
            using HandleLease lease = new HandleLease(this);
            IntPtr loss = IntPtr.Zero;
            if (closure == null)
            {
                Status.Check(NativeMethods.tsp_optimizer_step(lease.Native, IntPtr.Zero, null, &loss));
            }
            else
            {
                using var call = new LossClosure(closure);
                call.Check(NativeMethods.tsp_optimizer_step(lease.Native, LossClosure.Function, call.Context, &loss));
            }
            return loss == IntPtr.Zero ? null : new torch.Tensor(loss);
        }

        /// <summary>Writes the options and the state.</summary>
        /// <param name="sink">Where they are written; disposed here.</param>
        internal void Save(ByteSink sink)
        {
            using ByteSink held = sink;
            using HandleLease lease = new HandleLease(this);
            NativeSink native = sink.Native;
            sink.Check(NativeMethods.tsp_optimizer_save(lease.Native, &native));
        }

        /// <summary>Reads the options and the state.</summary>
        /// <param name="source">Where they are read from; disposed here.</param>
        internal void Load(ByteSource source)
        {
            using ByteSource held = source;
            using HandleLease lease = new HandleLease(this);
            NativeSource native = source.Native;
            source.Check(NativeMethods.tsp_optimizer_load(lease.Native, &native));
        }

        private protected override void Release(IntPtr handle) => NativeMethods.tsp_optimizer_release(handle);

        private static void PutGroup(
            (torch.Tensor[] parameters, IReadOnlyDictionary<string, object?> options) group, NativeValue* node, ref CallFrame frame)
        {
            NativeValue* items = frame.AllocateNodes(2);
            CallFrame.PutItems(node, NativeKind.Tuple, items, 2);
            Conv<torch.Tensor>.Instance.PutMany(group.parameters, items, ref frame);
            Conv<IReadOnlyDictionary<string, object?>>.Instance.Put(group.options, items + 1, ref frame);
        }

        /// <summary>A TUPLE(parameters, options), valid as long as the frame.</summary>
        private NativeValue* Group(int group, ref CallFrame frame)
        {
            IntPtr native = frame.Hold(this);
            NativeValue* groups = frame.AllocateResult(out _);
            Status.Check(NativeMethods.tsp_optimizer_groups(native, groups));
            return Nodes.Children(groups) + group;
        }
    }
}
