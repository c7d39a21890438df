using System;
using System.Linq.Expressions;
using System.Reflection;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>A class that wraps a <c>ScriptObject</c> as that object.</summary>
    internal sealed unsafe class ScriptObjectWrapperConv<T> : Conv<T>
        where T : class, torch.jit.IScriptObject
    {
        private readonly Func<torch.jit.ScriptObject, T>? wrap = Constructor();

        internal override void Put(T value, NativeValue* node, ref CallFrame frame) =>
            ScriptObjectConv.PutHandle(value?.ScriptObject.Handle, node, ref frame);

        internal override T Take(NativeValue* node)
        {
            torch.jit.ScriptObject? instance = Conv<torch.jit.ScriptObject?>.Instance.Take(node);
            if (instance is null)
            {
                return null!;
            }
            return wrap == null
                ? throw new TorchTypeException(
                    $"{TypeNames.Of(typeof(T))} cannot be a result: give it a public constructor that takes only a ScriptObject.")
                : wrap(instance);
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            (type.Kind == SchemaKind.Class || type.Kind == SchemaKind.Interface) &&
            (direction == Direction.Argument || wrap != null);

        private static Func<torch.jit.ScriptObject, T>? Constructor()
        {
            ConstructorInfo? constructor =
                typeof(T).IsAbstract ? null : typeof(T).GetConstructor(new[] { typeof(torch.jit.ScriptObject) });
            if (constructor == null)
            {
                return null;
            }
            ParameterExpression instance = Expression.Parameter(typeof(torch.jit.ScriptObject));
            return Expression.Lambda<Func<torch.jit.ScriptObject, T>>(Expression.New(constructor, instance), instance).Compile();
        }
    }
}
