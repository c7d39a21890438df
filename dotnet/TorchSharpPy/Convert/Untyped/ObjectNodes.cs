using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using TorchSharpPy.Errors;
using TorchSharpPy.Interop;
using TorchSharpPy.Jit;

namespace TorchSharpPy.Convert
{
    /// <summary>Values that TorchScript has handles for, if their C# types are known only at run time.</summary>
    internal static unsafe class ObjectNodes
    {
        // The result type that .NET gives an async method without a result.
        private const string InternalVoid = "System.Threading.Tasks.VoidTaskResult";

        private static readonly Dictionary<Type, Type> Simple = new Dictionary<Type, Type>
        {
            [typeof(torch.jit.ScriptObject)] = typeof(ScriptObjectConv),
            [typeof(torch.jit.EnumValue)] = typeof(EnumValueConv),
            [typeof(torch.Generator)] = typeof(GeneratorConv),
            [typeof(Task)] = typeof(TaskConv),
        };

        /// <summary>The converter's type for a C# type of this kind; null for any other type.</summary>
        internal static Type? ConverterType(Type type)
        {
            if (typeof(torch.jit.ScriptModule).IsAssignableFrom(type))
            {
                return typeof(ModuleConv<>).MakeGenericType(type);
            }
            if (typeof(torch.jit.IScriptObject).IsAssignableFrom(type) && !type.IsValueType)
            {
                return typeof(ScriptObjectWrapperConv<>).MakeGenericType(type);
            }
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
            {
                return typeof(TaskConv<>).MakeGenericType(type.GetGenericArguments());
            }
            return Simple.TryGetValue(type, out Type converter) ? converter : null;
        }

        /// <summary>The C# type of values of a kind; object if only the node tells it.</summary>
        internal static Type TypeFor(SchemaKind kind)
        {
            switch (kind)
            {
                case SchemaKind.Class:
                    return typeof(torch.jit.ScriptObject);
                case SchemaKind.Enum:
                    return typeof(torch.jit.EnumValue);
                case SchemaKind.Generator:
                    return typeof(torch.Generator);
                default:
                    return typeof(object);
            }
        }

        /// <summary>Takes an OBJECT, MODULE or ENUM node.</summary>
        internal static object? TakeObject(NativeValue* node)
        {
            switch ((NativeKind)node->Kind)
            {
                case NativeKind.Module:
                    return Conv<torch.jit.ScriptModule>.Instance.Take(node);
                case NativeKind.Enum:
                    return Conv<torch.jit.EnumValue?>.Instance.Take(node);
                case NativeKind.Object:
                    return TakeHandle(node);
                default:
                    throw new UnsupportedValueException(new ErrorDetails(
                        TorchErrorKind.Unsupported, $"TorchScript returned {Nodes.Describe(node)}, for which there is no C# type."));
            }
        }

        /// <summary>Fills an argument node if TorchScript has a handle for the value.</summary>
        /// <returns>False for every other value.</returns>
        internal static bool TryPut(object value, NativeValue* node, ref CallFrame frame)
        {
            switch (value)
            {
                case torch.jit.ScriptObject instance:
                    instance.Handle.Put(node, ref frame);
                    return true;
                case torch.jit.IScriptObject wrapper:
                    wrapper.ScriptObject.Handle.Put(node, ref frame);
                    return true;
                case torch.jit.ScriptModule module:
                    Conv<torch.jit.ScriptModule>.Instance.Put(module, node, ref frame);
                    return true;
                case torch.jit.EnumValue member:
                    Conv<torch.jit.EnumValue?>.Instance.Put(member, node, ref frame);
                    return true;
                case torch.Generator generator:
                    generator.Handle.Put(node, ref frame);
                    return true;
                case Task task:
                    task.GetAwaiter().GetResult();
                    Conv<object?>.Instance.Put(ResultOf(task), TaskNodes.PutFuture(node, ref frame), ref frame);
                    return true;
                case DefaultArgument _:
                    Nodes.PutNone(node);
                    node->Kind = (int)NativeKind.Default;
                    return true;
                case KeywordArguments _:
                    throw new TorchTypeException(
                        $"{nameof(KeywordArguments)} must be the last argument, not part of another value.");
                default:
                    return false;
            }
        }

        private static object? TakeHandle(NativeValue* node)
        {
            switch ((SchemaKind)node->Size)
            {
                case SchemaKind.Generator:
                    return Conv<torch.Generator?>.Instance.Take(node);
                case SchemaKind.Future:
                case SchemaKind.Await:
                    SchemaType type = ObjectHandle.TypeOf((IntPtr)node->Data);
                    return Conv.Of(RuntimeShapes.TypeFor(type)).TakeObject(node);
                default:
                    return Conv<torch.jit.ScriptObject?>.Instance.Take(node);
            }
        }

        /// <summary>The value of a completed task; null if it has no value.</summary>
        private static object? ResultOf(Task task)
        {
            for (Type? type = task.GetType(); type != null; type = type.BaseType)
            {
                if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
                {
                    bool hasValue = type.GetGenericArguments()[0].FullName != InternalVoid;
                    return hasValue ? type.GetProperty(nameof(Task<object>.Result))!.GetValue(task) : null;
                }
            }
            return null;
        }
    }
}
