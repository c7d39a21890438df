namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            /// <summary>A C# class that wraps an instance of a TorchScript class, as generated classes do.</summary>
            /// <remarks>
            /// Such a class is an argument wherever its object is one. With a public constructor that takes a
            /// <see cref="ScriptObject"/> alone it is a result, too.
            /// </remarks>
            public interface IScriptObject
            {
                /// <summary>The instance.</summary>
                ScriptObject ScriptObject { get; }
            }
        }
    }
}
