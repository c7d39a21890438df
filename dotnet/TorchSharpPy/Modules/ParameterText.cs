using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Printing;

namespace TorchSharpPy.Modules
{
    /// <summary>Writes the parameters of lists and dictionaries as Python prints them.</summary>
    internal static class ParameterText
    {
        /// <summary>The parameters with their types of elements, as in a ParameterList.</summary>
        internal static string OfList(IEnumerable<(string name, Parameter? item)> parameters) =>
            Lines(parameters, parameter => TorchNames.Of(parameter.dtype));

        /// <summary>The parameters with their types, as in a ParameterDict.</summary>
        internal static string OfDict(IEnumerable<(string name, Parameter? item)> parameters) =>
            Lines(parameters, parameter => TorchNames.TensorType(parameter.dtype, parameter.device.type));

        private static string Lines(IEnumerable<(string name, Parameter? item)> parameters, Func<Parameter, string> typeOf) =>
            string.Join("\n", parameters.Select(one => $"  ({one.name}): {Of(one.item!, typeOf(one.item!))}"));

        private static string Of(Parameter parameter, string type)
        {
            torch.Device device = parameter.device;
            string place = device.type == DeviceType.CUDA ? $" ({device})" : string.Empty;
            return $"Parameter containing: [{type} of size {string.Join("x", parameter.shape)}{place}]";
        }
    }
}
