using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Named tuples as classes and structs, matched by the names of their fields.</summary>
    public static class RecordTests
    {
        [Test]
        public static void A_class_is_made_by_its_constructor() =>
            Round<ImmutablePoint>(new ImmutablePoint(0.1, ones(2), "a\0b"), p => (p.Position, p.PointLabel, p.Weight));

        [Test]
        public static void A_class_is_filled_through_its_properties() =>
            Round<MutablePoint>(
                new MutablePoint { position = ones(3), Point_Label = "ü", WEIGHT = double.NaN },
                p => (p.position, p.Point_Label, p.WEIGHT));

        [Test]
        public static void A_struct_is_filled_through_its_fields() =>
            Round<PointFields>(
                new PointFields { Position = ones(1), PointLabel = string.Empty, Weight = -0.0 },
                p => (p.Position, p.PointLabel, p.Weight));

        [Test]
        public static void A_constructor_may_leave_the_rest_to_properties() =>
            Round<MixedPoint>(new MixedPoint(ones(1)) { PointLabel = "x", Weight = 2 }, p => (p.Position, p.PointLabel, p.Weight));

        [Test]
        public static void A_struct_may_be_read_only() =>
            Round<ReadOnlyPoint>(new ReadOnlyPoint(ones(5), "fixed", 1e-300), p => (p.position, p.point_label, p.weight));

        [Test]
        public static void Value_tuples_are_matched_by_position() =>
            Round<(Tensor, string, double)>((ones(4), "by position", 1e300), p => p);

        [Test]
        public static void An_anonymous_type_is_an_argument()
        {
            using var m = jit.load(Fixtures.Typed);
            var anonymous = new { Weight = 2.5, PointLabel = "x", Position = ones(1) };
            Check.Equal(2.5, Check.Is<double>(m.invoke("weight_of", new { x = anonymous })));
            Check.Equal(2.5, Call(m, anonymous));
        }

        [Test]
        public static void Narrow_fields_widen()
        {
            using var m = jit.load(Fixtures.Typed);
            Check.Equal(3.0, Call(m, new { Weight = 3, PointLabel = "x", Position = ones(1) }));
        }

        [Test]
        public static void Records_nest_in_everything()
        {
            using var m = jit.load(Fixtures.Typed);
            var start = new ImmutablePoint(1, ones(1), "start");
            var segment = new Segment { Start = start, End = new PointFields { Position = ones(2), PointLabel = "end", Weight = 2 } };
            segment.Tags.Add("tag");
            Segment back = m.Method<Segment, Segment>("identity_segment").call(segment);
            Check.Equal("start end tag", $"{back.Start!.PointLabel} {back.End.PointLabel} {back.Tags[0]}");
            Check.Equal(null, back.Score);
            segment.Score = int.MaxValue;
            Check.Equal(int.MaxValue, m.Method<Segment, Segment>("identity_segment").call(segment).Score);
            var byLabel = m.Method<List<ImmutablePoint>, Dictionary<string, PointFields>>("by_label");
            Check.Equal(1.0, byLabel.call(new List<ImmutablePoint> { start })["start"].Weight);
            var untyped = Check.Is<Dictionary<string, (Tensor, string, double)>>(m.invoke("by_label", (object)new[] { start }));
            Check.Equal("start", untyped["start"].Item2);
        }

        [Test]
        public static void Null_is_None()
        {
            using var m = jit.load(Fixtures.Typed);
            var maybe = m.Method<ImmutablePoint?, ImmutablePoint?>("maybe_point");
            Check.True(maybe.call(null) == null, "null");
            Check.Equal("x", maybe.call(new ImmutablePoint(1, ones(1), "x"))!.PointLabel);
            Check.Equal(null, m.Method<PointFields?, PointFields?>("maybe_point").call(null));
            Check.Throws<TorchTypeException>(() => m.Method<PointFields, PointFields>("maybe_point"));
            Check.Throws<TorchTypeException>(() => m.Method<ImmutablePoint?, double>("weight_of").call(null));
        }

        [Test]
        public static void A_named_tuple_as_object_is_a_value_tuple()
        {
            using var m = jit.load(Fixtures.Typed);
            var x = ones(1);
            var tuple = Check.Is<(Tensor, string, double)>(m.invoke("make_point", x, "label", 0.5));
            Check.Equal(("label", 0.5), (tuple.Item2, tuple.Item3));
            Check.Is<(Tensor, string, double)>(m.invoke("point_as_any", (x, "label", 0.5)));
            Check.Equal("label", m.Method<PointFields, object>("point_as_any").call(new PointFields
            {
                Position = x,
                PointLabel = "label",
            }) is (Tensor _, string label, double _) ? label : "no tuple");
        }

        [Test]
        public static void Inherited_properties_are_used_and_hidden_ones_are_not() => Round(
            new HidingPoint { Position = ones(2), PointLabel = "hides", Weight = 0.25 },
            point => (point.Position, point.PointLabel, point.Weight));

        [Test]
        public static void Mismatches_name_the_field()
        {
            using var m = jit.load(Fixtures.Typed);
            Refused(() => m.Method<WrongType, double>("weight_of"), "field 'weight'", "float", "string");
            Refused(() => m.Method<Tensor, string, double, WrongType>("make_point"), "field 'weight'", "float", "string");
            Refused(() => m.Method<TooSmall, double>("weight_of"), "no member", "'weight'");
            Refused(() => m.Method<Tensor, string, double, TooSmall>("make_point"), "'weight'", "TooSmall");
            Refused(() => m.Method<TooLarge, double>("weight_of"), "Extra");
            Refused(() => m.Method<Twins, double>("weight_of"), "several members");
            Refused(() => m.Method<TooSmall[], object>("by_label"), "'weight'");
            Refused(() => m.Method<object, Dictionary<string, TooSmall>>("by_label"), "'weight'");
            Check.Contains("plain tuple", Identity.Refusal<TooSmall, object>("Tuple[Tensor, str]"));
            Refused(() => m.invoke("weight_of", new object[] { new TooSmall() }), "weight_of");
        }

        [Test]
        public static void A_type_that_contains_itself_is_refused_not_followed()
        {
            using var m = jit.load(Fixtures.Typed);
            Refused(() => m.Method<Chain, double>("weight_of"), "Chain");
            var chain = new Chain();
            chain.Next = chain;
            Refused(() => Identity.Untyped("Any", new List<object> { chain }), "contains itself");
        }

        [Test]
        public static void Leaks_nothing() => Leaks.None(() =>
        {
            using var m = jit.load(Fixtures.Typed);
            var identity = m.Method<ImmutablePoint, ImmutablePoint>("identity_point");
            identity.call(new ImmutablePoint(1, ones(1), "x"));
            var failing = m.Method<ImmutablePoint, FailingPoint>("identity_point");
            Check.Throws<InvalidOperationException>(() => failing.call(new ImmutablePoint(1, ones(1), "x")));
        });

        [Test]
        public static void A_constructor_may_call_TorchScript()
        {
            using var m = jit.load(Fixtures.Typed);
            var identity = m.Method<ImmutablePoint, CallingPoint>("identity_point");
            CallingPoint point = identity.call(new ImmutablePoint(5, ones(3), "calls"));
            Check.Equal("calls", point.PointLabel);
            Check.Equal(6f, point.Position.sum().item<float>());
        }

        private static void Round<T>(T point, Func<T, (Tensor, string, double)> parts)
        {
            using var m = jit.load(Fixtures.Typed);
            (Tensor position, string label, double weight) = parts(point);
            T[] results =
            {
                m.Method<T, T>("identity_point").call(point),
                m.Method<Tensor, string, double, T>("make_point").call(position, label, weight),
                m.invoke<T>("identity_point", new object?[] { point }),
            };
            foreach (T result in results)
            {
                (Tensor samePosition, string sameLabel, double sameWeight) = parts(result);
                Check.True(samePosition.Handle == position.Handle, "the same tensor");
                Check.Equal(label, sameLabel);
                Check.Equal(BitConverter.DoubleToInt64Bits(weight), BitConverter.DoubleToInt64Bits(sameWeight));
            }
        }

        private static double Call<T>(jit.ScriptModule module, T point) => module.Method<T, double>("weight_of").call(point);

        private static void Refused(Action action, params string[] parts)
        {
            string message = Check.Throws<TorchTypeException>(action).Message;
            parts.ToList().ForEach(part => Check.Contains(part, message));
        }
    }
}
