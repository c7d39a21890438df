using System.Collections.Generic;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Modules
{
    /// <summary>Parameters with options of one optimizer, for it to train.</summary>
    /// <typeparam name="TOptions">The options of the optimizer, such as <c>Adam.Options</c>.</typeparam>
    public class ParamGroup<TOptions> : ParamGroup
        where TOptions : OptimizerOptions, new()
    {
        /// <summary>Creates a group, to pass to an optimizer.</summary>
        /// <param name="parameters">The parameters to train.</param>
        /// <param name="options">Options, which are copied; those that are null are the optimizer's.</param>
        /// <exception cref="System.ArgumentException">There are no parameters, or one of them is null.</exception>
        public ParamGroup(IEnumerable<Tensor> parameters, TOptions? options = null)
            : base(parameters)
        {
            Options = new TOptions();
            Options.Bind(this, options);
        }

        /// <summary>The options: reading and setting them reads and sets those of the group, also while it is trained.</summary>
        public new TOptions Options { get; }
    }
}
