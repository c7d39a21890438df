using System;
using TorchSharpPy.Layers;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A table of rows that are looked up by their numbers.</summary>
            /// <param name="num_embeddings">The number of rows.</param>
            /// <param name="embedding_dims">The size of a row.</param>
            /// <param name="padding_idx">A row that is zero and not trained.</param>
            /// <param name="max_norm">The greatest norm of a row: a row that is looked up and has a greater one is scaled.</param>
            /// <param name="norm_type">The p of that p-norm.</param>
            /// <param name="scale_grad_by_freq">Whether gradients are divided by how often a row was looked up.</param>
            /// <param name="sparse">Whether the gradient of the table is sparse.</param>
            /// <param name="device">The device of the table.</param>
            /// <param name="dtype">The type of the table's elements.</param>
            /// <exception cref="ArgumentOutOfRangeException">A size is negative, or there is no such row.</exception>
            public static Embedding Embedding(
                long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0,
                bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null) =>
                new Embedding(EmbeddingTable.New(num_embeddings, embedding_dims, device, dtype), draws: true, new EmbeddingOptions
                {
                    PaddingIndex = padding_idx, MaxNorm = max_norm, NormType = norm_type, ScalesGradients = scale_grad_by_freq,
                    IsSparse = sparse,
                });

            /// <summary>A table of rows that are there already.</summary>
            /// <param name="embeddings">The rows, [N, size]. The table shares their memory, unless device or type changes.</param>
            /// <param name="freeze">Whether the rows are not trained.</param>
            /// <param name="padding_idx">A row that is not trained.</param>
            /// <param name="max_norm">The greatest norm of a row: a row that is looked up and has a greater one is scaled.</param>
            /// <param name="norm_type">The p of that p-norm.</param>
            /// <param name="scale_grad_by_freq">Whether gradients are divided by how often a row was looked up.</param>
            /// <param name="sparse">Whether the gradient of the table is sparse.</param>
            /// <param name="device">The device of the table; that of the rows by default.</param>
            /// <param name="dtype">The type of the table's elements; that of the rows by default.</param>
            /// <exception cref="ArgumentException">The rows do not have 2 dimensions, or there is no such row.</exception>
            public static Embedding Embedding_from_pretrained(
                Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0,
                bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null) =>
                new Embedding(EmbeddingTable.From(embeddings, freeze, device, dtype), draws: false, new EmbeddingOptions
                {
                    PaddingIndex = padding_idx, MaxNorm = max_norm, NormType = norm_type, ScalesGradients = scale_grad_by_freq,
                    IsSparse = sparse,
                });

            /// <summary>A table of rows that are looked up by their numbers, and combined for each bag.</summary>
            /// <param name="num_embeddings">The number of rows.</param>
            /// <param name="embedding_dims">The size of a row.</param>
            /// <param name="max_norm">The greatest norm of a row: a row that is looked up and has a greater one is scaled.</param>
            /// <param name="norm_type">The p of that p-norm.</param>
            /// <param name="scale_grad_by_freq">Whether gradients are divided by how often a row was looked up.</param>
            /// <param name="mode">How the rows of a bag are combined.</param>
            /// <param name="sparse">Whether the gradient of the table is sparse.</param>
            /// <param name="include_last_offset">Whether the offsets have one more at the end, the number of rows.</param>
            /// <param name="padding_index">A row that is zero, does not count and is not trained; -1 for none.</param>
            /// <param name="device">The device of the table.</param>
            /// <param name="dtype">The type of the table's elements.</param>
            /// <exception cref="ArgumentException">The mode is Max, and does not support the other arguments.</exception>
            /// <exception cref="ArgumentOutOfRangeException">A size is negative, or there is no such row or mode.</exception>
            public static EmbeddingBag EmbeddingBag(
                long num_embeddings, long embedding_dims, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false,
                EmbeddingBagMode mode = EmbeddingBagMode.Mean, bool sparse = false, bool include_last_offset = false,
                long padding_index = -1, Device? device = null, ScalarType? dtype = null) =>
                new EmbeddingBag(EmbeddingTable.New(num_embeddings, embedding_dims, device, dtype), draws: true, new EmbeddingOptions
                {
                    PaddingIndex = padding_index, MaxNorm = max_norm, NormType = norm_type, ScalesGradients = scale_grad_by_freq,
                    IsSparse = sparse, Mode = mode, IncludesLastOffset = include_last_offset,
                });

            /// <summary>A table of rows that are there already, and combined for each bag.</summary>
            /// <param name="embeddings">The rows, [N, size]. The table shares their memory, unless device or type changes.</param>
            /// <param name="freeze">Whether the rows are not trained.</param>
            /// <param name="max_norm">The greatest norm of a row: a row that is looked up and has a greater one is scaled.</param>
            /// <param name="norm_type">The p of that p-norm.</param>
            /// <param name="scale_grad_by_freq">Whether gradients are divided by how often a row was looked up.</param>
            /// <param name="mode">How the rows of a bag are combined.</param>
            /// <param name="sparse">Whether the gradient of the table is sparse.</param>
            /// <param name="include_last_offset">Whether the offsets have one more at the end, the number of rows.</param>
            /// <param name="padding_index">A row that does not count and is not trained; -1 for none.</param>
            /// <param name="device">The device of the table; that of the rows by default.</param>
            /// <param name="dtype">The type of the table's elements; that of the rows by default.</param>
            /// <exception cref="ArgumentException">The rows do not have 2 dimensions, or the arguments do not go together.</exception>
            public static EmbeddingBag EmbeddingBag_from_pretrained(
                Tensor embeddings, bool freeze = true, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false,
                EmbeddingBagMode mode = EmbeddingBagMode.Mean, bool sparse = false, bool include_last_offset = false,
                long padding_index = -1, Device? device = null, ScalarType? dtype = null) =>
                new EmbeddingBag(EmbeddingTable.From(embeddings, freeze, device, dtype), draws: false, new EmbeddingOptions
                {
                    PaddingIndex = padding_index, MaxNorm = max_norm, NormType = norm_type, ScalesGradients = scale_grad_by_freq,
                    IsSparse = sparse, Mode = mode, IncludesLastOffset = include_last_offset,
                });
        }
    }
}
