namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static partial class lr_scheduler
            {
                /// <summary>Multiplies the learning rate by a factor in every step.</summary>
                /// <param name="optimizer">The optimizer.</param>
                /// <param name="gamma">The factor.</param>
                public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma) =>
                    new ExponentialLRSchedule(optimizer, gamma);

                private sealed class ExponentialLRSchedule : LRScheduler
                {
                    private readonly double gamma;

                    internal ExponentialLRSchedule(Optimizer optimizer, double gamma)
                        : base(optimizer)
                    {
                        this.gamma = gamma;
                        Update();
                    }

                    private protected override double Next(int group, double current) => last_epoch == 0 ? current : current * gamma;
                }
            }
        }
    }
}
