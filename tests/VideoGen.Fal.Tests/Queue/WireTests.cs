using System.Net;
using System.Net.Sockets;
using System.Text;
using VideoGen.Fal.Http;
using VideoGen.Fal.Tests.Harness;
using VideoGen.Providers;

namespace VideoGen.Fal.Tests.Queue;

/// <summary>The line between "never sent" and "unknown", on real sockets.</summary>
public sealed class WireTests
{
    [Fact]
    public async Task A_refused_connection_means_no_job()
    {
        using var listener = Listen(out var port);
        listener.Stop();
        (await Submit(port)).ShouldBeOfType<SubmitResult.Refused>().Failure.Error.ShouldBe(FailureError.ProviderUnreachable);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_means_no_job()
    {
        var options = new FalOptions { QueueUrl = new Uri("https://no-such-host.invalid") };
        (await Submit(options)).ShouldBeOfType<SubmitResult.Refused>().Failure.Error.ShouldBe(FailureError.ProviderUnreachable);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_dies_after_the_request_is_unknown_and_the_request_came_once(bool halfAnAnswer)
    {
        using var listener = Listen(out var port);
        var connections = 0;
        var server = Task.Run(async () =>
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                connections++;
                await ReadRequestAsync(client.GetStream());
                if (halfAnAnswer)
                {
                    await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"request"u8.ToArray());
                }
            }
        });
        (await Submit(port)).ShouldBeOfType<SubmitResult.Unknown>();
        listener.Stop();
        await Should.ThrowAsync<Exception>(server);
        connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_kept_connection_that_the_server_closed_meanwhile_carries_no_second_copy()
    {
        using var listener = Listen(out var port);
        var bodies = 0;
        var closed = new TaskCompletionSource();
        var server = Task.Run(async () =>
        {
            using (var client = await listener.AcceptTcpClientAsync())
            {
                await ReadRequestAsync(client.GetStream());
                bodies++;
                await client.GetStream().WriteAsync(Answer(FalBench.Accepted($"http://127.0.0.1:{port}")));
                await ReadRequestAsync(client.GetStream());
                bodies++;
            }

            closed.SetResult();
            using var second = await listener.AcceptTcpClientAsync();
            bodies += 100;
        });
        using var bench = new FalBench(new FalOptions { QueueUrl = new Uri($"http://127.0.0.1:{port}") }, handler: FalHandler.Create(new FalOptions()));
        (await bench.Provider.SubmitAsync(FalBench.Submission(), default)).ShouldBeOfType<SubmitResult.Accepted>();
        (await bench.Provider.SubmitAsync(FalBench.Submission(), default)).ShouldBeOfType<SubmitResult.Unknown>();
        await closed.Task;
        listener.Stop();
        await Should.ThrowAsync<Exception>(server);
        bodies.ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_does_not_speak_tls_means_no_job()
    {
        using var listener = Listen(out var port);
        var server = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            await client.GetStream().ReadExactlyAsync(new byte[5]);
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        });
        (await Submit(new FalOptions { QueueUrl = new Uri($"https://127.0.0.1:{port}") })).ShouldBeOfType<SubmitResult.Refused>();
        await server;
    }

    private static TcpListener Listen(out int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return listener;
    }

    private static Task<SubmitResult> Submit(int port) => Submit(new FalOptions { QueueUrl = new Uri($"http://127.0.0.1:{port}") });

    private static async Task<SubmitResult> Submit(FalOptions options)
    {
        using var bench = new FalBench(options, handler: FalHandler.Create(options));
        return await bench.Provider.SubmitAsync(FalBench.Submission(), default);
    }

    private static byte[] Answer(string body) => Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>Reads one request to the end of its body, which is the payload of the bench.</summary>
    private static async Task ReadRequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4_096];
        while (!text.ToString().EndsWith(FalBench.Submission().Payload, StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0)
            {
                return;
            }

            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
    }
}
