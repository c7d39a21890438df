using System;
using System.Collections;
using System.Collections.Generic;
using TorchSharpPy.Errors;

namespace TorchSharpPy.Optim
{
    /// <summary>How an optimizer computes a step: its options, what it remembers of a parameter, and its formulas.</summary>
    /// <remarks>A rule keeps nothing itself.</remarks>
    internal abstract class UpdateRule
    {
        /// <summary>The name of the most common number to remember: how many steps a parameter has made.</summary>
        private protected const string StepName = "step";

        private protected UpdateRule(string name, IReadOnlyList<OptionRow> options)
        {
            Name = name;
            Options = options;
        }

        /// <summary>The optimizer's name.</summary>
        internal string Name { get; }

        /// <summary>Its options.</summary>
        internal IReadOnlyList<OptionRow> Options { get; }

        /// <summary>The names of the numbers to remember, which PyTorch keeps as tensors with one element.</summary>
        internal virtual IReadOnlyList<string> Numbers { get; } = new[] { StepName };

        /// <summary>The names of the tensors to remember, which have the shape of the parameter.</summary>
        internal abstract IReadOnlyList<string> Tensors { get; }

        /// <summary>What PyTorch's groups have besides these options, for files that it reads.</summary>
        internal virtual IReadOnlyDictionary<string, object?> Fixed { get; } = new Dictionary<string, object?>
        {
            ["foreach"] = null,
            ["capturable"] = false,
            ["differentiable"] = false,
        };

        /// <summary>Whether a parameter has something to remember before its first step.</summary>
        internal virtual bool StartsAtOnce => false;

        /// <summary>Whether it computes the loss several times in a step, for one group of parameters.</summary>
        internal virtual bool NeedsClosure => false;

        /// <summary>Fills in options that are None.</summary>
        internal virtual void Complete(OptionValues options)
        {
        }

        /// <summary>Refuses options that do not fit together.</summary>
        internal virtual void CheckTogether(OptionValues options)
        {
        }

        /// <summary>Makes what a parameter does not remember yet.</summary>
        /// <param name="state">What it remembers.</param>
        /// <param name="isNew">Whether it remembers nothing at all.</param>
        /// <param name="parameter">The parameter.</param>
        /// <param name="options">The options of its group.</param>
        internal virtual void Start(ParameterState state, bool isNew, torch.Tensor parameter, OptionValues options)
        {
            for (int i = 0; i < state.Tensors.Length; i++)
            {
                if (state.Tensors[i] is null)
                {
                    state.Keep(i, parameter.zeros_like());
                }
            }
        }

        /// <summary>Makes a step for parameters that have the same numbers to remember.</summary>
        internal abstract void Update(Bucket bucket, OptionValues options);

        /// <summary>Makes a step for a parameter with a sparse gradient.</summary>
        internal virtual void UpdateSparse(TrainedParameter parameter, torch.Tensor gradient, OptionValues options) =>
            throw new ScriptRuntimeException(new ErrorDetails(
                TorchErrorKind.Runtime,
                $"{Name} takes no sparse gradients: make the gradient dense with to_dense(), or use SGD or Adagrad."));

        /// <summary>Makes a step that computes the loss several times; if that fails, nothing has changed.</summary>
        /// <returns>The loss before the step.</returns>
        internal virtual torch.Tensor StepWith(Func<torch.Tensor> closure, TrainedParameter[] parameters, OptionValues options) =>
            throw new NotSupportedException($"{Name} computes the loss once in a step.");

        /// <summary>What a parameter remembers, by PyTorch's names, with new handles on the tensors.</summary>
        internal virtual Dictionary<string, object?> Write(ParameterState state, torch.Tensor parameter)
        {
            var written = new Dictionary<string, object?>();
            for (int i = 0; i < state.Numbers.Length; i++)
            {
                written[Numbers[i]] = torch.tensor((float)state.Numbers[i]);
            }
            for (int i = 0; i < state.Tensors.Length; i++)
            {
                if (state.Tensors[i] is torch.Tensor tensor)
                {
                    written[Tensors[i]] = tensor.NewHandle();
                }
            }
            return written;
        }

        /// <summary>Reads what a parameter remembers; tensors are copied.</summary>
        /// <param name="given">What is remembered, by PyTorch's names.</param>
        /// <param name="parameter">The parameter.</param>
        /// <param name="elements">The number of elements of all parameters together.</param>
        /// <param name="key">What the state calls the parameter.</param>
        internal virtual ParameterState Read(IDictionary given, torch.Tensor parameter, long elements, object key) =>
            OptimizerStateReader.ReadState(this, parameter, given, key);

        /// <summary>Adds the L2 penalty to the gradients, as the option 'weight_decay' says.</summary>
        private protected static void AddWeightDecay(Bucket bucket, OptionValues options)
        {
            double decay = options.Number("weight_decay");
            if (decay != 0)
            {
                bucket.AddToGradients(bucket.Parameters, decay);
            }
        }

        /// <summary>Shrinks the parameters, or adds the L2 penalty to the gradients.</summary>
        private protected static void Decay(Bucket bucket, OptionValues options, bool isDecoupled)
        {
            double decay = options.Number("weight_decay");
            if (isDecoupled && decay != 0)
            {
                Foreach.Multiply_(bucket.Parameters, 1 - (options.Number("lr") * decay));
            }
            else
            {
                AddWeightDecay(bucket, options);
            }
        }

        /// <summary>Moves running means of the gradient and of its square.</summary>
        private protected static void MoveMeans(Bucket bucket, int mean, int square, (double first, double second) betas)
        {
            Foreach.Lerp_(bucket.Slot(mean), bucket.Gradients, 1 - betas.first);
            torch.Tensor[] squares = bucket.Slot(square);
            Foreach.Multiply_(squares, betas.second);
            Foreach.AddProduct_(squares, bucket.Gradients, bucket.Gradients, 1 - betas.second);
        }
    }
}
