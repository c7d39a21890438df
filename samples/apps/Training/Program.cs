// Trains a model that Python exported, and saves it: dotnet run -- untrained.pt trained.pt
using System;
using TorchSharpPy;
using static TorchSharpPy.torch;

static class Program
{
    private const int Steps = 600;

    static int Main(string[] arguments)
    {
        if (arguments.Length != 2)
        {
            Console.Error.WriteLine("usage: Training MODEL TRAINED");
            return 2;
        }
        set_num_threads(1); // the model is too small for more
        using var model = jit.load<Tensor, Tensor>(arguments[0]);
        using var optimizer = optim.Adam(model.parameters(), lr: 1e-2);
        using Tensor x = linspace(0, 4, 200).unsqueeze(1);
        using Tensor y = x.sqrt();
        model.train();
        for (int step = 0; step <= Steps; step++)
        {
            using var scope = NewDisposeScope(); // disposes the tensors of each step
            optimizer.zero_grad();
            Tensor loss = nn.functional.mse_loss(model.call(x), y);
            loss.backward();
            optimizer.step();
            if (step % 200 == 0)
            {
                Console.WriteLine(FormattableString.Invariant($"step {step,3}: loss {loss.item<float>():0.0000}"));
            }
        }
        model.eval();
        jit.save(model, arguments[1]);
        return 0;
    }
}
