using System;
using System.Collections.Generic;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Who owns the tensors of distributions, and what users can derive from.</summary>
    public static class DistributionTests
    {
        [Test]
        public static void DistributionsLeaveNothingBehind() => Leaks.NoneAtOnce(5, () =>
        {
            foreach (distributions.Distribution each in All())
            {
                using (each)
                {
                    Use(each);
                    using distributions.Distribution larger = each.expand(new Size(new long[] { 3 }) + each.batch_shape);
                    Use(larger);
                }
            }
        });

        [Test]
        public static void DistributionsOutliveTheScopeThatTheyAreMadeIn()
        {
            foreach (Func<distributions.Distribution> create in Creators())
            {
                distributions.Distribution made;
                using (NewDisposeScope())
                {
                    made = create();
                    using Tensor early = made.sample(2);
                    made.log_prob(early); // whose intermediate results are kept in the distribution
                }
                using (made)
                {
                    Use(made);
                }
            }
        }

        [Test]
        public static void ResultsBelongToTheScopeOfTheCaller()
        {
            using distributions.Distribution normal = distributions.Normal(0.0, 1.0);
            Tensor mean;
            using (NewDisposeScope())
            {
                mean = normal.mean;
            }
            Check.Throws<ObjectDisposedException>(() => mean.ToDouble());
            using Tensor again = normal.mean;
            Check.Equal(0.0, again.ToDouble());
        }

        [Test]
        public static void DisposedDistributionsAreRefused()
        {
            foreach (distributions.Distribution each in All())
            {
                each.Dispose();
                each.Dispose();
                Check.Throws<ObjectDisposedException>(() => each.sample(2));
            }
        }

        [Test]
        public static void RefusedParametersLeaveNothingBehind() => Leaks.NoneAtOnce(5, () =>
        {
            using Tensor negative = full(3, -1.0);
            using Tensor ones = torch.ones(3);
            Refused<ArgumentException>("the parameter scale of Normal", () => distributions.Normal(ones, negative));
            Refused<ArgumentException>("the parameter concentration of Weibull", () => distributions.Weibull(ones, negative));
            Refused<ArgumentException>("the parameter concentration0 of Beta", () => distributions.Beta(ones, negative));
            Refused<ArgumentException>("the parameter probs of Binomial", () => distributions.Binomial(ones, negative));
            Refused<ArgumentException>("the parameter df2 of FisherSnedecor", () => distributions.FisherSnedecor(ones, negative));
            using Tensor matrix = eye(3);
            using Tensor small = eye(2);
            using Tensor indefinite = -matrix;
            Refused<ArgumentException>("the constraint PositiveDefinite()", () =>
                distributions.MultivariateNormal(ones, precision_matrix: indefinite));
            Refused<ArgumentException>("of size 3, as the means", () => distributions.MultivariateNormal(ones, small));
            Check.Throws<ScriptRuntimeException>(() => distributions.MultivariateNormal(ones, indefinite, validate_args: false));
            Refused<ArgumentException>("not both", () => distributions.Bernoulli(ones, negative));
            Refused<ArgumentException>("not neither", () => distributions.Categorical());
            Check.Throws<ArgumentOutOfRangeException>(() => distributions.Categorical(0));
            Check.Throws<ArgumentNullException>(() => distributions.Normal(ones, null!));
        });

        [Test]
        public static void ChecksCanBeTurnedOff()
        {
            using Tensor outside = full(1, 5.0);
            using distributions.Distribution careful = distributions.Uniform(zeros(1), torch.ones(1));
            using distributions.Distribution careless = distributions.Uniform(zeros(1), torch.ones(1), validate_args: false);
            Check.Throws<ArgumentException>(() => careful.log_prob(outside));
            using Tensor log = careless.log_prob(outside);
            Check.Equal(double.NegativeInfinity, log.ToDouble());
            distributions.Distribution.set_default_validate_args(false);
            try
            {
                using Tensor same = careful.log_prob(outside);
                Check.Equal(double.NegativeInfinity, same.ToDouble());
            }
            finally
            {
                distributions.Distribution.set_default_validate_args(true);
            }
        }

        [Test]
        public static void DistributionsReadAsInPyTorch()
        {
            using distributions.Distribution one = distributions.Normal(0.5, 2.0);
            Check.Equal("Normal(loc: 0.5, scale: 2.0)", one.ToString());
            using distributions.Distribution many = distributions.Independent(distributions.Normal(zeros(3), torch.ones(3)), 1);
            Check.Equal("Independent(Normal(loc: [3], scale: [3]), 1)", many.ToString());
            Check.Throws<ArgumentException>(() => one.expand(new Size(2), many));
        }

        [Test]
        public static void UsersDeriveDistributionsAndRegisterDivergences()
        {
            using var left = new Point(2);
            using var right = new Point(5);
            Refused<NotSupportedException>("Point from Point", () => distributions.kl_divergence(left, right));
            distributions.register_kl<Point, Point>((p, q) => q.At - p.At);
            using Tensor difference = distributions.kl_divergence(left, right);
            Check.Equal(3.0, difference.ToDouble());
            using Tensor drawn = left.sample(4);
            Check.Equal(new Size(4), new Size(drawn.shape));
            Refused<NotSupportedException>("Point has no `entropy`", () => left.entropy());
        }

        [Test]
        public static void NaturalParametersGiveEntropiesAndDivergences()
        {
            using Tensor rate = tensor(new[] { 0.5, 2.0 });
            using var derived = new Waiting(rate);
            using var other = new Waiting(torch.ones_like(rate));
            using distributions.Distribution known = distributions.Exponential(rate);
            using distributions.Distribution unit = distributions.Exponential(torch.ones_like(rate));
            using Tensor entropy = derived.entropy();
            using Tensor expected = known.entropy();
            Check.True(entropy.allclose(expected), "the same entropies");
            using Tensor divergence = distributions.kl_divergence(derived, other);
            using Tensor expectedDivergence = distributions.kl_divergence(known, unit);
            Check.True(divergence.allclose(expectedDivergence), "the same divergences");
        }

        private static void Refused<TException>(string part, Action action)
            where TException : Exception => Check.Contains(part, Check.Throws<TException>(action).Message);

        private static IEnumerable<distributions.Distribution> All()
        {
            foreach (Func<distributions.Distribution> create in Creators())
            {
                distributions.Distribution made;
                using (NewDisposeScope())
                {
                    made = create();
                }
                yield return made;
            }
        }

        private static IEnumerable<Func<distributions.Distribution>> Creators()
        {
            Tensor Half() => full(2, 0.5);
            Tensor Rows() => full(2, 4, 0.25);
            yield return () => distributions.Bernoulli(Half());
            yield return () => distributions.Beta(Half(), Half());
            yield return () => distributions.Binomial(full(2, 3.0), null, Half());
            yield return () => distributions.Categorical(null, Rows());
            yield return () => distributions.Cauchy(Half(), Half());
            yield return () => distributions.Chi2(Half());
            yield return () => distributions.Dirichlet(Rows());
            yield return () => distributions.ExpRelaxedCategorical(Half().sum(), Rows());
            yield return () => distributions.Exponential(Half());
            yield return () => distributions.FisherSnedecor(Half(), Half());
            yield return () => distributions.Gamma(Half(), Half());
            yield return () => distributions.Geometric(Half());
            yield return () => distributions.Gumbel(Half(), Half());
            yield return () => distributions.HalfCauchy(Half());
            yield return () => distributions.HalfNormal(Half());
            yield return () => distributions.Independent(distributions.Laplace(Half(), Half()), 0);
            yield return () => distributions.Kumaraswamy(Half(), Half());
            yield return () => distributions.LogNormal(Half(), Half());
            yield return () => distributions.Multinomial(3, null, Rows());
            yield return () => distributions.MultivariateNormal(Rows(), eye(4));
            yield return () => distributions.NegativeBinomial(Half(), Half());
            yield return () => distributions.Normal(Half(), Half());
            yield return () => distributions.OneHotCategorical(Rows());
            yield return () => distributions.Pareto(Half(), Half());
            yield return () => distributions.Poisson(Half());
            yield return () => distributions.RelaxedBernoulli(Half().sum(), null, Half());
            yield return () => distributions.RelaxedOneHotCategorical(Half().sum(), Rows());
            yield return () => distributions.Uniform(Half(), torch.ones(2));
            yield return () => distributions.Weibull(Half(), Half());
            yield return () => distributions.TransformedDistribution(
                distributions.Normal(Half(), Half()), new distributions.transforms.AffineTransform(1.0, -2.0));
        }

        private static void Use(distributions.Distribution distribution)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor drawn = distribution.sample(3);
            Check.Equal(new Size(3) + distribution.batch_shape + distribution.event_shape, new Size(drawn.shape));
            Tensor log = distribution.log_prob(drawn);
            Check.Equal(new Size(3) + distribution.batch_shape, new Size(log.shape));
            foreach (Func<Tensor> calculate in new Func<Tensor>[]
            {
                () => distribution.mean, () => distribution.mode, () => distribution.stddev,
                distribution.perplexity, () => distribution.enumerate_support(), () => distribution.cdf(drawn),
                () => distributions.kl_divergence(distribution, distribution),
            })
            {
                try
                {
                    calculate();
                }
                catch (NotSupportedException)
                {
                    // There is no formula.
                }
            }
        }

        private sealed class Point : distributions.Distribution
        {
            internal Point(double at)
                : base(null, Array.Empty<long>()) => At = at;

            internal double At { get; }

            public override Tensor rsample(params long[] sample_shape) => full(ExtendedShape(sample_shape), At);

            public override Tensor log_prob(Tensor value) => value.eq(At).log();

            public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null) =>
                new Point(At);
        }

        private sealed class Waiting : distributions.ExponentialFamily
        {
            private readonly Tensor rate;

            internal Waiting(Tensor rate)
                : base(null)
            {
                this.rate = rate;
                _init(new Size(rate.shape));
            }

            protected internal override IList<Tensor> NaturalParams => new[] { -rate };

            protected internal override Tensor MeanCarrierMeasure => tensor(0.0);

            public override Tensor rsample(params long[] sample_shape) => throw new NotSupportedException();

            public override Tensor log_prob(Tensor value) => rate.log() - rate * value;

            public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null) =>
                new Waiting(rate.expand(batch_shape));

            protected internal override Tensor LogNormalizer(params Tensor[] parameters) => -(-parameters[0]).log();
        }
    }
}
