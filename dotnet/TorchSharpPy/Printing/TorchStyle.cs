using System.Collections.Generic;
using System.Globalization;

namespace TorchSharpPy.Printing
{
    /// <summary>What PyTorch prints for a tensor: <c>tensor(...)</c>, with what differs from the default behind the elements.</summary>
    internal sealed class TorchStyle
    {
        private const string Prefix = "tensor(";
        private const int DefaultWidth = 80;

        private readonly PrintOptions options;
        private readonly CultureInfo culture;
        private readonly int lineWidth;

        internal TorchStyle(PrintOptions options, CultureInfo culture)
        {
            this.options = options;
            this.culture = culture;
            lineWidth = options.LineWidth ?? DefaultWidth;
        }

        /// <summary>The whole text, with \n as the end of a line.</summary>
        internal string Write(torch.Tensor tensor)
        {
            var notes = new List<string>();
            if (tensor.device_type != DeviceType.CPU)
            {
                notes.Add($"device='{tensor.device}'");
            }
            torch.Layout layout = tensor.Layout;
            string body = StoredTensor.IsSparse(layout) ? Sparse(tensor, notes)
                : torch.is_quantized(tensor.dtype) ? Quantized(tensor, notes)
                : tensor.is_meta ? Meta(tensor, notes)
                : Dense(tensor, notes);
            if (layout != torch.Layout.Strided)
            {
                notes.Add("layout=" + TorchNames.Of(layout));
            }
            if (tensor.requires_grad)
            {
                notes.Add("requires_grad=True");
            }
            return Join(Prefix + body, notes, tensor.is_sparse);
        }

        private static string SizeOf(torch.Tensor tensor) => "size=" + TorchNames.Tuple(tensor.shape);

        private static string TypeOf(torch.Tensor tensor) => "dtype=" + TorchNames.Of(tensor.dtype);

        private static torch.ScalarType DefaultType()
        {
            using torch.Tensor made = torch.empty(new long[] { 0 });
            return made.dtype;
        }

        private static void AddUnusualType(torch.Tensor tensor, List<string> notes)
        {
            torch.ScalarType type = tensor.dtype;
            torch.ScalarType usual = DefaultType();
            torch.ScalarType usualComplex =
                usual == torch.ScalarType.Float64 ? torch.ScalarType.ComplexFloat64 : torch.ScalarType.ComplexFloat32;
            if (type != usual && type != usualComplex && type != torch.ScalarType.Int64 && type != torch.ScalarType.Bool)
            {
                notes.Add(TypeOf(tensor));
            }
        }

        private string Body(torch.Tensor tensor, int indent) => TorchBody.Of(tensor, indent, lineWidth, options, culture);

        private string Dense(torch.Tensor tensor, List<string> notes)
        {
            if (tensor.numel() > 0)
            {
                AddUnusualType(tensor, notes);
            }
            else
            {
                if (tensor.ndim != 1)
                {
                    notes.Add(SizeOf(tensor));
                }
                if (tensor.dtype != DefaultType())
                {
                    notes.Add(TypeOf(tensor)); // there is no element that would tell
                }
            }
            return Body(tensor, Prefix.Length);
        }

        private static string Meta(torch.Tensor tensor, List<string> notes)
        {
            notes.Add(SizeOf(tensor));
            if (tensor.dtype != DefaultType())
            {
                notes.Add(TypeOf(tensor));
            }
            return "...";
        }

        private string Quantized(torch.Tensor tensor, List<string> notes)
        {
            notes.Add(SizeOf(tensor));
            AddUnusualType(tensor, notes);
            string scheme = TorchNames.OfScheme(StoredTensor.SchemeOf(tensor));
            notes.Add("quantization_scheme=" + scheme);
            if (scheme.Contains("per_tensor"))
            {
                notes.Add("scale=" + PythonFloat.Text(tensor.q_scale()));
                notes.Add("zero_point=" + tensor.q_zero_point().ToString(CultureInfo.InvariantCulture));
            }
            else
            {
                using torch.Tensor scales = tensor.q_per_channel_scales();
                using torch.Tensor zeros = tensor.q_per_channel_zero_points();
                notes.Add("scale=" + Write(scales));
                notes.Add("zero_point=" + Write(zeros));
                notes.Add("axis=" + tensor.q_per_channel_axis().ToString(CultureInfo.InvariantCulture));
            }
            return Body(tensor, Prefix.Length);
        }

        private string Sparse(torch.Tensor tensor, List<string> notes)
        {
            bool isMeta = tensor.is_meta;
            notes.Add(SizeOf(tensor));
            if (!isMeta)
            {
                notes.Add("nnz=" + StoredTensor.CountOf(tensor).ToString(CultureInfo.InvariantCulture));
            }
            AddUnusualType(tensor, notes);
            var parts = new List<string>();
            foreach ((string name, torch.Tensor part) in StoredTensor.Parts(tensor))
            {
                using (part)
                {
                    string prefix = name + "=tensor(";
                    string body = isMeta ? "..." : Body(part, Prefix.Length + prefix.Length);
                    parts.Add(prefix + body + (isMeta || part.numel() == 0 ? ", " + SizeOf(part) : string.Empty) + ")");
                }
            }
            return string.Join(",\n" + new string(' ', Prefix.Length), parts);
        }

        private string Join(string text, List<string> notes, bool startsLine)
        {
            int length = text.Length - text.LastIndexOf('\n') + 1;
            bool breaks = startsLine;
            foreach (string note in notes)
            {
                if (breaks || length + note.Length + 2 > lineWidth)
                {
                    text += ",\n" + new string(' ', Prefix.Length) + note;
                    length = Prefix.Length + note.Length;
                    breaks = false;
                }
                else
                {
                    text += ", " + note;
                    length += note.Length + 2;
                }
            }
            return text + ")";
        }
    }
}
