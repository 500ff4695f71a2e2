using ModelContextProtocol.Server;

namespace VideoGen.Mcp.Stdio;

/// <summary>
/// Serves one client over standard input and output, until the client closes its end. When it returns, every call has ended: the agent may
/// be disposed of. The jobs live on in the ledger.
/// </summary>
public static class StdioServer
{
    /// <summary>How long calls may go on after standard input has ended, so that what was asked is also answered.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(5);

    /// <summary>Largest message where nothing else is said: the largest request there is by default, and what may be around it.</summary>
    public const long DefaultMaxMessageBytes = (64 * 1024 * 1024) + (64 * 1024);

    /// <summary>
    /// Serves the process's own standard streams. From here on <see cref="Console.Out"/> writes to standard error: standard output belongs
    /// to the protocol alone (child processes must not inherit it either).
    /// </summary>
    /// <param name="options">As <see cref="McpTools.CreateOptions"/> makes them.</param>
    /// <param name="cancellationToken">
    /// Ends the serving without an exception, once the calls that came in are answered or half of <see cref="DefaultGrace"/> is over. The host's
    /// <see cref="McpHost.Ending"/> should be the same: calls that wait are then answered with how things stand.
    /// </param>
    /// <param name="maxMessageBytes">Largest message.</param>
    public static async Task RunAsync(McpServerOptions options, CancellationToken cancellationToken, long maxMessageBytes = DefaultMaxMessageBytes)
    {
        await using Stream input = Console.OpenStandardInput();
        await using Stream output = Console.OpenStandardOutput();
        Console.SetOut(Console.Error);
        await RunAsync(options, input, output, DefaultGrace, TimeProvider.System, cancellationToken, maxMessageBytes);
    }

    /// <summary>Serves any pair of streams.</summary>
    /// <param name="options">As <see cref="McpTools.CreateOptions"/> makes them.</param>
    /// <param name="input">Requests, one a line.</param>
    /// <param name="output">Answers, one a line.</param>
    /// <param name="grace">How long calls may go on after the input has ended; half as long after the server was asked to stop.</param>
    /// <param name="time">Clock of the grace.</param>
    /// <param name="cancellationToken">Ends the serving without an exception, after the grace.</param>
    /// <param name="maxMessageBytes">Largest message.</param>
    public static async Task RunAsync(
        McpServerOptions options,
        Stream input,
        Stream output,
        TimeSpan grace,
        TimeProvider time,
        CancellationToken cancellationToken,
        long maxMessageBytes = DefaultMaxMessageBytes)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var ending = new CancellationTokenSource();
        var reading = new TaskCompletionSource<AnsweringTransport>(); // the SDK starts to read before its constructor returns
        var batches = new Batches();
        var lines = new BatchLines(
            new BoundedLines(input, maxMessageBytes, async (id, problem) => await (await reading.Task).RefuseAsync(id, problem)),
            batches,
            async answer => await (await reading.Task).AnswerAsync(answer));
        await using var held = new HeldInput(lines, async end =>
        {
            await (await reading.Task).WhenAnsweredAsync(grace, time, end);
            await ending.CancelAsync(); // the SDK would wait for what is still open, however long it takes
        });

        // No logger for the SDK: it reports every unknown tool as an error with a stack trace. The tools log for themselves.
        await using var transport = new AnsweringTransport(new StreamServerTransport(held, output, options.ServerInfo?.Name), batches, output);
        reading.SetResult(transport);
        Task? stopping = null;
        await using CancellationTokenRegistration tell = cancellationToken.Register(() => stopping = EndAsync());
        await using McpServer server = McpServer.Create(transport, options);
        try
        {
            await server.RunAsync(ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Asked to end, or the input ended: that is what happened.
        }

        await (stopping ?? Task.CompletedTask);

        async Task EndAsync()
        {
            await transport.WhenAnsweredAsync(grace / 2, time, CancellationToken.None); // who tells a program to end counts the seconds
            await ending.CancelAsync();
        }
    }
}
