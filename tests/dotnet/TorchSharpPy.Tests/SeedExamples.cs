using TorchSharpPy;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.nn;

namespace TorchSharpPy.Tests
{
    /// <summary>The examples of TorchSharp's page on TorchScript, unchanged except for file names.</summary>
    public static class SeedExamples
    {
        [Test]
        public static void A_loaded_module_runs_forward_and_exported_methods()
        {
            var m = torch.jit.load(Fixtures.Sample);

            var x = torch.rand(10);
            var y = torch.rand(10);
            var t0 = m.forward(x,y);
            var t1 = m.invoke("predict", x);

            var (sum, difference) = Check.Is<(Tensor, Tensor)>(t0);
            Check.True(sum.equal(x + y) && difference.equal(x - y), "x + y and x - y");
            Check.Equal(new long[] { 10 }, Check.Is<Tensor>(t1).shape);
        }

        /// <summary>The page passes 3.14 to an int parameter: here that is an error with the schema.</summary>
        [Test]
        public static void A_float_for_an_int_parameter_is_refused_with_the_schema()
        {
            var m = torch.jit.load(Fixtures.Sample);
            var x = torch.rand(10);
            var error = Check.Throws<TorchTypeException>(() =>
            {
                var t2 = m.invoke("add_scalar", x, 3.14);
            });
            Check.Contains("add_scalar(", error.Message);
            Check.Contains("int", error.Message);
        }

        [Test]
        public static void The_type_safe_load_takes_the_types_of_forward()
        {
            using var m = torch.jit.load<Tensor,Tensor,(Tensor, Tensor)>(Fixtures.Sample);
            IModule<Tensor, Tensor, (Tensor, Tensor)> module = m;
            var x = torch.rand(10);
            var (sum, _) = module.call(x, x);
            Check.True(sum.equal(x + x), "x + x");
        }

        [Test]
        public static void The_type_safe_load_of_a_function_that_returns_a_tensor()
        {
            var m = torch.jit.load<Tensor,Tensor,Tensor>(Fixtures.File("add.pt"));
            var x = torch.rand(10);
            Check.True(m.forward(x, x).equal(x + x), "x + x");
        }

        [Test]
        public static void The_hand_written_wrapper_works()
        {
            using var m = new TestScriptModule(Fixtures.Sample);
            var x = torch.rand(10);
            var (sum, difference) = m.forward(x, x);
            Check.True(sum.equal(x + x) && difference.equal(x - x), "x + x and x - x");
            Check.True(m.add_scalar(x, 3).equal(x + 3), "x + 3");
            Check.Equal(new long[] { 10 }, m.predict(x).shape);
            Check.True(m.call(x, x).Item1.equal(sum), "call runs forward");
        }

        [Test]
        public static void Functions_compiled_from_text_run()
        {
string script = @"
  def relu_script(a, b):
    return torch.relu(a + b)
  def add_i(x: Tensor, i: int) -> Tensor:
    return x + i
";

using var cu = torch.jit.compile(script);

var x = torch.randn(3, 4);
var y = torch.randn(3, 4);

var z = (Tensor)cu.invoke("relu_script", x, y); // Return type is 'object'
            Check.True(z.equal(torch.relu(x + y)), "relu(x + y)");
z = cu.invoke<Tensor>("add_i", x, 1);           // Type-safe return type.
            Check.True(z.equal(x + 1), "x + 1");
        }

        /// <summary>"The type-safe forward() methods are all implemented in terms of the general forward()."</summary>
        [Test]
        public static void Type_safe_forwards_can_be_written_over_the_general_one()
        {
            var net = new OverGeneralForward(Fixtures.File("add.pt"));
            var x = torch.rand(3);
            Check.True(net.forward(x, x).equal(x + x), "x + x");
        }

        class TestScriptModule : Module<Tensor, Tensor, (Tensor, Tensor)>
        {
            internal TestScriptModule(string filename) : base(nameof(TestScriptModule))
            {
                m = torch.jit.load<(Tensor, Tensor)> (filename);
            }

            public override (Tensor, Tensor) forward(Tensor input1, Tensor input2)
            {
                return m.forward(input1, input2);
            }

            public Tensor predict(Tensor input)
            {
                return m.invoke<Tensor>("predict", input);
            }

            public Tensor add_scalar(Tensor input, int i)
            {
                return m.invoke<Tensor>("add_scalar", input, i);
            }

            private torch.jit.ScriptModule<Tensor, Tensor, (Tensor, Tensor)> m;
        }

        abstract class TypeSafeForwards
        {
            public abstract Tensor forward(Tensor t);

            public abstract Tensor forward(Tensor x, Tensor y);

            public abstract Tensor forward(Tensor x, Tensor y, Tensor z);
        }

        class OverGeneralForward : TypeSafeForwards
        {
            internal OverGeneralForward(string filename) => m = torch.jit.load(filename);

public override Tensor forward(Tensor t) => (Tensor)forward((object)t);

public override Tensor forward(Tensor x, Tensor y) => (Tensor)forward((x, y));

public override Tensor forward(Tensor x, Tensor y, Tensor z) => (Tensor)forward((x,y,x));

            private object forward(object input) => m.forward(input);

            private readonly torch.jit.ScriptModule m;
        }
    }
}
