using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace TorchSharpPy.Datasets
{
    /// <summary>Finds the files of a dataset, in the folders of TorchSharp and of torchvision.</summary>
    internal static class DatasetFiles
    {
        /// <summary>The path of a file.</summary>
        /// <param name="root">The folder that the user names.</param>
        /// <param name="folders">Folders in it that may have the file.</param>
        /// <param name="name">The name of the file; with .gz it may be there, too.</param>
        /// <param name="source">Where the files are to be had.</param>
        /// <exception cref="FileNotFoundException">
        /// It is not there; the message says where it was looked for and where it is to be had.
        /// </exception>
        internal static string Find(string root, IEnumerable<string> folders, string name, string source)
        {
            if (root == null)
            {
                throw new ArgumentNullException(nameof(root));
            }
            string[] places = folders.Select(folder => Path.Combine(root, folder)).ToArray();
            return places
                .SelectMany(place => new[] { Path.Combine(place, name), Path.Combine(place, name + ".gz") })
                .FirstOrDefault(File.Exists) ?? throw new FileNotFoundException(
                    $"Expected '{name}' or '{name}.gz' in one of these folders: {string.Join(", ", places)}. " +
                    $"Get the files from {source}, because they are not downloaded.", name);
        }
    }
}
