// Serves a model over HTTP: dotnet run -- regression.pt 8080
//   curl -d '{"x": [0.5, 1.5]}' http://127.0.0.1:8080/predict
// Ctrl-C or SIGTERM stops it: requests that were taken are answered first.
using System;
using System.Linq;
using System.Threading.Tasks;
using TorchSharpPy;
using static TorchSharpPy.torch;

static class Program
{
    private const int Workers = 2;
    private const int Waiting = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    static async Task<int> Main(string[] arguments)
    {
        if (arguments.Length != 2)
        {
            Console.Error.WriteLine("usage: WebApi MODEL PORT");
            return 2;
        }
        using var model = jit.load<Tensor, Tensor>(arguments[0]);
        model.eval();
        set_num_threads(1); // the requests run side by side
        float[] Predict(float[] x)
        {
            using var scope = NewDisposeScope();
            using var inference = inference_mode();
            return model.forward(tensor(x).unsqueeze(1)).flatten().data<float>().ToArray();
        }

        string address = $"http://127.0.0.1:{arguments[1]}/";
        var server = new Server(address, Predict, new BoundedQueue(Workers, Waiting), Patience);
        Console.CancelKeyPress += (sender, pressed) =>
        {
            pressed.Cancel = true; // Main ends by itself
            server.Stop();
        };
        AppDomain.CurrentDomain.ProcessExit += (sender, ending) =>
        {
            server.Stop(); // SIGTERM
            Environment.ExitCode = 0;
        };
        Console.WriteLine("listening on " + address);
        await server.Serve();
        return 0;
    }
}
