using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace TorchSharpPy.Notebook
{
    /// <summary>What cells are compiled against: .NET, everything that is loaded from a file, cells with a namespace, and #r.</summary>
    internal sealed class References : MetadataReferenceResolver
    {
        private static readonly Dictionary<string, PortableExecutableReference> Files =
            new Dictionary<string, PortableExecutableReference>();

        private static readonly string[] Platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

        private static readonly HashSet<string> PlatformNames = new HashSet<string>(Platform.Select(Path.GetFileName)!);

        private readonly List<MetadataReference> own = new List<MetadataReference>();

        internal void Add(MetadataReference reference) => own.Add(reference);

        internal IEnumerable<MetadataReference> All()
        {
            IEnumerable<string> loaded = AppDomain.CurrentDomain.GetAssemblies()
                .Where(assembly => !assembly.IsDynamic && assembly.Location.Length > 0)
                .Where(assembly => !assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
                .Select(assembly => assembly.Location)
                .Where(path => !PlatformNames.Contains(Path.GetFileName(path)));
            return Platform.Concat(loaded).Distinct().Select(Reference).Concat(own).ToList();
        }

        public override ImmutableArray<PortableExecutableReference> ResolveReference(
            string reference, string? baseFilePath, MetadataReferenceProperties properties)
        {
            string path = Path.GetFullPath(reference);
            if (!File.Exists(path))
            {
                return ImmutableArray<PortableExecutableReference>.Empty; // the compiler says that it is missing
            }
            Assembly.LoadFrom(path);
            return ImmutableArray.Create(Reference(path));
        }

        public override bool Equals(object? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        private static PortableExecutableReference Reference(string path)
        {
            lock (Files)
            {
                if (!Files.TryGetValue(path, out PortableExecutableReference? known))
                {
                    Files[path] = known = MetadataReference.CreateFromFile(path);
                }
                return known;
            }
        }
    }
}
