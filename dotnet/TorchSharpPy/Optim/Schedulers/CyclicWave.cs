using System;
using System.Collections.Generic;
using static TorchSharpPy.torch.optim.lr_scheduler.impl.CyclicLR;

namespace TorchSharpPy.Optim
{
    /// <summary>The rise and fall of a cyclic schedule.</summary>
    internal sealed class CyclicWave
    {
        private static readonly string[] ModeNames = { "triangular", "triangular2", "exp_range" };
        private static readonly string[] ScaleModeNames = { "cycle", "iterations" };

        private readonly Func<double, double>? custom;
        private double length;
        private double rising;
        private Mode mode;
        private double gamma;
        private ScaleMode scaleMode;

        /// <summary>Creates a wave.</summary>
        /// <param name="length">The number of steps in a cycle.</param>
        /// <param name="rising">The part of them in which it rises.</param>
        /// <param name="mode">How the cycles differ.</param>
        /// <param name="gamma">The factor of each step.</param>
        /// <param name="custom">The factor of a cycle or step instead.</param>
        /// <param name="scaleMode">Whether custom gets the number of the cycle or of the step.</param>
        internal CyclicWave(
            double length, double rising, Mode mode, double gamma, Func<double, double>? custom, ScaleMode scaleMode)
        {
            this.length = length;
            this.rising = rising;
            this.mode = Enum.IsDefined(typeof(Mode), mode)
                ? mode
                : throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such mode.");
            this.gamma = gamma;
            this.custom = custom;
            this.scaleMode = custom != null ? scaleMode : mode == Mode.ExpRange ? ScaleMode.Iterations : ScaleMode.Cycle;
        }

        /// <summary>The height at a step.</summary>
        /// <param name="step">The step, from 0.</param>
        /// <param name="full">The full height.</param>
        internal double Height(int step, double full)
        {
            double cycle = Math.Floor(1 + (step / length));
            double place = 1.0 + (step / length) - cycle;
            double part = place <= rising ? place / rising : (place - 1) / (rising - 1);
            return full * part * Scale(scaleMode == ScaleMode.Cycle ? cycle : step);
        }

        /// <summary>Adds what it is to the state of a scheduler.</summary>
        internal void Write(Dictionary<string, object?> state)
        {
            state["total_size"] = length;
            state["step_ratio"] = rising;
            state["mode"] = ModeNames[(int)mode];
            state["gamma"] = gamma;
            state["scale_mode"] = ScaleModeNames[(int)scaleMode];
            state["_scale_fn_custom"] = null; // a function is not saved, as in Python
        }

        /// <summary>Takes over a state.</summary>
        internal void Read(NamedState state)
        {
            length = state.Number("total_size");
            rising = state.Number("step_ratio");
            mode = (Mode)state.Choice("mode", ModeNames);
            gamma = state.Number("gamma");
            scaleMode = (ScaleMode)state.Choice("scale_mode", ScaleModeNames);
        }

        private double Scale(double number)
        {
            if (custom != null)
            {
                return custom(number);
            }
            return mode switch
            {
                Mode.Triangular2 => 1 / Math.Pow(2.0, number - 1),
                Mode.ExpRange => Math.Pow(gamma, number),
                _ => 1.0,
            };
        }
    }
}
