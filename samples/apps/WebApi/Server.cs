using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using TorchSharpPy;

/// <summary>Answers <c>POST /predict</c> with a model, and <c>GET /health</c>.</summary>
sealed class Server
{
    private const int LargestRequest = 1 << 20; // bytes

    private readonly HttpListener listener = new HttpListener();
    private readonly Func<float[], float[]> predict;
    private readonly BoundedQueue queue;
    private readonly TimeSpan patience;
    private int open;

    public Server(string address, Func<float[], float[]> predict, BoundedQueue queue, TimeSpan patience)
    {
        listener.Prefixes.Add(address);
        this.predict = predict;
        this.queue = queue;
        this.patience = patience;
    }

    /// <summary>Serves until <see cref="Stop" />.</summary>
    public async Task Serve()
    {
        listener.Start();
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException || error is ObjectDisposedException)
            {
                return; // stopped
            }
            Interlocked.Increment(ref open);
            _ = Task.Run(() => Answer(context));
        }
    }

    /// <summary>Takes no more requests, and waits until those that were taken are answered.</summary>
    public void Stop()
    {
        SpinWait.SpinUntil(() => Volatile.Read(ref open) == 0, patience + patience);
        listener.Close();
    }

    private async Task Answer(HttpListenerContext context)
    {
        (HttpStatusCode status, object body) answer;
        try
        {
            answer = await Handle(context.Request);
        }
        catch (Exception error) when (error is JsonException || error is InvalidDataException || error is ITorchError)
        {
            answer = Failure(HttpStatusCode.BadRequest, error.Message);
        }
        catch (QueueFullException)
        {
            context.Response.AddHeader("Retry-After", "1");
            answer = Failure(HttpStatusCode.ServiceUnavailable, "too many requests wait: try again later");
        }
        catch (TimeoutException)
        {
            answer = Failure(HttpStatusCode.GatewayTimeout, $"no result within {patience.TotalMilliseconds} ms");
        }
        try
        {
            byte[] json = JsonSerializer.SerializeToUtf8Bytes(answer.body);
            context.Response.StatusCode = (int)answer.status;
            context.Response.ContentType = "application/json";
            context.Response.ContentLength64 = json.Length;
            await context.Response.OutputStream.WriteAsync(json);
            context.Response.Close();
        }
        catch (Exception error) when (error is HttpListenerException || error is IOException || error is ObjectDisposedException)
        {
            Console.Error.WriteLine("the client has gone: " + error.Message);
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }

    private async Task<(HttpStatusCode, object)> Handle(HttpListenerRequest request)
    {
        switch (request.HttpMethod + " " + request.Url!.AbsolutePath)
        {
            case "GET /health":
                return (HttpStatusCode.OK, new { status = "ok", accepted = queue.Accepted });
            case "POST /predict":
                float[] x = await ReadInput(request);
                float[] y = await queue.Run(() => predict(x), patience);
                return (HttpStatusCode.OK, new { y });
            default:
                return Failure(HttpStatusCode.NotFound, "expected POST /predict or GET /health");
        }
    }

    private static async Task<float[]> ReadInput(HttpListenerRequest request)
    {
        if (request.ContentLength64 < 0 || request.ContentLength64 > LargestRequest)
        {
            throw new InvalidDataException($"expected a Content-Length of at most {LargestRequest} bytes");
        }
        using JsonDocument body = await JsonDocument.ParseAsync(request.InputStream);
        if (body.RootElement.ValueKind != JsonValueKind.Object || !body.RootElement.TryGetProperty("x", out JsonElement list) ||
            list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            throw new InvalidDataException("expected {\"x\": [number, ...]}");
        }
        var numbers = new List<float>();
        foreach (JsonElement item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number)
            {
                throw new InvalidDataException($"expected numbers in x, not {item}");
            }
            numbers.Add(item.GetSingle());
        }
        return numbers.ToArray();
    }

    private static (HttpStatusCode, object) Failure(HttpStatusCode status, string error) => (status, new { error });
}
