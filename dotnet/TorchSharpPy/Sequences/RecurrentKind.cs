namespace TorchSharpPy.Sequences
{
    /// <summary>What a recurrent layer with one state computes in each step.</summary>
    internal enum RecurrentKind
    {
        /// <summary>The hyperbolic tangent of a sum.</summary>
        Tanh,

        /// <summary>The positive part of a sum.</summary>
        Relu,

        /// <summary>A mix of the state before and a new one, by gates.</summary>
        Gru,
    }
}
