using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            public partial class ScriptModule
            {
                /// <summary>The number of arguments that forward takes, with those that have defaults.</summary>
                /// <exception cref="UnknownMethodException">The module does not have a forward.</exception>
                public int GetNumberOfInputs() => ForwardSchema().Parameters.Count;

                /// <summary>The number of results of forward: always 1, which may be a tuple.</summary>
                /// <exception cref="UnknownMethodException">The module does not have a forward.</exception>
                public int GetNumberOfOutputs()
                {
                    ForwardSchema();
                    return 1;
                }

                /// <summary>The type of an argument of forward.</summary>
                /// <param name="index">Its position, from 0.</param>
                /// <exception cref="ArgumentOutOfRangeException">Forward does not take that many arguments.</exception>
                /// <exception cref="UnknownMethodException">The module does not have a forward.</exception>
                public SchemaType GetInputType(int index)
                {
                    FunctionSchema schema = ForwardSchema();
                    return (uint)index < (uint)schema.Parameters.Count
                        ? schema.Parameters[index].Type
                        : throw new ArgumentOutOfRangeException(
                            nameof(index), index, $"The method takes {schema.Parameters.Count} arguments: {schema.Text}");
                }

                /// <summary>The type of the result of forward.</summary>
                /// <param name="index">Always 0: a method has one result, which may be a tuple.</param>
                /// <exception cref="ArgumentOutOfRangeException">The index is not 0.</exception>
                /// <exception cref="UnknownMethodException">The module does not have a forward.</exception>
                public SchemaType GetOutputType(int index)
                {
                    FunctionSchema schema = ForwardSchema();
                    return index == 0
                        ? schema.Returns
                        : throw new ArgumentOutOfRangeException(
                            nameof(index), index, $"The method has one result, of the index 0: {schema.Text}");
                }

                // A schema that was read stays readable without the module.
                private FunctionSchema ForwardSchema() =>
                    handle.IsDisposed ? throw new ObjectDisposedException(nameof(ScriptModule)) : Schema(Forward);
            }
        }
    }
}
