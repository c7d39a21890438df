using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary><c>object</c>: any value, by its run-time kind.</summary>
    internal sealed unsafe class ObjectConv : Conv<object?>
    {
        internal override void Put(object? value, NativeValue* node, ref CallFrame frame)
        {
            switch (value)
            {
                case null:
                    node->Kind = (int)NativeKind.None;
                    node->Flags = 0;
                    break;
                case torch.Tensor tensor:
                    Conv<torch.Tensor>.Instance.Put(tensor, node, ref frame);
                    break;
                case string text:
                    frame.PutText(text, node);
                    break;
                case Scalar scalar:
                    scalar.Put(node);
                    break;
                case torch.Device device:
                    frame.PutText(device.ToString(), node);
                    break;
                case torch.ScalarType dtype:
                    Conv<torch.ScalarType>.Instance.Put(dtype, node, ref frame);
                    break;
                case IConvertible number when Scalar.TryFrom(number, out Scalar scalar):
                    scalar.Put(node);
                    break;
                case long[] integers when IsExactly<long[]>(value): // the runtime takes ulong[] for long[] too
                    Conv<long>.Instance.PutMany(integers, node, ref frame);
                    break;
                case double[] reals when IsExactly<double[]>(value):
                    Conv<double>.Instance.PutMany(reals, node, ref frame);
                    break;
                case bool[] flags when IsExactly<bool[]>(value):
                    Conv<bool>.Instance.PutMany(flags, node, ref frame);
                    break;
                case object other when ObjectNodes.TryPut(other, node, ref frame):
                    break;
                case ITuple tuple:
                    PutTuple(tuple, node, ref frame);
                    break;
                case IEnumerable items when !(value is IDictionary):
                    PutSequence(items, node, ref frame);
                    break;
                default:
                    throw ConvFactory.Unsupported(value.GetType());
            }
        }

        internal override object? Take(NativeValue* node)
        {
            switch ((NativeKind)node->Kind)
            {
                case NativeKind.None:
                    return null;
                case NativeKind.Tensor:
                    return Conv<torch.Tensor>.Instance.Take(node);
                case NativeKind.Int:
                    return node->I;
                case NativeKind.Float:
                    return node->F;
                case NativeKind.Bool:
                    return node->I != 0;
                case NativeKind.String:
                    return Utf8.Read(node->Data, node->Size);
                case NativeKind.IntList:
                    return Conv<long>.Instance.TakeMany(node);
                case NativeKind.FloatList:
                    return Conv<double>.Instance.TakeMany(node);
                case NativeKind.BoolList:
                    return Conv<bool>.Instance.TakeMany(node);
                case NativeKind.Tuple:
                    return RuntimeShapes.ToTuple(TakeChildren(node));
                case NativeKind.List:
                    return RuntimeShapes.ToArray(TakeChildren(node));
                default:
                    return ObjectNodes.TakeObject(node);
            }
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) => true;

        private static bool IsExactly<T>(object value) => value.GetType() == typeof(T);

        private void PutTuple(ITuple tuple, NativeValue* node, ref CallFrame frame)
        {
            frame.EnterItems();
            NativeValue* items = frame.AllocateNodes(tuple.Length);
            for (int i = 0; i < tuple.Length; i++)
            {
                Put(tuple[i], items + i, ref frame);
            }
            CallFrame.PutItems(node, NativeKind.Tuple, items, tuple.Length);
            frame.LeaveItems();
        }

        private void PutSequence(IEnumerable sequence, NativeValue* node, ref CallFrame frame)
        {
            var values = new List<object?>();
            foreach (object? value in sequence)
            {
                values.Add(value);
            }
            frame.EnterItems();
            PutMany(values.ToArray(), node, ref frame);
            frame.LeaveItems();
        }

        private object?[] TakeChildren(NativeValue* node)
        {
            var children = new object?[node->Size];
            for (int i = 0; i < children.Length; i++)
            {
                children[i] = Take((NativeValue*)node->Data + i);
            }
            return children;
        }
    }
}
