using static TorchSharpPy.torch;

namespace TorchSharpPy.Functional
{
    /// <summary>Shifts the hue of images of floating-point numbers. Call it in a dispose scope.</summary>
    internal static class Hue
    {
        internal static Tensor Shift(Tensor rgb, double shift)
        {
            (Tensor hue, Tensor saturation, Tensor value) = ToHsv(rgb);
            return ToRgb(hue.add(shift).remainder(1.0), saturation, value);
        }

        private static (Tensor hue, Tensor saturation, Tensor value) ToHsv(Tensor rgb)
        {
            Tensor[] colors = rgb.unbind(-3);
            Tensor most = rgb.amax(-3);
            Tensor range = most.sub(rgb.amin(-3));
            Tensor isGray = range.eq(0);
            Tensor ones = torch.ones_like(most);
            Tensor saturation = range.div(torch.where(isGray, ones, most));
            Tensor divisor = torch.where(isGray, ones, range);
            Tensor red = most.sub(colors[0]).div(divisor);
            Tensor green = most.sub(colors[1]).div(divisor);
            Tensor blue = most.sub(colors[2]).div(divisor);

            Tensor isRed = most.eq(colors[0]);
            Tensor isGreen = most.eq(colors[1]);
            Tensor fromRed = isRed.mul(blue.sub(green));
            Tensor fromGreen = isGreen.logical_and(most.ne(colors[0])).mul(red.add(2.0).sub(blue));
            Tensor fromBlue = most.ne(colors[1]).logical_and(most.ne(colors[0])).mul(green.add(4.0).sub(red));
            Tensor hue = fromRed.add(fromGreen).add(fromBlue).div(6.0).add(1.0).fmod(1.0);
            return (hue, saturation, most);
        }

        private static Tensor ToRgb(Tensor hue, Tensor saturation, Tensor value)
        {
            Tensor sector = hue.mul(6.0).floor();
            Tensor rest = hue.mul(6.0).sub(sector);
            Tensor p = value.mul(Rest(saturation)).clamp(0, 1);
            Tensor q = value.mul(Rest(saturation.mul(rest))).clamp(0, 1);
            Tensor t = value.mul(Rest(saturation.mul(Rest(rest)))).clamp(0, 1);

            Tensor index = sector.to(ScalarType.Int64).remainder(6).unsqueeze(0);
            Tensor Chosen(params Tensor[] bySector) => torch.stack(bySector).gather(0, index).squeeze(0);
            Tensor red = Chosen(value, q, p, p, t, value);
            Tensor green = Chosen(t, value, value, q, p, p);
            Tensor blue = Chosen(p, p, t, value, value, q);
            return torch.stack(new[] { red, green, blue }, -3);
        }

        private static Tensor Rest(Tensor part) => torch.rsub(part, 1.0);
    }
}
