namespace TorchSharpPy
{
    /// <summary>A class, module or interface that the code of a file names.</summary>
    public sealed class VetClass
    {
        internal VetClass(string name, bool isNative, bool isAllowed, long objects)
        {
            Name = name;
            IsNative = isNative;
            IsAllowed = isAllowed;
            Objects = objects;
        }

        /// <summary>Its qualified name.</summary>
        public string Name { get; }

        /// <summary>Whether it is written in C++.</summary>
        public bool IsNative { get; }

        /// <summary>Whether the policy allows it.</summary>
        public bool IsAllowed { get; }

        /// <summary>How many objects of it the file holds.</summary>
        public long Objects { get; }
    }
}
