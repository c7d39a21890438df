using System;
using System.Collections.Generic;

namespace TorchSharpPy.Optim
{
    /// <summary>Parameters of one group for which one operator does the step: of one kind, and with the same counts.</summary>
    internal sealed class Bucket : IDisposable
    {
        /// <summary>
        /// On the CPU, operators go through a list one by one: what they pass to each other should stay in the cache.
        /// </summary>
        private const long ElementsOnCpu = 1 << 15;

        private readonly List<TrainedParameter> members = new List<TrainedParameter>();
        private readonly List<torch.Tensor> given = new List<torch.Tensor>();
        private readonly List<torch.Tensor> views = new List<torch.Tensor>();
        private readonly TensorKind kind;
        private readonly Dictionary<int, torch.Tensor[]> slots = new Dictionary<int, torch.Tensor[]>();
        private torch.Tensor[]? parameters;
        private torch.Tensor[]? gradients;
        private TensorList? ownGradients;
        private long elements;
        private bool canFuse = true;

        private Bucket(TensorKind kind)
        {
            this.kind = kind;
        }

        internal int Count => members.Count;

        /// <summary>The parameters. Complex ones are views on pairs of real numbers, here and below.</summary>
        internal torch.Tensor[] Parameters => parameters ??= Real(Array.ConvertAll(members.ToArray(), member => member.Tensor));

        /// <summary>The gradients, which must not be changed.</summary>
        internal torch.Tensor[] Gradients => ownGradients?.Items ?? (gradients ??= Real(given.ToArray()));

        /// <summary>Whether a fused kernel, which checks nothing, may do the step.</summary>
        internal bool CanFuse => canFuse && !kind.IsComplex &&
            (kind.Type == torch.ScalarType.Float32 || kind.Type == torch.ScalarType.Float64);

        /// <summary>A number that all parameters remember.</summary>
        internal double this[int number]
        {
            get => members[0].State!.Numbers[number];

            set
            {
                foreach (TrainedParameter member in members)
                {
                    member.State!.Numbers[number] = value;
                }
            }
        }

        /// <summary>Puts a parameter into the bucket that it fits, or into a new one.</summary>
        /// <param name="buckets">The buckets.</param>
        /// <param name="parameter">The parameter, with its state.</param>
        /// <param name="gradient">Its gradient, disposed with the bucket.</param>
        internal static void Put(List<Bucket> buckets, TrainedParameter parameter, torch.Tensor gradient)
        {
            TensorKind kind = parameter.Tensor.Kind;
            Bucket? fitting = null;
            foreach (Bucket bucket in buckets)
            {
                if (bucket.HasRoom(kind) && bucket.kind.Equals(kind) && bucket.members[0].State!.IsLike(parameter.State!))
                {
                    fitting = bucket;
                    break;
                }
            }
            if (fitting == null)
            {
                buckets.Add(fitting = new Bucket(kind));
            }
            fitting.members.Add(parameter);
            fitting.given.Add(gradient);
            fitting.elements += kind.Elements;
            fitting.canFuse = fitting.canFuse && IsAlongside(kind, gradient, parameter.State!);
        }

        /// <summary>The tensors at one place of what the parameters remember; all parameters have them.</summary>
        internal torch.Tensor[] Slot(int place)
        {
            if (!slots.TryGetValue(place, out torch.Tensor[] found))
            {
                slots[place] = found = Real(Array.ConvertAll(members.ToArray(), member => member.State!.Tensors[place]!));
            }
            return found;
        }

        /// <summary>Whether the parameters remember tensors at this place.</summary>
        internal bool HasSlot(int place) => !(members[0].State!.Tensors[place] is null);

        /// <summary>Makes the parameters remember new tensors at a place.</summary>
        internal void Fill(int place, Func<torch.Tensor, torch.Tensor> make)
        {
            for (int i = 0; i < members.Count; i++)
            {
                ParameterState state = members[i].State!;
                torch.Tensor? before = state.Tensors[place];
                state.Keep(place, make(members[i].Tensor));
                before?.Dispose();
            }
            slots.Remove(place);
        }

        /// <summary>Continues with the negative gradients.</summary>
        internal void NegateGradients() => Own(Foreach.Negative(Gradients));

        /// <summary>Continues with the gradients plus other tensors times a factor.</summary>
        internal void AddToGradients(torch.Tensor[] others, double factor)
        {
            if (ownGradients != null)
            {
                Foreach.Add_(ownGradients, others, factor);
            }
            else
            {
                Own(Foreach.Add(Gradients, others, factor));
            }
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            ownGradients?.Dispose();
            views.ForEach(view => view.Dispose());
            given.ForEach(gradient => gradient.Dispose());
        }

        private static bool IsAlongside(TensorKind kind, torch.Tensor gradient, ParameterState state)
        {
            bool fits = kind.IsAlongside(gradient.Kind);
            foreach (torch.Tensor? tensor in state.Tensors)
            {
                fits = fits && (tensor is null || kind.IsAlongside(tensor.Kind));
            }
            return fits;
        }

        private bool HasRoom(TensorKind kind) =>
            kind.DeviceType != (int)DeviceType.CPU || elements + kind.Elements <= ElementsOnCpu;

        private void Own(TensorList made)
        {
            ownGradients?.Dispose();
            ownGradients = made;
        }

        private torch.Tensor[] Real(torch.Tensor[] tensors)
        {
            if (!kind.IsComplex)
            {
                return tensors;
            }
            torch.Tensor[] real = Array.ConvertAll(tensors, tensor => tensor.view_as_real());
            views.AddRange(real);
            return real;
        }
    }
}
