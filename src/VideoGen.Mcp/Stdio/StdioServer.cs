using ModelContextProtocol.Server;

namespace VideoGen.Mcp.Stdio;

/// <summary>Serves one client over standard input and output, until the client closes its end.</summary>
public static class StdioServer
{
    /// <summary>How long calls may go on after standard input has ended, so that what was asked is also answered.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Serves the process's own standard streams. From here on <see cref="Console.Out"/> writes to standard error: standard output belongs
    /// to the protocol alone (child processes must not inherit it either).
    /// </summary>
    /// <param name="options">As <see cref="McpTools.CreateOptions"/> makes them.</param>
    /// <param name="cancellationToken">Ends the serving at once, without an exception.</param>
    public static async Task RunAsync(McpServerOptions options, CancellationToken cancellationToken)
    {
        await using Stream input = Console.OpenStandardInput();
        await using Stream output = Console.OpenStandardOutput();
        Console.SetOut(Console.Error);
        await RunAsync(options, input, output, DefaultGrace, TimeProvider.System, cancellationToken);
    }

    /// <summary>Serves any pair of streams.</summary>
    /// <param name="options">As <see cref="McpTools.CreateOptions"/> makes them.</param>
    /// <param name="input">Requests, one a line.</param>
    /// <param name="output">Answers, one a line.</param>
    /// <param name="grace">How long calls may go on after the input has ended.</param>
    /// <param name="time">Clock of the grace.</param>
    /// <param name="cancellationToken">Ends the serving at once, without an exception.</param>
    public static async Task RunAsync(
        McpServerOptions options,
        Stream input,
        Stream output,
        TimeSpan grace,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var reading = new TaskCompletionSource<AnsweringTransport>(); // the SDK starts to read before its constructor returns
        await using var held = new HeldInput(input, async end => await (await reading.Task).WhenAnsweredAsync(grace, time, end));

        // No logger for the SDK: it reports every unknown tool as an error with a stack trace. The tools log for themselves.
        await using var transport = new AnsweringTransport(new StreamServerTransport(held, output, options.ServerInfo?.Name));
        reading.SetResult(transport);
        await using McpServer server = McpServer.Create(transport, options);
        try
        {
            await server.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to end: that is what happened.
        }
    }
}
