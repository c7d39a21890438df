using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Results whose TorchScript type allows several types of value.</summary>
    public static class ResultTypeTests
    {
        private const string Source = @"
def either(x: int) -> Union[int, str]:
    if x > 0:
        return x
    return 'none'

def nothing(x: int) -> None:
    pass
";

        [Test]
        public static void A_union_is_returned_as_a_type_that_fits_every_member()
        {
            using var unit = jit.compile(Source);
            var either = unit.Function<long, object>("either");
            Check.Equal(5L, Check.Is<long>(either.call(5)));
            Check.Equal("none", Check.Is<string>(either.call(0)));
            Check.Equal("none", Check.Is<string>(unit.invoke<int, object>("either", 0)));
            Check.Throws<TorchTypeException>(() => unit.Function<long, long>("either"));
        }

        [Test]
        public static void None_is_returned_as_any_nullable_type()
        {
            using var unit = jit.compile(Source);
            Check.True(unit.Function<long, Tensor?>("nothing").call(1) is null, "null");
            Check.True(unit.Function<long, string?>("nothing").call(1) is null, "null");
            Check.True(unit.Function<long, long[]?>("nothing").call(1) is null, "null");
            Check.True(unit.Function<long, long?>("nothing").call(1) is null, "null");
            Check.Throws<TorchTypeException>(() => unit.Function<long, long>("nothing"));
        }
    }
}
