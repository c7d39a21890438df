using System.Collections.Generic;
using Python.Runtime;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Hugging Face models called typed, as a C# program would, for tests/python/test_transformers.py.</summary>
    public static class Transformers
    {
        public static PyObject TupleOfTwo(string path, Tensor ids, Tensor mask)
        {
            using var m = jit.load<Tensor, Tensor, (Tensor LastHiddenState, Tensor PoolerOutput)>(path);
            return PythonValues.ToPython(m.forward(ids, mask));
        }

        public static PyObject LogitsAndCache(string path, Tensor ids)
        {
            using var m = jit.load<Tensor, (Tensor Logits, ((Tensor, Tensor), (Tensor, Tensor)) Cache)>(path);
            return PythonValues.ToPython(m.forward(ids));
        }

        public static PyObject DictOfOne(string path, Tensor x)
        {
            using var m = jit.load<Tensor, Dictionary<string, Tensor>>(path);
            return PythonValues.ToPython(m.forward(x));
        }

        public static PyObject DictOfTwo(string path, Tensor ids, Tensor mask)
        {
            using var m = jit.load<Tensor, Tensor, Dictionary<string, Tensor>>(path);
            return PythonValues.ToPython(m.forward(ids, mask));
        }

        public static PyObject DictOfThree(string path, Tensor ids, Tensor mask, Tensor decoderIds)
        {
            using var m = jit.load<Tensor, Tensor, Tensor, Dictionary<string, Tensor>>(path);
            return PythonValues.ToPython(m.forward(ids, mask, decoderIds));
        }

        /// <summary>Passes only the arguments without defaults.</summary>
        public static PyObject PredictWithDefaults(string path, Tensor ids)
        {
            using var m = jit.load<Tensor, (Tensor Labels, Tensor Scores, double Confidence)>(path);
            return PythonValues.ToPython(m.forward(ids));
        }

        /// <summary>Passes all arguments, and matches the result by the names of its fields.</summary>
        public static PyObject Predict(string path, Tensor ids, Tensor? mask, double temperature, long top)
        {
            using var m = jit.load<Tensor, Tensor?, double, long, Prediction>(path);
            Prediction prediction = m.forward(ids, mask, temperature, top);
            return PythonValues.ToPython((prediction.Labels, prediction.Scores, prediction.Confidence));
        }

        public static PyObject Features(string path, Tensor ids, string[] names)
        {
            using var m = jit.load(path);
            var features = m.Method<Tensor, string[], Dictionary<string, Tensor>>("features");
            return PythonValues.ToPython(features.call(ids, names));
        }

        public static PyObject Ranking(string path, Tensor ids, string[] names)
        {
            using var m = jit.load(path);
            var ranking = m.Method<Tensor, IReadOnlyList<string>, (string Name, double Score)[]>("ranking");
            return PythonValues.ToPython(ranking.call(ids, names));
        }

        /// <summary>The fields are deliberately in another order than in TorchScript.</summary>
        public sealed class Prediction
        {
            public Prediction(double confidence, Tensor scores, Tensor labels)
            {
                Confidence = confidence;
                Scores = scores;
                Labels = labels;
            }

            public double Confidence { get; }

            public Tensor Scores { get; }

            public Tensor Labels { get; }
        }
    }
}
