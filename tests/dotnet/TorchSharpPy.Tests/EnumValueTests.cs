using System;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Members of TorchScript enums without a C# enum.</summary>
    public static class EnumValueTests
    {
        [Test]
        public static void A_member_has_a_name_a_value_and_a_class()
        {
            using var m = jit.load(Fixtures.Objects);
            var good = Check.Is<jit.EnumValue>(m.invoke("mood", true));
            Check.Equal("GOOD", good.Name);
            Check.Equal("good", Check.Is<string>(good.Value));
            Check.Contains("Mood", good.TypeName);
            Check.Equal("Mood.GOOD", good.ToString());
            Check.Equal(new[] { "GOOD", "BAD" }, m.Schema("mood").Returns.FieldNames);
        }

        [Test]
        public static void A_member_is_passed_back_and_by_name()
        {
            using var m = jit.load(Fixtures.Objects);
            var blue = m.invoke<jit.EnumValue>("other_color", new jit.EnumValue("RED"));
            Check.Equal("DARK_BLUE", blue.Name);
            Check.Equal(2L, Check.Is<long>(blue.Value));
            Check.Equal(2L, m.invoke<long>("color_value", blue));
            Check.Equal(2L, m.Method<jit.EnumValue, long>("color_value").call(new jit.EnumValue("darkBlue")));
            Check.Equal(blue, Check.Is<jit.EnumValue>(m.invoke("same_any", blue)));
            var error = Check.Throws<TorchTypeException>(() => m.invoke("color_value", new jit.EnumValue("GREEN")));
            Check.Contains("GREEN", error.Message);
            Check.Contains("'color'", error.Message);
        }

        [Test]
        public static void Members_are_equal_by_name_and_value()
        {
            using var m = jit.load(Fixtures.Objects);
            var good = m.invoke<jit.EnumValue>("mood", true);
            Check.Equal(good, m.invoke<jit.EnumValue>("mood", true));
            Check.Equal(good.GetHashCode(), m.invoke<jit.EnumValue>("mood", true).GetHashCode());
            Check.True(!good.Equals(m.invoke<jit.EnumValue>("mood", false)), "another member");
            Check.True(!good.Equals(new jit.EnumValue("GOOD")), "a member of a known enum");
        }

        [Test]
        public static void A_member_of_another_enum_is_refused()
        {
            using var m = jit.load(Fixtures.Objects);
            var mood = m.invoke<jit.EnumValue>("mood", true);
            Check.Contains("'color'", Check.Throws<TorchTypeException>(() => m.invoke("color_value", mood)).Message);
        }

        [Test]
        public static void A_member_can_be_held_as_an_object()
        {
            using var m = jit.load(Fixtures.Objects);
            using var blue = m.invoke<jit.ScriptObject>("other_color", new jit.EnumValue("RED"));
            Check.Equal(SchemaKind.Enum, blue.Type.Kind);
            Check.Equal(2L, m.invoke<long>("color_value", blue));
        }

        [Test]
        public static void Handles_are_released()
        {
            using var m = jit.load(Fixtures.Objects);
            m.invoke("mood", true);
            Leaks.None(() =>
            {
                m.invoke("mood", true);
                m.invoke("same_any", m.invoke<jit.EnumValue>("mood", false));
            });
        }
    }
}
