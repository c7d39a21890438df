using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Instances of TorchScript and C++ classes in C#.</summary>
    public static class ScriptObjectTests
    {
        [Test]
        public static void Attributes_are_read_and_set_on_the_object_itself()
        {
            using var m = jit.load(Fixtures.Objects);
            using var point = m.invoke<jit.ScriptObject>("make_point", 3.0, 4.0);
            Check.Equal(new[] { "x", "y", "name", "weights" }, point.Attributes.Select(attribute => attribute.name).ToArray());
            Check.Equal(SchemaKind.Tensor, point.Attributes[3].type.Kind);
            Check.Equal(5.0, m.invoke<double>("norm_of", point));
            point["x"] = 0;
            point.setattr("name", "corner");
            Check.Equal(4.0, m.invoke<double>("norm_of", point));
            Check.Equal("corner", point.getattr<string?>("name"));
            Check.Equal(0.0, point.getattr<double>("x"));
            Check.Equal(4.0, Check.Is<double>(point["y"]));
            point["weights"] = ones(3);
            Check.Equal(3, point.getattr<Tensor>("weights").numel());
            Check.Equal(SchemaKind.Class, point.Type.Kind);
            Check.Contains("Point", point.ToString());
        }

        [Test]
        public static void A_wrong_attribute_is_refused_with_both_types()
        {
            using var m = jit.load(Fixtures.Objects);
            using var point = m.invoke<jit.ScriptObject>("make_point", 3.0, 4.0);
            var type = Check.Throws<TorchTypeException>(() => point.getattr<string>("x"));
            Check.Contains("'x'", type.Message);
            Check.Contains("float", type.Message);
            Check.Contains("use double", type.Message);
            Check.Contains("use string?", Check.Throws<TorchTypeException>(() => point.getattr<long>("name")).Message);
            Check.Contains("'x'", Check.Throws<TorchTypeException>(() => point["x"] = "text").Message);
            Check.Contains("weights", Check.Throws<UnknownMethodException>(() => point.getattr("z")).Message);
            Check.Contains("weights", Check.Throws<UnknownMethodException>(() => point.getattr<double>("z")).Message);
            Check.Throws<UnknownMethodException>(() => point["z"] = 1);
        }

        [Test]
        public static void Methods_run_untyped_and_typed_with_defaults_and_names()
        {
            using var m = jit.load(Fixtures.Objects);
            using var point = m.invoke<jit.ScriptObject>("make_point", 3.0, 4.0);
            Check.True(point.Methods.Contains("scaled"), "a method 'scaled'");
            Check.Equal(5.0, Check.Is<double>(point.invoke("norm")));
            Check.Equal(5.0, point.Method<double>("norm").call());
            using var twice = point.invoke<jit.ScriptObject>("scaled", 2);
            using var shifted = point.invoke<jit.ScriptObject>("scaled", new { shift = 1.0, factor = 0.0 });
            Check.Equal(10.0, twice.Method<double>("norm").call());
            Check.Equal(1.0, shifted.getattr<double>("y"));
            var scaled = point.Method<double, double, jit.ScriptObject>("scaled");
            Check.Equal(8.0, scaled.call(2.0, 2.0).getattr<double>("x"));
            Check.Equal("factor", point.Schema("scaled").Parameters[0].Name);
            Check.Equal(point.Methods, point.Schemas.Select(schema => schema.Name).ToArray());
            Check.Contains("scaled", Check.Throws<UnknownMethodException>(() => point.invoke("skaled")).Message);
        }

        [Test]
        public static void Handles_on_the_same_object_are_equal()
        {
            using var m = jit.load(Fixtures.Objects);
            using var point = m.invoke<jit.ScriptObject>("make_point", 3.0, 4.0);
            using var same = m.invoke<jit.ScriptObject>("same_point", point);
            using var alike = m.invoke<jit.ScriptObject>("make_point", 3.0, 4.0);
            Check.True(!ReferenceEquals(point, same) && point.Equals(same), "equal handles");
            Check.Equal(point.GetHashCode(), same.GetHashCode());
            Check.True(!point.Equals(alike), "another object");
            Check.True(new HashSet<jit.ScriptObject> { point, same, alike }.Count == 2, "two objects");
            same["x"] = 7.0;
            Check.Equal(7.0, point.getattr<double>("x"));
        }

        [Test]
        public static void Lists_dictionaries_and_objects_hold_objects()
        {
            using var m = jit.load(Fixtures.Objects);
            jit.ScriptObject[] points = m.invoke<jit.ScriptObject[]>("points", 4);
            Check.Equal(6.0, m.Method<jit.ScriptObject[], double>("total").call(points));
            Check.Equal(6.0, m.invoke<double>("total", (object)points));
            Check.Equal(4, Check.Is<jit.ScriptObject[]>(m.invoke("points", 4)).Length);
            Check.Equal(0, Check.Is<jit.ScriptObject[]>(m.invoke("points", 0)).Length);
            using var path = m.invoke<jit.ScriptObject>("path", (object)points);
            Check.Equal(5, path.invoke<long>("add", points[0]));
            jit.ScriptObject[] held = path.getattr<jit.ScriptObject[]>("points");
            Check.True(held[0].Equals(held[4]) && held[0].Equals(points[0]), "the same object twice");
            path["points"] = new[] { points[3] };
            Check.Equal(3.0, path.getattr<jit.ScriptObject[]>("points").Single().getattr<double>("x"));
        }

        [Test]
        public static void None_and_Any_take_objects_too()
        {
            using var m = jit.load(Fixtures.Objects);
            using var point = m.invoke<jit.ScriptObject>("make_point", 3.0, 4.0);
            var norm = m.Method<jit.ScriptObject?, double>("norm_of");
            Check.Equal(-1.0, norm.call(null));
            Check.Equal(5.0, norm.call(point));
            Check.Equal(-1.0, m.invoke<double>("norm_of"));
            Check.Equal(point, Check.Is<jit.ScriptObject>(m.invoke("same_any", point)));
            Check.Contains("'point'", Check.Throws<TorchTypeException>(() => m.invoke("same_point", new object?[] { null })).Message);
        }

        [Test]
        public static void Instances_are_created_by_the_name_of_their_class()
        {
            using var m = jit.load(Fixtures.Objects);
            using var point = m.Create("Point", 3.0, 4);
            using var half = m.Create(point.Type.Text, new { x = 1.5 });
            Check.Equal(5.0, m.invoke<double>("norm_of", point));
            Check.Equal(0.5, half.getattr<double>("y"));
            Check.Equal(new[] { "x", "y" }, m.ClassSchema("Point").Parameters.Select(parameter => parameter.Name).ToArray());
            Check.Equal(0.5, Check.Is<double>(m.ClassSchema("Point").Parameters[1].DefaultValue));
            Check.Contains("Point", Check.Throws<UnknownMethodException>(() => m.Create("Pont")).Message);
            Check.Contains("'x'", Check.Throws<TorchTypeException>(() => m.Create("Point", "text")).Message);
            using var path = m.Create("Path", (object)new[] { point, half });
            Check.Equal(2, path.getattr<jit.ScriptObject[]>("points").Length);
        }

        [Test]
        public static void A_class_of_another_file_is_another_class()
        {
            using var m = jit.load(Fixtures.Objects);
            using var point = m.Create("Point", 3.0);
            using var path = m.Create("Path", (object)new[] { point });
            Check.Contains("'point'", Check.Throws<TorchTypeException>(() => m.invoke("same_point", path)).Message);
        }

        [Test]
        public static void An_instance_of_a_class_written_in_C_goes_where_it_is_wanted()
        {
            using var m = jit.load(Fixtures.Objects);
            using Tensor weight = ones(2, 3) * 1.5f;
            using var packed = m.invoke<jit.ScriptObject>("pack", weight);
            Check.Contains("LinearPackedParamsBase", packed.Type.Text);
            Check.True(m.invoke<Tensor>("unpack", packed).equal(weight), "the weight that was packed");
            using var untyped = Check.Is<jit.ScriptObject>(m.invoke("same_any", m.invoke("pack", weight)));
            Check.True(m.Method<jit.ScriptObject, Tensor>("unpack").call(untyped).equal(weight), "the weight that was packed");
            Check.Equal(0, packed.Attributes.Count);
            Check.True(packed.Methods.Count > 0, "methods");
        }

        [Test]
        public static void A_class_of_the_users_wraps_objects()
        {
            using var m = jit.load(Fixtures.Objects);
            Corner corner = m.Method<double, double, Corner>("make_point").call(3, 4);
            Check.Equal(5.0, corner.Norm);
            Check.Equal(5.0, m.Method<Corner, double>("norm_of").call(corner));
            Check.Equal(5.0, m.invoke<double>("norm_of", corner));
            Check.Equal(5.0, m.Method<jit.IScriptObject, double>("norm_of").call(corner));
            Check.Throws<TorchTypeException>(() => m.Method<double, double, jit.IScriptObject>("make_point"));
            Check.Equal(3, m.invoke<List<Corner>>("points", 3).Count);
        }

        [Test]
        public static void Handles_are_released()
        {
            using var m = jit.load(Fixtures.Objects);
            m.invoke("points", 1);
            Leaks.None(() =>
            {
                jit.ScriptObject[] points = m.invoke<jit.ScriptObject[]>("points", 10);
                points[0].Method<double>("norm").call();
                points[1].invoke("scaled", 2.0);
                points[2].Dispose();
                points[3]["name"] = "x";
                m.Create("Point", 1.0);
                Check.Throws<TorchTypeException>(() => points[4].getattr<string>("x"));
            });
        }

        [Test]
        public static void A_disposed_handle_says_so_and_leaves_the_object_alone()
        {
            using var m = jit.load(Fixtures.Objects);
            var point = m.Create("Point", 3.0, 4.0);
            using var same = m.invoke<jit.ScriptObject>("same_point", point);
            var norm = point.Method<double>("norm");
            point.Dispose();
            point.Dispose();
            Check.Throws<ObjectDisposedException>(() => point.getattr("x"));
            Check.Throws<ObjectDisposedException>(() => point.invoke("norm"));
            Check.Throws<ObjectDisposedException>(() => norm.call());
            Check.Throws<ObjectDisposedException>(() => m.invoke("norm_of", point));
            Check.True(!point.Equals(same) && point.Equals(point), "no longer equal");
            Check.Equal(5.0, same.invoke<double>("norm"));
        }

        public sealed class Corner : jit.IScriptObject
        {
            public Corner(jit.ScriptObject scriptObject) => ScriptObject = scriptObject;

            public jit.ScriptObject ScriptObject { get; }

            public double Norm => ScriptObject.invoke<double>("norm");
        }
    }
}
