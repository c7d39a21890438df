using System;
using System.Collections.Generic;
using System.Numerics;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Complex numbers as values and as scalars.</summary>
    public static class ComplexTests
    {
        private static readonly Complex[] Values =
        {
            new Complex(1.5, -2.5),
            new Complex(-0.0, 0.0),
            new Complex(double.NegativeInfinity, double.MaxValue),
        };

        [Test]
        public static void Both_parts_are_exact()
        {
            foreach (Complex value in Values)
            {
                Check.Equal(Bits(value), Bits(Identity.Typed("complex", value)));
                Check.Equal(Bits(value), Bits(Check.Is<Complex>(Identity.Untyped("complex", value))));
                Check.Equal(Bits(value), Bits(Check.Is<Complex>(Identity.Untyped("Any", value))));
            }
            var nan = new Complex(double.NaN, 1);
            Check.Equal(Bits(nan), Bits(Identity.Typed("complex", nan)));
        }

        [Test]
        public static void In_containers()
        {
            Check.Equal(Values, Identity.Typed("List[complex]", Values));
            Check.Equal(Values, Check.Is<Complex[]>(Identity.Untyped("List[complex]", Values)));
            Check.Equal(0, Check.Is<Complex[]>(Identity.Untyped("Any", new List<Complex>())).Length);
            Check.Equal(Values[0], Identity.Typed("Dict[str, complex]", new Dictionary<string, Complex> { ["z"] = Values[0] })["z"]);
            Check.Equal(null, Identity.Typed("Optional[complex]", (Complex?)null));
        }

        [Test]
        public static void Real_numbers_widen()
        {
            Check.Equal(new Complex(3, 0), Identity.Typed<int, Complex>("complex", 3));
            Check.Equal(new Complex(0.5, 0), Identity.Typed<double, Complex>("complex", 0.5));
            Check.Equal(new Complex(4, 0), Identity.Untyped("complex", 4L));
            Check.Throws<TorchTypeException>(() => Identity.Function<Complex, double>("complex"));
            Check.Throws<TorchTypeException>(() => Identity.Typed<Complex, double>("float", Complex.One));
        }

        [Test]
        public static void A_scalar_may_be_complex()
        {
            Scalar z = new Complex(1, 2);
            Check.True(z.IsComplex && !z.IsInteger && !z.IsFloatingPoint && !z.IsBool, "complex");
            Check.Equal("(1+2j)", z.ToString());
            Check.Equal("(-0-0.5j)", ((Scalar)new Complex(-0.0, -0.5)).ToString());
            Check.Equal(new Complex(1, 2), z.ToComplex());
            Check.Equal(new Complex(2, 0), ((Scalar)2).ToComplex());
            Check.Equal(Complex.One, ((Scalar)true).ToComplex());
            Check.Contains("ToComplex", Check.Throws<OverflowException>(() => z.ToDouble()).Message);
            Check.Throws<OverflowException>(() => z.ToInt64());
            Check.Equal(3L, ((Scalar)new Complex(3, 0)).ToInt64());
            Check.True(((Scalar)new Complex(0, 1)).ToBoolean() && !((Scalar)Complex.Zero).ToBoolean(), "not zero");
        }

        [Test]
        public static void Operators_take_and_return_complex_scalars()
        {
            Tensor x = ones(2) * new Complex(1, 2);
            Check.Equal(complex64, x.dtype);
            Scalar item = x.sum().ToScalar();
            Check.Equal(new Complex(2, 4), item.ToComplex());
            Check.Equal(new Complex(2, 4), x.sum().item<Complex>());
            Check.Throws<TorchTypeException>(() => x.sum().item<double>());
            Check.Throws<TorchTypeException>(() => ones(1).item<long>());
        }

        private static (long, long) Bits(Complex value) =>
            (BitConverter.DoubleToInt64Bits(value.Real), BitConverter.DoubleToInt64Bits(value.Imaginary));
    }
}
