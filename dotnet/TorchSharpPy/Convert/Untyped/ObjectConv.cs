using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary><c>object</c>: any value, by its run-time type.</summary>
    internal sealed unsafe class ObjectConv : Conv<object?>
    {
        internal override SchemaKind Kind => SchemaKind.Any;

        internal override void Put(object? value, NativeValue* node, ref CallFrame frame)
        {
            switch (value)
            {
                case null:
                    Nodes.PutNone(node);
                    break;
                case torch.Tensor tensor:
                    Conv<torch.Tensor>.Instance.Put(tensor, node, ref frame);
                    break;
                case string text:
                    frame.PutText(text, node);
                    break;
                case IConvertible number when Scalar.TryFrom(number, out Scalar scalar):
                    scalar.Put(node);
                    break;
                default:
                    frame.EnterItems();
                    PutByType(value, node, ref frame);
                    frame.LeaveItems();
                    break;
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
                case NativeKind.Complex:
                    return Conv<System.Numerics.Complex>.Instance.Take(node);
                case NativeKind.String:
                    return Nodes.Text(node);
                case NativeKind.Device:
                    return Conv<torch.Device>.Instance.Take(node);
                case NativeKind.Bytes:
                    return Conv<byte[]>.Instance.Take(node);
                case NativeKind.Dtype:
                    return Conv<torch.ScalarType>.Instance.Take(node);
                case NativeKind.Layout:
                    return Conv<torch.Layout>.Instance.Take(node);
                case NativeKind.Set:
                    return RuntimeShapes.ToSet(TakeEach(node, 0, 1));
                case NativeKind.IntList:
                    return Conv<long>.Instance.TakeMany(node);
                case NativeKind.FloatList:
                    return Conv<double>.Instance.TakeMany(node);
                case NativeKind.BoolList:
                    return Conv<bool>.Instance.TakeMany(node);
                case NativeKind.Tuple:
                    return RuntimeShapes.ToTuple(TakeEach(node, 0, 1));
                case NativeKind.NamedTuple:
                    return RuntimeShapes.ToTuple(TakeEach(node, 1, 2));
                case NativeKind.List:
                    return RuntimeShapes.ToArray(TakeEach(node, 0, 1), Nodes.ElementKind(node));
                case NativeKind.Dict:
                    return RuntimeShapes.ToDictionary(
                        TakeEach(node, 0, 2), Nodes.ElementKind(node), TakeEach(node, 1, 2), Nodes.MappedKind(node));
                default:
                    return ObjectNodes.TakeObject(node);
            }
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) => true;

        private void PutByType(object value, NativeValue* node, ref CallFrame frame)
        {
            if (ObjectNodes.TryPut(value, node, ref frame))
            {
                return;
            }
            if (RuntimeConvs.Find(value.GetType()) is Conv conv)
            {
                conv.PutObject(value, node, ref frame); // keeps the element types of empty containers
                return;
            }
            switch (value)
            {
                case ITuple tuple:
                    PutTuple(tuple, node, ref frame);
                    break;
                case IDictionary dictionary:
                    PutDictionary(dictionary, node, ref frame);
                    break;
                case IEnumerable items:
                    PutSequence(items, node, ref frame);
                    break;
                default:
                    throw ConvFactory.Unsupported(value.GetType());
            }
        }

        private void PutTuple(ITuple tuple, NativeValue* node, ref CallFrame frame)
        {
            NativeValue* items = frame.AllocateNodes(tuple.Length);
            for (int i = 0; i < tuple.Length; i++)
            {
                Put(tuple[i], items + i, ref frame);
            }
            CallFrame.PutItems(node, NativeKind.Tuple, items, tuple.Length);
        }

        private void PutDictionary(IDictionary dictionary, NativeValue* node, ref CallFrame frame)
        {
            var pairs = new List<DictionaryEntry>();
            foreach (DictionaryEntry pair in dictionary)
            {
                pairs.Add(pair);
            }
            NativeValue* next = frame.AllocateNodes(2 * pairs.Count);
            CallFrame.PutItems(node, NativeKind.Dict, next, pairs.Count);
            foreach (DictionaryEntry pair in pairs)
            {
                Put(pair.Key, next++, ref frame);
                Put(pair.Value, next++, ref frame);
            }
        }

        private void PutSequence(IEnumerable sequence, NativeValue* node, ref CallFrame frame)
        {
            var values = new List<object?>();
            foreach (object? value in sequence)
            {
                values.Add(value);
            }
            PutMany(values.ToArray(), node, ref frame);
        }

        private object?[] TakeEach(NativeValue* node, int first, int step)
        {
            var children = new object?[node->Size];
            for (int i = 0; i < children.Length; i++)
            {
                children[i] = Take(Nodes.Children(node) + first + (step * i));
            }
            return children;
        }
    }
}
