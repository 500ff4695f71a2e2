using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using VideoGen.Contract;

namespace VideoGen.Mcp.Stdio;

/// <summary>A transport that keeps account of which requests are answered.</summary>
internal sealed class AnsweringTransport(ITransport inner) : ITransport
{
    private readonly OpenCalls _calls = new(inner.MessageReader);
    private CountedReader? _reader;

    public string? SessionId => inner.SessionId;

    public ChannelReader<JsonRpcMessage> MessageReader => _reader ??= new(inner.MessageReader, _calls);

    public async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        await inner.SendMessageAsync(message, cancellationToken);
        _calls.Written(message);
    }

    /// <summary>Answers a message that is not read any further.</summary>
    /// <param name="id">Its id; none where it could not be found.</param>
    /// <param name="problem">What is too much about it.</param>
    public Task RefuseAsync(RequestId id, Problem problem) => inner.SendMessageAsync(
        new JsonRpcError { Id = id, Error = new() { Code = (int)McpErrorCode.InvalidRequest, Message = $"{problem.Message} {problem.Remedy}" } });

    /// <summary>Waits until everything that came in is answered. To be called when no more will come.</summary>
    public Task WhenAnsweredAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken) =>
        _calls.WhenAnsweredAsync(atMost, time, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class CountedReader(ChannelReader<JsonRpcMessage> incoming, OpenCalls calls) : ChannelReader<JsonRpcMessage>
    {
        public override Task Completion => incoming.Completion;

        public override bool TryRead([MaybeNullWhen(false)] out JsonRpcMessage item) => calls.TryTake(out item);

        public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) =>
            incoming.WaitToReadAsync(cancellationToken);
    }
}
