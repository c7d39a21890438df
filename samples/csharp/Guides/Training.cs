using System;
using System.Linq;
using TorchSharpPy;
using static TorchSharpPy.torch;

namespace Guides
{
    static class Training
    {
        public static void Run()
        {
            torch.manual_seed(0);
            using Tensor x = torch.randn(64, 10);
            using Tensor y = x + torch.arange(10); // predict(x) is x + p, so p should become 0, 1, ..., 9

            using var m = torch.jit.load("sample.pt");
            var parameters = m.parameters().ToList();
            using var optimizer = torch.optim.Adam(parameters, lr: 1.0);
            var schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma: 0.9);
            var loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, y), 16, shuffle: true);
            using var progress = new TrainingProgress(40, loader.Count); // on the error output

            for (int epoch = 1; epoch <= 40; epoch++)
            {
                int done = 0;
                foreach (var (inputs, targets) in loader)
                {
                    optimizer.zero_grad();
                    using var predicted = m.invoke<Tensor>("predict", inputs);
                    using var loss = torch.nn.functional.mse_loss(predicted, targets);
                    loss.backward();
                    torch.nn.utils.clip_grad_norm_(parameters, 10);
                    optimizer.step();
                    progress.Report(epoch, ++done, loss.ToDouble());
                }
                schedule.step();
            }
            using var trained = m.getattr<Tensor>("p");
            Console.WriteLine(trained.allclose(y - x, rtol: 0, atol: 0.01)); // True
            Console.WriteLine(optimizer.ParamGroups[0].LearningRate.ToString("0.0000")); // 0.0148
            m.save("trained.pt");
            optimizer.save_state_dict("optimizer.pt");
        }
    }
}
