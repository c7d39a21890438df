using System.Linq;
using Golden;
using Python.Runtime;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Calls the generated C# class; tests/python/test_codegen.py compares the results with torch.jit.</summary>
    public static class GeneratedAgreement
    {
        /// <summary>Runs methods of the generated class.</summary>
        /// <param name="path">The model of tests/models/codegen_models.py.</param>
        /// <param name="x">An argument.</param>
        /// <returns>The results by the names of the methods, as Python objects.</returns>
        public static PyObject Run(string path, Tensor x)
        {
            using Rich m = Rich.load(path);
            (Tensor sum, Tensor difference) = m.forward(x, x);
            Tensor predicted = m.predict(x);
            Rich.Point shifted = m.shifted(new Rich.Point(x, "label", 3));
            long[][] lists = m.lists();
            var immutable = m.immutable();
            string color = m.next_color(Rich.Color.RED).ToString();
            long total = m.count(new Rich.Counter(m, 3), 4).total;
            using (Py.GIL())
            {
                var results = new PyDict();
                results["forward"] = new PyTuple(new[] { sum.ToPython(), difference.ToPython() });
                results["predict"] = predicted.ToPython();
                results["shifted"] = new PyTuple(new[] { shifted.x.ToPython(), shifted.label.ToPython(), shifted.@event.ToPython() });
                results["lists"] = new PyList(
                    lists.Select(list => (PyObject)new PyList(list.Select(n => n.ToPython()).ToArray())).ToArray());
                results["immutable"] = new PyTuple(
                    new[] { immutable.Item1.ToPython(), immutable.Item3.ToPython(), immutable.Item4.ToPython() });
                results["next_color"] = color.ToPython();
                results["total"] = total.ToPython();
                return results;
            }
        }
    }
}
