using System;
using System.Linq;
using TorchSharpPy.Convert;

namespace TorchSharpPy.Modules
{
    /// <summary>A module of a sequence, as a step that takes the result of the step before.</summary>
    internal abstract class SequentialStep
    {
        private readonly torch.nn.Module piece;

        private SequentialStep(torch.nn.Module piece)
        {
            this.piece = piece;
        }

        /// <summary>The C# type of its result.</summary>
        internal abstract Type Output { get; }

        /// <summary>Whether the module may keep its argument or its result as an object, as modules and hooks of users may.</summary>
        internal bool MayKeep => piece.MayKeepTensors();

        /// <summary>The step for a module; null if the module does not accept the input type.</summary>
        /// <param name="module">The module.</param>
        /// <param name="input">The C# type of its input.</param>
        /// <param name="result">The C# type that it must return; null for any.</param>
        internal static SequentialStep? Of(torch.nn.Module module, Type input, Type? result)
        {
            Type[] typed = module.GetType().GetInterfaces()
                .Where(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(torch.nn.IModule<,>))
                .ToArray();
            Type? fitting = typed.FirstOrDefault(one =>
                one.GetGenericArguments()[0].IsAssignableFrom(input) && (result?.IsAssignableFrom(one.GetGenericArguments()[1]) ?? true));
            if (fitting != null)
            {
                Type step = typeof(TypedStep<,>).MakeGenericType(fitting.GetGenericArguments());
                return (SequentialStep)Activator.CreateInstance(step, new object[] { module })!;
            }
            return typed.Length == 0 && module is torch.jit.ScriptModule script ? UntypedStep.Of(script, result) : null;
        }

        internal abstract object? Run(object? input);

        private sealed class TypedStep<TInput, TOutput> : SequentialStep
        {
            private readonly torch.nn.IModule<TInput, TOutput> module;

            public TypedStep(torch.nn.IModule<TInput, TOutput> module)
                : base((torch.nn.Module)module)
            {
                this.module = module;
            }

            internal override Type Output => typeof(TOutput);

            internal override object? Run(object? input) => module.call((TInput)input!);
        }

        /// <summary>A TorchScript module without C# types: they come from its schema.</summary>
        private sealed class UntypedStep : SequentialStep
        {
            private readonly torch.jit.ScriptModule module;

            private UntypedStep(torch.jit.ScriptModule module, Type output)
                : base(module)
            {
                this.module = module;
                Output = output;
            }

            internal override Type Output { get; }

            internal static SequentialStep? Of(torch.jit.ScriptModule module, Type? result)
            {
                Type output = RuntimeShapes.TypeFor(module.Schema("forward").Returns);
                return result == null || result.IsAssignableFrom(output) ? new UntypedStep(module, output) : null;
            }

            internal override object? Run(object? input) => module.call(new[] { input });
        }
    }
}
