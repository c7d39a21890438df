using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Makes and calls the modules of <c>torch.nn</c> by name, for the Python tests.</summary>
    public static class ModulesFromPython
    {
        /// <summary>Whether C# has a module of that name.</summary>
        public static bool Has(string name) => Factories(name).Any();

        /// <summary>Calls <c>torch.nn.NAME</c> with arguments by name.</summary>
        public static nn.Module Make(string name, NamedArguments arguments)
        {
            foreach (MethodInfo factory in Factories(name))
            {
                if (arguments.TryBind(factory.GetParameters(), out object?[] values))
                {
                    return (nn.Module)Unwrapped(() => factory.Invoke(null, values))!;
                }
            }
            throw new MissingMethodException($"torch.nn.{name} does not take {arguments}.");
        }

        /// <summary>Calls forward, or another method, with arguments by position.</summary>
        /// <returns>The tensors of the result, one after another.</returns>
        public static Tensor[] Call(nn.Module module, string method, NamedArguments arguments)
        {
            IEnumerable<MethodInfo> candidates = module.GetType().GetMethods()
                .Where(one => one.Name == method && !one.IsGenericMethod)
                .OrderBy(one => one.GetParameters().Length);
            foreach (MethodInfo one in candidates)
            {
                if (arguments.TryBind(one.GetParameters(), out object?[] values))
                {
                    return Tensors(Unwrapped(() => one.Invoke(module, values))).ToArray();
                }
            }
            throw new MissingMethodException($"{module.GetName()}.{method} does not take {arguments}.");
        }

        public static Dictionary<string, Tensor> NewState() => new Dictionary<string, Tensor>();

        private static IEnumerable<MethodInfo> Factories(string name) => typeof(nn).GetMethods()
            .Where(one => one.Name == name && !one.IsGenericMethod)
            .OrderBy(one => one.GetParameters().Length);

        private static object? Unwrapped(Func<object?> invoke)
        {
            try
            {
                return invoke();
            }
            catch (TargetInvocationException error)
            {
                ExceptionDispatchInfo.Capture(error.InnerException!).Throw();
                throw;
            }
        }

        private static IEnumerable<Tensor> Tensors(object? result)
        {
            switch (result)
            {
                case Tensor tensor:
                    return new[] { tensor };
                case ITuple tuple:
                    return Enumerable.Range(0, tuple.Length).SelectMany(i => Tensors(tuple[i]));
                default:
                    return Array.Empty<Tensor>();
            }
        }
    }
}
