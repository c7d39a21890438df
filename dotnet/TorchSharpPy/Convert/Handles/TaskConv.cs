using System.Threading.Tasks;
using TorchSharpPy.Interop;
using TorchSharpPy.Jit;

namespace TorchSharpPy.Convert
{
    /// <summary>Common parts of the two task converters: a task is a <c>Future</c> or an <c>Await</c>, null is <c>None</c>.</summary>
    internal static unsafe class TaskNodes
    {
        /// <summary>Whether values of a type come later.</summary>
        internal static bool IsLater(SchemaType type) =>
            (type.Kind == SchemaKind.Future || type.Kind == SchemaKind.Await) && type.Contained.Count == 1;

        /// <summary>Makes a task of a result node of kind OBJECT.</summary>
        internal static Task<T> Take<T>(NativeValue* node, Conv<T> result)
        {
            bool isAwait = node->Size == (long)SchemaKind.Await;
            return FutureTask.Of(ObjectHandle.Take(node, nameof(Task)), isAwait, result);
        }

        /// <summary>Fills an argument node with a future. Put its value into the returned node.</summary>
        internal static NativeValue* PutFuture(NativeValue* node, ref CallFrame frame)
        {
            NativeValue* value = frame.AllocateNodes(1);
            CallFrame.PutItems(node, NativeKind.Future, value, 1);
            return value;
        }
    }

    /// <summary><c>Task&lt;T&gt;</c> as <c>Future[T]</c> or <c>Await[T]</c>.</summary>
    /// <remarks>The call waits for a task that is an argument: TorchScript gets a completed future.</remarks>
    internal sealed unsafe class TaskConv<T> : Conv<Task<T>?>
    {
        private readonly Conv<T> inner = Conv<T>.Instance;

        internal override void Put(Task<T>? value, NativeValue* node, ref CallFrame frame)
        {
            if (value is null)
            {
                Nodes.PutNone(node);
                return;
            }
            T result = value.GetAwaiter().GetResult();
            inner.Put(result, TaskNodes.PutFuture(node, ref frame), ref frame);
        }

        internal override Task<T>? Take(NativeValue* node)
        {
            if (node->Kind == (int)NativeKind.None)
            {
                return null;
            }
            Expect(node, NativeKind.Object);
            return TaskNodes.Take(node, inner);
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            TaskNodes.IsLater(type) && inner.Accepts(type.Contained[0], direction);
    }

    /// <summary><c>Task</c> as <c>Future[None]</c> or, in results, as a future whose value is dropped.</summary>
    internal sealed unsafe class TaskConv : Conv<Task?>
    {
        internal override void Put(Task? value, NativeValue* node, ref CallFrame frame)
        {
            if (value is null)
            {
                Nodes.PutNone(node);
                return;
            }
            value.GetAwaiter().GetResult();
            Nodes.PutNone(TaskNodes.PutFuture(node, ref frame));
        }

        internal override Task? Take(NativeValue* node)
        {
            if (node->Kind == (int)NativeKind.None)
            {
                return null;
            }
            Expect(node, NativeKind.Object);
            return TaskNodes.Take(node, Conv<object?>.Instance);
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            TaskNodes.IsLater(type) &&
            (direction == Direction.Result || type.Contained[0].Kind == SchemaKind.None);
    }
}
