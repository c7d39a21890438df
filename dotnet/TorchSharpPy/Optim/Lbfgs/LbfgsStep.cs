using System;

namespace TorchSharpPy.Optim
{
    /// <summary>One step of L-BFGS: some iterations, each along a new direction.</summary>
    internal sealed class LbfgsStep
    {
        private readonly Func<torch.Tensor> closure;
        private readonly FlatParameters parameters;
        private readonly LbfgsState state;
        private readonly double rate;
        private readonly long mostIterations;
        private readonly long mostEvaluations;
        private readonly double gradientTolerance;
        private readonly double changeTolerance;
        private readonly long historySize;
        private readonly bool searches;

        internal LbfgsStep(Func<torch.Tensor> closure, FlatParameters parameters, LbfgsState state, OptionValues options)
        {
            this.closure = closure;
            this.parameters = parameters;
            this.state = state;
            rate = options.Number("lr");
            mostIterations = options.Integer("max_iter");
            mostEvaluations = options.Integer("max_eval");
            gradientTolerance = options.Number("tolerance_grad");
            changeTolerance = options.Number("tolerance_change");
            historySize = options.Integer("history_size");
            searches = options.Any("line_search_fn") != null;
        }

        /// <summary>Makes the step.</summary>
        /// <returns>The loss before it, as a new handle.</returns>
        internal torch.Tensor Run()
        {
            torch.Tensor first = RuleOptimizer.Loss(closure);
            try
            {
                state.Evaluations++;
                torch.Tensor gradient = parameters.Gradients();
                try
                {
                    if (Greatest(gradient) > gradientTolerance)
                    {
                        Iterate(first.ToDouble(), ref gradient);
                    }
                }
                finally
                {
                    gradient.Dispose();
                }
                return first;
            }
            catch
            {
                first.Dispose();
                throw;
            }
        }

        private static double Greatest(torch.Tensor vector)
        {
            using torch.Tensor sizes = vector.abs();
            using torch.Tensor greatest = sizes.max();
            return greatest.ToDouble();
        }

        private static double Product(torch.Tensor left, torch.Tensor right)
        {
            using torch.Tensor product = left.dot(right);
            return product.ToDouble();
        }

        private void Iterate(double loss, ref torch.Tensor gradient)
        {
            long evaluations = 1;
            for (long iteration = 1; iteration <= mostIterations; iteration++)
            {
                state.Iterations++;
                state.Direction = NextDirection(gradient);
                state.Gradient = gradient.clone();
                state.Loss = loss;
                state.Length = state.Iterations == 1 ? Math.Min(1, 1 / Sum(gradient)) * rate : rate;
                torch.Tensor direction = state.Direction!;
                double slope = Product(gradient, direction);
                if (slope > -changeTolerance)
                {
                    return;
                }
                long before = state.Evaluations;
                if (searches)
                {
                    Search(ref loss, ref gradient, slope);
                }
                else
                {
                    parameters.Move(direction, state.Length);
                    if (iteration != mostIterations)
                    {
                        (loss, gradient) = Evaluate(gradient);
                    }
                }
                evaluations += state.Evaluations - before;
                bool isFlat = (searches || iteration != mostIterations) && Greatest(gradient) <= gradientTolerance;
                if (evaluations >= mostEvaluations || isFlat ||
                    Greatest(direction) * Math.Abs(state.Length) <= changeTolerance ||
                    Math.Abs(loss - state.Loss) < changeTolerance)
                {
                    return;
                }
            }
        }

        /// <summary>The direction from the gradients and steps so far; takes the last step into the history.</summary>
        private torch.Tensor NextDirection(torch.Tensor gradient)
        {
            if (state.Iterations == 1)
            {
                state.Clear();
                state.Scale = 1;
                return gradient.neg();
            }
            Learn(gradient);
            torch.Tensor direction = gradient.neg();
            var factors = new double[state.History.Count];
            for (int i = factors.Length - 1; i >= 0; i--)
            {
                LbfgsPair pair = state.History[i];
                factors[i] = Product(pair.Step, direction) * pair.Factor;
                direction.add_(pair.Change, alpha: -factors[i]);
            }
            direction.mul_(state.Scale);
            for (int i = 0; i < factors.Length; i++)
            {
                LbfgsPair pair = state.History[i];
                double back = Product(pair.Change, direction) * pair.Factor;
                direction.add_(pair.Step, alpha: factors[i] - back);
            }
            return direction;
        }

        private void Learn(torch.Tensor gradient)
        {
            torch.Tensor change = gradient.sub(state.Gradient!);
            torch.Tensor step = state.Direction!.mul(state.Length);
            double product = Product(change, step);
            if (!(product > 1e-10))
            {
                change.Dispose();
                step.Dispose();
                return;
            }
            while (state.History.Count >= historySize)
            {
                state.History[0].Dispose();
                state.History.RemoveAt(0);
            }
            state.Scale = product / Product(change, change);
            state.History.Add(new LbfgsPair(change, step, 1 / product));
        }

        private void Search(ref double loss, ref torch.Tensor gradient, double slope)
        {
            torch.Tensor direction = state.Direction!;
            using TensorList origin = parameters.Copies();
            using torch.Tensor unchanged = gradient.NewHandle();
            var start = new LinePoint(0, loss, unchanged, slope);
            using var search = new LineSearch(At, start, Greatest(direction), changeTolerance);
            LinePoint found = search.Run(state.Length);
            parameters.Set(origin);
            parameters.Move(direction, found.Length);
            state.Length = found.Length;
            loss = found.Loss;
            gradient.Dispose();
            gradient = found.Gradient.NewHandle();

            LinePoint At(double length)
            {
                parameters.Set(origin);
                parameters.Move(direction, length);
                (double at, torch.Tensor there) = Evaluate(null);
                return new LinePoint(length, at, there, Product(there, direction));
            }
        }

        private static double Sum(torch.Tensor gradient)
        {
            using torch.Tensor sizes = gradient.abs();
            using torch.Tensor sum = sizes.sum();
            return sum.ToDouble();
        }

        /// <summary>The loss and the gradients at the present parameters.</summary>
        /// <param name="old">Gradients that are no longer needed.</param>
        private (double loss, torch.Tensor gradient) Evaluate(torch.Tensor? old)
        {
            using torch.Tensor loss = RuleOptimizer.Loss(closure);
            state.Evaluations++;
            torch.Tensor gradient = parameters.Gradients();
            old?.Dispose();
            return (loss.ToDouble(), gradient);
        }
    }
}
