namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            /// <summary>A C# class that wraps an instance of a TorchScript class, as generated classes do.</summary>
            /// <remarks>
            /// The class can be an argument wherever its object can. With a public constructor that takes only a
            /// <see cref="ScriptObject"/> it can be a result, too.
            /// </remarks>
            public interface IScriptObject
            {
                /// <summary>The instance.</summary>
                ScriptObject ScriptObject { get; }
            }
        }
    }
}
