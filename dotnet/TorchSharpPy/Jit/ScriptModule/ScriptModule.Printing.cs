using System.Collections.Generic;
using System.Linq;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            public partial class ScriptModule
            {
                private protected override string PrintedName => "RecursiveScriptModule";

                /// <summary>The name of the class in Python, without its module: <c>original_name=Net</c>.</summary>
                public override string extra_repr() => "original_name=" + GetName().Substring(GetName().LastIndexOf('.') + 1);

                private protected override IEnumerable<(string label, string text)> PrintedParts()
                {
                    var texts = new Dictionary<string, string>();
                    var types = new HashSet<string>();
                    foreach ((string path, nn.Module child) in named_children())
                    {
                        using (child)
                        {
                            types.Add(child.GetName());
                            texts.Add(path, child.ToString());
                        }
                    }
                    return Attributes
                        .Select(one => (one.name, text: texts.TryGetValue(one.name, out string? text) ? text : Again(one.name, one.type)))
                        .Where(one => one.text != null)
                        .Select(one => (one.name, one.text!));

                    // A child is listed once, but printed under each of its names.
                    string? Again(string attribute, SchemaType type)
                    {
                        if (!types.Contains(type.Text))
                        {
                            return null;
                        }
                        using nn.Module? child = FindChild(attribute);
                        return child?.ToString();
                    }
                }
            }
        }
    }
}
