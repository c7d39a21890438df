using System;
using System.Collections.Generic;
using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    /// <summary>Carries out an index: first what is a view, then tensors of indices, as PyTorch does.</summary>
    internal sealed class IndexPlan : IDisposable
    {
        private readonly List<torch.Tensor?> indices = new List<torch.Tensor?>();
        private readonly List<torch.Tensor> owned = new List<torch.Tensor>();
        private torch.Tensor view;
        private int dimension;

        private IndexPlan(torch.Tensor tensor)
        {
            view = tensor.alias();
        }

        /// <summary>The elements that the index names.</summary>
        internal static torch.Tensor Get(torch.Tensor tensor, ReadOnlySpan<torch.TensorIndex> index)
        {
            using IndexPlan plan = Make(tensor, index);
            return plan.indices.Count == 0 ? plan.Keep() : Aten.Index(plan.view, plan.indices.ToArray());
        }

        /// <summary>Overwrites the elements that the index names.</summary>
        internal static void Set(torch.Tensor tensor, ReadOnlySpan<torch.TensorIndex> index, torch.Tensor value)
        {
            using IndexPlan plan = Make(tensor, index);
            using torch.Tensor source = WithoutLeadingOnes(value ?? throw new ArgumentNullException(nameof(value)), plan.view.ndim);
            if (plan.indices.Count == 0)
            {
                plan.view.copy_(source);
                return;
            }
            using torch.Tensor converted = source.to(plan.view);
            Aten.IndexPut(plan.view, plan.indices.ToArray(), converted, accumulate: false);
        }

        /// <summary>Overwrites the elements that the index names, or adds to them, where one may be named twice.</summary>
        internal static void Put(
            torch.Tensor tensor, ReadOnlySpan<torch.TensorIndex> index, torch.Tensor value, bool accumulate)
        {
            using IndexPlan plan = Make(tensor, index);
            if (plan.indices.Count > 0)
            {
                Aten.IndexPut(plan.view, plan.indices.ToArray(), value, accumulate);
            }
            else if (accumulate)
            {
                plan.view.add_(value);
            }
            else
            {
                plan.view.copy_(value);
            }
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            view?.Dispose();
            foreach (torch.Tensor each in owned)
            {
                each.Dispose();
            }
        }

        private static IndexPlan Make(torch.Tensor tensor, ReadOnlySpan<torch.TensorIndex> index)
        {
            long left = Dimensions(index);
            if (left > tensor.ndim)
            {
                throw new ArgumentException(
                    $"Too many indices: the tensor has {tensor.ndim} dimensions, and the index names {left}.", nameof(index));
            }
            var plan = new IndexPlan(tensor);
            try
            {
                bool isOpen = true;
                foreach (torch.TensorIndex each in index)
                {
                    if (each.Kind != IndexKind.Ellipsis)
                    {
                        plan.Apply(each);
                        continue;
                    }
                    if (!isOpen)
                    {
                        throw new ArgumentException("An index can have one Ellipsis only.", nameof(index));
                    }
                    isOpen = false;
                    plan.dimension += (int)(tensor.ndim - left);
                }
                return plan;
            }
            catch
            {
                plan.Dispose();
                throw;
            }
        }

        private static long Dimensions(ReadOnlySpan<torch.TensorIndex> index)
        {
            long count = 0;
            foreach (torch.TensorIndex each in index)
            {
                switch (each.Kind)
                {
                    case IndexKind.Number:
                    case IndexKind.Slice:
                        count++;
                        break;
                    case IndexKind.Tensor:
                        count += IsMask(each.Indices!) ? each.Indices!.ndim : 1;
                        break;
                }
            }
            return count;
        }

        private static bool IsMask(torch.Tensor indices) =>
            indices.dtype == torch.ScalarType.Bool || indices.dtype == torch.ScalarType.Byte;

        private static torch.Tensor WithoutLeadingOnes(torch.Tensor value, long most)
        {
            long[] shape = value.shape;
            int first = 0;
            while (shape.Length - first > most && shape[first] == 1)
            {
                first++;
            }
            return first == 0 ? value.alias() : value.view(shape.AsSpan(first));
        }

        private void Apply(torch.TensorIndex index)
        {
            switch (index.Kind)
            {
                case IndexKind.Number:
                    Replace(view.select(dimension, index.First ?? 0));
                    break;
                case IndexKind.Slice:
                    Replace(view.slice(dimension++, index.First, index.Last, index.Step ?? 1));
                    break;
                case IndexKind.NewAxis:
                    Replace(view.unsqueeze(dimension++));
                    break;
                case IndexKind.Bool:
                    AddBool(index.First == 1);
                    break;
                case IndexKind.Tensor:
                    AddTensor(index.Indices!);
                    break;
            }
        }

        /// <summary>A tensor without dimensions is a number or a bool; others are looked up in the end.</summary>
        private void AddTensor(torch.Tensor given)
        {
            if (given.ndim > 0)
            {
                AddIndices(given);
            }
            else if (IsMask(given))
            {
                AddBool(given.ToBoolean());
            }
            else
            {
                Replace(view.select(dimension, given.ToInt64()));
            }
        }

        private void AddBool(bool value)
        {
            Replace(view.unsqueeze(dimension));
            torch.Tensor one = torch.zeros(new long[] { value ? 1 : 0 }, torch.ScalarType.Int64, view.device);
            owned.Add(one);
            AddIndices(one);
        }

        private void AddIndices(torch.Tensor given)
        {
            while (indices.Count < dimension)
            {
                indices.Add(null);
            }
            indices.Add(given);
            dimension++;
        }

        private void Replace(torch.Tensor next)
        {
            view.Dispose();
            view = next;
        }

        private torch.Tensor Keep()
        {
            torch.Tensor kept = view;
            view = null!;
            return kept;
        }
    }
}
