using TorchSharpPy.Modules;
using TorchSharpPy.Utils;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>A layer written in C#; tests/models/composed_models.py has the same in Python.</summary>
    public sealed class PlainLayer : nn.Module<Tensor, Tensor>
    {
        private readonly Parameter weight = nn.Parameter(full(new long[] { 3, 2 }, 0.25, float32));
        private readonly Parameter? bias;
        private readonly Tensor count = ones(new long[] { 2 }, int64);

        public PlainLayer(Parameter? bias = null)
            : base(nameof(PlainLayer))
        {
            this.bias = bias;
            register_parameter("nothing", null);
            register_buffer("absent", null);
            register_buffer("cache", ones(new long[] { 2 }, float64), persistent: false);
            RegisterComponents();
        }

        public Parameter Weight => weight;

        public Tensor Count => count;

        public override Tensor forward(Tensor input) =>
            input.matmul(weight) + (bias is null ? zeros(2) : (Tensor)bias);
    }

    /// <summary>Nested layers written in C#, two of which share a bias.</summary>
    public sealed class PlainModel : nn.Module<Tensor, Tensor>
    {
        [ComponentName(Name = "first_bias")]
        private readonly Parameter shared;

        private readonly ModuleList<PlainLayer> layers;
        private readonly ModuleDict<nn.Module> named;

        public PlainModel()
            : base(nameof(PlainModel))
        {
            shared = nn.Parameter(full(new long[] { 2 }, 2, float64));
            var layer = new PlainLayer(shared);
            layers = nn.ModuleList(layer, new PlainLayer(shared), layer);
            named = nn.ModuleDict<nn.Module>(("b", new PlainLayer()), ("a", nn.Sequential(layer)));
            Scale = nn.Parameter(zeros(new long[] { 1 }, complex64), requires_grad: false);
            RegisterComponents();
        }

        public Parameter Shared => shared;

        public ModuleList<PlainLayer> Layers => layers;

        public Parameter Scale { get; private set; }

        public override Tensor forward(Tensor input) => layers[0].call(input);
    }

    /// <summary>A C# module that contains TorchScript modules.</summary>
    public sealed class MixedModel : nn.Module<Tensor, Tensor>
    {
        private readonly Parameter scale = nn.Parameter(ones(new long[] { 2 }, float32));
        private readonly jit.ScriptModule network;
        private readonly Sequential layers;
        private readonly ModuleList<jit.ScriptModule> list;
        private readonly PlainLayer plain = new PlainLayer();

        public MixedModel()
            : base(nameof(MixedModel))
        {
            network = jit.load(Fixtures.File("state_network.pt"));
            jit.ScriptModule norm = jit.load(Fixtures.File("state_norm.pt"));
            layers = nn.Sequential(("in", norm), ("out", jit.load<Tensor, Tensor>(Fixtures.File("state_tied.pt"))));
            list = nn.ModuleList(norm, network);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => network.invoke<Tensor>("forward", layers.call(input)) * scale;
    }
}
