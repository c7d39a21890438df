using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using TorchSharpPy;
using static TorchSharpPy.torch;

enum Size
{
    Small,
    Large,
}

class Box
{
    public Box(Tensor corner, string label) => (Corner, Label) = (corner, label);

    public Tensor Corner { get; }

    public string Label { get; }
}

class Program
{
    static async Task Main()
    {
        using var m = jit.load<Dictionary<string, double>, string[]>("values.pt");
        Console.WriteLine(m.forward(new Dictionary<string, double> { ["a"] = 0.9, ["b"] = 0.1 })[0]);      // a
        var scores = new Dictionary<string, double> { ["a"] = 0.9, ["b"] = -0.7 };
        Console.WriteLine(m.invoke<string[]>("forward", scores, new { sign = -1 })[0]);                      // b

        Box box = m.Method<Box, double, Box>("move").call(new Box(zeros(2), "box"), 1.5);
        Console.WriteLine(box.Label + " " + string.Join(" ", box.Corner.data<float>()));                     // box' 1.5 1.5
        Console.WriteLine(m.invoke<Size>("grown", Size.Small));                                              // Large
        Console.WriteLine(m.invoke("grown", new jit.EnumValue("SMALL")));                                    // Size.LARGE

        using jit.ScriptObject counter = m.Create("Counter", new { start = 1 });
        counter["count"] = counter.invoke<long>("add", 10) + 30;
        Console.WriteLine(m.Method<jit.ScriptObject[], long>("total").call(new[] { counter, counter }));     // 82

        Tensor sum = await m.Method<Tensor, Task<Tensor>>("later").call(ones(3));
        Console.WriteLine(sum.item<float>());                                                                // 3
        Console.WriteLine(m.Schema("move").Parameters[1].Type.CSharp);                                       // double
    }
}
