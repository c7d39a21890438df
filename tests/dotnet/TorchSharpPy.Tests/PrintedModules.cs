using System;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>What modules print, for the Python tests, which make the same modules.</summary>
    public static class PrintedModules
    {
        public static string Nested()
        {
            using var module = new Net();
            return module.ToString();
        }

        public static string Loaded(string path)
        {
            using jit.ScriptModule module = jit.load(path);
            return module.ToString();
        }

        public static string InSequential(string path)
        {
            using var module = nn.Sequential(nn.ReLU(), jit.load<Tensor, Tensor>(path));
            return module.ToString();
        }

        public static string AfterSetting()
        {
            using AvgPool2d pool = nn.AvgPool2d(2, stride: 3);
            (pool.kernel_size, pool.stride) = (new long[] { 3, 3 }, new long[] { 1, 2 });
            return pool.ToString();
        }

        internal sealed class Net : nn.Module
        {
            public Net()
                : base(nameof(Net))
            {
                register_module("list", nn.ModuleList<nn.Module>(
                    nn.Linear(2, 3), nn.Linear(2, 3), nn.Linear(2, 3, hasBias: false), nn.ReLU(), nn.ReLU()));
                register_module("blocks", nn.ModuleList(new Block(1, 2), new Block(1, 2)));
                register_module("dict", nn.ModuleDict(("a", nn.Dropout(0.25)), ("b", nn.Sequential(nn.Tanh(), new Block(3)))));
                register_module("none", nn.ModuleDict());
                register_module("empty", nn.Sequential());
                register_module("nothing", nn.ModuleList());
                register_module("weights", nn.ParameterList(nn.Parameter(ones(2, 3)), nn.Parameter(ones(Array.Empty<long>()))));
                register_module("one", nn.ParameterList(nn.Parameter(ones(4, dtype: ScalarType.Float64))));
                register_module("named", nn.ParameterDict(
                    ("x", nn.Parameter(ones(2, 3))), ("y", nn.Parameter(ones(1, dtype: ScalarType.BFloat16)))));
                register_module("attention", nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8), 2));
            }
        }

        /// <summary>A module with a line for each number, and a part if there is one number.</summary>
        internal sealed class Block : nn.Module<Tensor, Tensor>
        {
            private readonly long[] numbers;

            public Block(params long[] numbers)
                : base(nameof(Block))
            {
                this.numbers = numbers;
                if (numbers.Length == 1)
                {
                    register_module("part", nn.Conv2d(3, 4, (3, 5), padding: 1, dilation: (1, 2), bias: false));
                }
            }

            public override string extra_repr() => string.Join("\n", Array.ConvertAll(numbers, number => $"number={number}"));

            public override Tensor forward(Tensor input) => input.alias();
        }
    }
}
