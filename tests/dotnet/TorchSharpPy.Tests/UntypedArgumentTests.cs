using System;
using System.Collections.Generic;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Arguments whose C# types are known only at run time.</summary>
    public static class UntypedArgumentTests
    {
        private const string Source = @"
def first_and_scale(pair: Tuple[int, int], scale: int = 1) -> int:
    return (pair[0] + pair[1]) * scale

def kind(x: Any, y: int = 0) -> str:
    if isinstance(x, Tuple[int, int]):
        return 'tuple'
    if isinstance(x, list):
        return 'list'
    return 'other'

def total(xs: List[Tensor], scale: int = 1) -> Tensor:
    return torch.stack(xs).sum() * scale

def sum_ints(xs: List[int]) -> int:
    return sum(xs)

def add(x: Tensor, y: Tensor) -> Tensor:
    return x + y
";

        [Test]
        public static void A_tuple_stays_one_where_the_first_parameter_is_one()
        {
            using var unit = jit.compile(Source);
            Check.Equal(3L, unit.invoke<long>("first_and_scale", (1L, 2L)));
            Check.Equal(6L, unit.invoke<long>("first_and_scale", (1L, 2L), 2));
            Check.Equal("tuple", unit.invoke<string>("kind", (1L, 2L)));
            Check.Equal(3f, unit.invoke<Tensor>("add", (ones(1), ones(1) * 2)).item<float>());
        }

        [Test]
        public static void An_array_is_the_one_argument_where_a_list_is_all_that_is_needed()
        {
            using var unit = jit.compile(Source);
            Tensor[] tensors = { ones(1), ones(1) };
            Check.Equal(2f, unit.invoke<Tensor>("total", tensors).item<float>());
            Check.Equal("list", unit.invoke<string>("kind", tensors));
            Check.Equal(2f, unit.invoke<Tensor>("add", tensors).item<float>());
        }

        [Test]
        public static void Arguments_of_one_type()
        {
            using var unit = jit.compile(Source);
            Check.Equal(2f, unit.invoke<Tensor, Tensor>("add", ones(1), ones(1)).item<float>());
            Check.Equal(2f, unit.invoke<Tensor, Tensor>("total", ones(1), ones(1)).item<float>());
            using var m = jit.load(Fixtures.Sample);
            Check.Equal(2f, m.invoke<Tensor, (Tensor, Tensor)>("forward", ones(2), ones(2)).Item1.data<float>()[0]);
        }

        [Test]
        public static void Arguments_of_one_type_are_the_items_of_the_one_list_that_is_needed()
        {
            using var unit = jit.compile(Source);
            Check.Equal(6L, unit.invoke<long, long>("sum_ints", 1, 2, 3));
            Check.Equal(6L, unit.invoke<int, long>("sum_ints", new[] { 1, 2, 3 }));
            Check.Equal(6L, unit.invoke<long[], long>("sum_ints", new long[] { 1, 2, 3 }));
            Check.Equal(2f, unit.invoke<Tensor[], Tensor>("total", new[] { ones(1), ones(1) }).item<float>());
            Check.Equal("other", unit.invoke<Tensor, string>("kind", ones(1)));
            Check.Equal("list", unit.invoke<long[], string>("kind", new long[] { 1 }));
            var error = Check.Throws<TorchTypeException>(() => unit.invoke<string, long>("sum_ints", "1"));
            Check.Contains("not str", error.Message);
        }

        [Test]
        public static void Arrays_of_unsigned_numbers_keep_their_values()
        {
            using var unit = jit.compile(Source);
            Check.Equal(3L, unit.invoke<long>("sum_ints", (object)new ulong[] { 1, 2 }));
            var error = Check.Throws<OverflowException>(() => unit.invoke<long>("sum_ints", (object)new[] { ulong.MaxValue }));
            Check.Contains(ulong.MaxValue.ToString(), error.Message);
            Check.Throws<TorchTypeException>(() => unit.invoke<long>("sum_ints", (object)new[] { LongEnum.None }));
        }

        [Test]
        public static void A_list_that_contains_itself_is_refused()
        {
            using var unit = jit.compile(Source);
            var list = new List<object>();
            list.Add(list);
            Check.Contains("contains itself", Check.Throws<TorchTypeException>(() => unit.invoke("kind", list)).Message);
        }

        [Test]
        public static void Scalars_from_every_number_type()
        {
            Scalar[] ones = { (byte)1, (sbyte)1, (short)1, (ushort)1, 1, 1u, 1L, 1ul, 'a', default };
            foreach (Scalar one in ones)
            {
                Check.True(one.IsInteger, "an integer");
            }
            Check.Throws<OverflowException>(() => _ = (Scalar)ulong.MaxValue);
        }

        private enum LongEnum : long
        {
            None,
        }
    }
}
