using System;
using System.Collections.Generic;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class utils
        {
            public static partial class data
            {
                /// <summary>Samples that are read by their index. Derive from it, and give it to a <c>DataLoader</c>.</summary>
                /// <typeparam name="T">The type of a sample.</typeparam>
                public abstract class Dataset<T> : IDisposable
                {
                    /// <summary>The number of samples.</summary>
                    public abstract long Count { get; }

                    /// <summary>Reads one sample.</summary>
                    /// <param name="index">The index, from 0.</param>
                    /// <remarks>
                    /// A loader with workers calls it on several threads at a time. Tensors that are made in it are disposed when they
                    /// are in a batch; <c>DetachFromDisposeScope</c> keeps one.
                    /// </remarks>
                    public abstract T GetTensor(long index);

                    /// <summary>Disposes what the dataset owns.</summary>
                    public void Dispose()
                    {
                        Dispose(true);
                        GC.SuppressFinalize(this);
                    }

                    /// <summary>Disposes what the dataset owns.</summary>
                    /// <param name="disposing">False if a finalizer calls it.</param>
                    protected virtual void Dispose(bool disposing)
                    {
                    }
                }

                /// <summary>Samples that are tensors with names.</summary>
                public abstract class Dataset : Dataset<Dictionary<string, Tensor>>
                {
                }

                /// <summary>Samples that are lists of tensors.</summary>
                public abstract class IterableDataset : Dataset<IList<Tensor>>
                {
                }
            }
        }
    }
}
