namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Something with a learning rate, which schedulers change.</summary>
            public interface ILearningRateController
            {
                /// <summary>The learning rate.</summary>
                double LearningRate { get; set; }

                /// <summary>The learning rate that schedulers start from.</summary>
                double InitialLearningRate { get; set; }
            }

            /// <summary>Something with a momentum.</summary>
            public interface IMomentum
            {
                /// <summary>The momentum.</summary>
                double Momentum { get; set; }
            }

            /// <summary>Something with the two factors of Adam's running means.</summary>
            public interface IBetas
            {
                /// <summary>The factors.</summary>
                (double, double) Betas { get; set; }
            }
        }
    }
}
