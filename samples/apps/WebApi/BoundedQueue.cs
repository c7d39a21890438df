using System;
using System.Threading;
using System.Threading.Tasks;

/// <summary>Runs work on a fixed number of threads at once; a fixed number may wait, and more are refused.</summary>
sealed class BoundedQueue
{
    private readonly SemaphoreSlim workers;
    private readonly int capacity;
    private int accepted;

    public BoundedQueue(int workers, int waiting)
    {
        this.workers = new SemaphoreSlim(workers);
        capacity = workers + waiting;
    }

    /// <summary>How much work runs or waits.</summary>
    public int Accepted => Volatile.Read(ref accepted);

    /// <summary>Runs work, if there is room for it.</summary>
    /// <exception cref="QueueFullException">Too much work waits already.</exception>
    /// <exception cref="TimeoutException">
    /// The result is not there in time. Work that has begun goes on, and its place is free when it ends.
    /// </exception>
    public async Task<T> Run<T>(Func<T> work, TimeSpan patience)
    {
        if (Interlocked.Increment(ref accepted) > capacity)
        {
            Interlocked.Decrement(ref accepted);
            throw new QueueFullException();
        }
        using var late = new CancellationTokenSource(patience);
        try
        {
            await workers.WaitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Decrement(ref accepted);
            throw new TimeoutException();
        }
        Task<T> running = Task.Run(() =>
        {
            try
            {
                return work();
            }
            finally
            {
                workers.Release();
                Interlocked.Decrement(ref accepted);
            }
        });
        if (await Task.WhenAny(running, Task.Delay(Timeout.Infinite, late.Token)) != running)
        {
            throw new TimeoutException();
        }
        return await running;
    }
}

sealed class QueueFullException : Exception
{
}
