using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Methods whose results tests/python/test_state_agreement.py compares with torch.</summary>
    public static class StateAgreement
    {
        /// <summary>Everything that a module lists, one line each.</summary>
        /// <param name="model">"plain", "mixed" or the path of a TorchScript module.</param>
        /// <param name="action">The action to run on it first.</param>
        public static string[] Describe(string model, string action)
        {
            using nn.Module module = Make(model);
            Act(module, action);
            return module.named_parameters().Select(one => $"parameter {one.name} {Show(one.parameter)}")
                .Concat(module.named_parameters(recurse: false).Select(one => $"own parameter {one.name}"))
                .Concat(module.named_buffers().Select(one => $"buffer {one.name} {Show(one.buffer)}"))
                .Concat(module.named_buffers(recurse: false).Select(one => $"own buffer {one.name}"))
                .Append($"module  {module.training}") // which TorchSharp and C# do not list
                .Concat(module.named_modules().Select(one => $"module {one.name} {one.module.training}"))
                .Concat(module.named_children().Select(one => $"child {one.name}"))
                .Concat(module.state_dict().Select(one => $"state {one.Key} {Show(one.Value)}"))
                .ToArray();
        }

        /// <summary>The tensors of the state_dict.</summary>
        public static Tensor[] Values(string model, string action)
        {
            using nn.Module module = Make(model);
            Act(module, action);
            return module.state_dict().Values.Select(tensor => tensor.clone()).ToArray();
        }

        /// <summary>The error message for a state with one unexpected key, one missing key and one of another shape.</summary>
        public static string LoadError(string model, string missing, string reshaped, bool strict)
        {
            using nn.Module module = Make(model);
            Tensor[] before = module.state_dict().Values.Select(tensor => tensor.clone()).ToArray();
            Dictionary<string, Tensor> state = module.state_dict();
            foreach (string name in state.Keys.ToArray())
            {
                state[name] = zeros_like(state[name]);
            }
            state.Remove(missing);
            state["more.keys"] = ones(1);
            state[reshaped] = ones(7, 7);
            string message = Check.Throws<TorchValueException>(() => module.load_state_dict(state, strict)).Message;
            foreach ((Tensor was, Tensor now) in before.Zip(module.state_dict().Values, (was, now) => (was, now)))
            {
                Check.True(was.equal(now), "nothing was changed");
            }
            return message;
        }

        /// <summary>The missing keys and the tensors, after loading an incomplete state of zeros.</summary>
        public static (string[], string[], Tensor[]) LoadPart(string model, string[] names)
        {
            using nn.Module module = Make(model);
            Dictionary<string, Tensor> state = module.state_dict();
            var part = names.ToDictionary(name => name, name => state.TryGetValue(name, out Tensor tensor) ? zeros_like(tensor) : ones(1));
            (IList<string> missing, IList<string> unexpected) = module.load_state_dict(part, strict: false);
            return (missing.ToArray(), unexpected.ToArray(), module.state_dict().Values.Select(tensor => tensor.clone()).ToArray());
        }

        /// <summary>A parameter, to pass to Python.</summary>
        public static Modules.Parameter AsParameter(Tensor tensor) => nn.Parameter(tensor);

        private static nn.Module Make(string model) => model switch
        {
            "plain" => new PlainModel(),
            "mixed" => new MixedModel(),
            _ => jit.load(Fixtures.File(model)),
        };

        private static string Show(Tensor tensor) =>
            $"{tensor.dtype} {tensor.device} [{string.Join(", ", tensor.shape)}] {tensor.requires_grad}";

        private static void Act(nn.Module module, string action)
        {
            nn.Module same = action switch
            {
                "nothing" => module,
                "half" => module.half(),
                "bfloat16" => module.bfloat16(),
                "float" => module.@float(),
                "double" => module.@double(),
                "to float64" => module.to(ScalarType.Float64),
                "to complex64" => module.to(ScalarType.ComplexFloat32),
                "to cpu float16" => module.to("cpu", ScalarType.Float16),
                "to meta" => module.to("meta"),
                "to meta float64" => module.to("meta", ScalarType.Float64),
                "frozen" => module.requires_grad_(false),
                "trained" => module.requires_grad_(),
                "eval" => module.apply(one => one.eval()),
                _ => throw new ArgumentException(action),
            };
            Check.True(ReferenceEquals(module, same), "the module itself");
        }

        private static Tensor zeros_like(Tensor tensor) => zeros(tensor.shape, tensor.dtype);
    }
}
