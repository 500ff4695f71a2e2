using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using VideoGen.Contract;

namespace VideoGen.Mcp.Stdio;

/// <summary>A transport that keeps account of which requests are answered, and answers a batch as a whole.</summary>
/// <param name="inner">Reads and writes single messages.</param>
/// <param name="batches">The batches of the client.</param>
/// <param name="output">Where <paramref name="inner"/> writes to.</param>
internal sealed class AnsweringTransport(ITransport inner, Batches batches, Stream output) : ITransport
{
    private readonly SemaphoreSlim _writing = new(1);
    private readonly OpenCalls _calls = new(inner.MessageReader);
    private CountedReader? _reader;

    public string? SessionId => inner.SessionId;

    public ChannelReader<JsonRpcMessage> MessageReader => _reader ??= new(inner.MessageReader, _calls, GiveUp, (id, why) => _ = SendMessageAsync(Refusal(id, why)));

    public async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        if (batches.Keeps(message, out JsonNode? whole))
        {
            await (whole is null ? Task.CompletedTask : AnswerAsync(whole));
        }
        else
        {
            await WriteAsync(() => inner.SendMessageAsync(message, cancellationToken));
        }

        _calls.Written(message);
    }

    /// <summary>Answers a message that is not read any further.</summary>
    /// <param name="id">Its id; none where it could not be found.</param>
    /// <param name="problem">What is too much about it.</param>
    public Task RefuseAsync(RequestId id, Problem problem) => WriteAsync(() => inner.SendMessageAsync(Refusal(id, $"{problem.Message} {problem.Remedy}")));

    /// <summary>Writes the answer to a batch.</summary>
    public Task AnswerAsync(JsonNode answer) => WriteAsync(async () =>
    {
        await output.WriteAsync(Encoding.UTF8.GetBytes($"{answer.ToJsonString()}\n"));
        await output.FlushAsync();
    });

    /// <summary>Waits until everything that came in is answered. To be called when no more will come.</summary>
    public Task WhenAnsweredAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken) =>
        _calls.WhenAnsweredAsync(atMost, time, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static JsonRpcError Refusal(RequestId id, string why) =>
        new() { Id = id, Error = new() { Code = (int)McpErrorCode.InvalidRequest, Message = why } };

    private void GiveUp(RequestId id)
    {
        if (batches.GiveUp(id) is { } answer)
        {
            _ = AnswerAsync(answer); // a connection that is gone is found out by whoever reads
        }
    }

    private async Task WriteAsync(Func<Task> write)
    {
        await _writing.WaitAsync();
        try
        {
            await write();
        }
        finally
        {
            _writing.Release();
        }
    }

    private sealed class CountedReader(ChannelReader<JsonRpcMessage> incoming, OpenCalls calls, Action<RequestId> givenUp, Action<RequestId, string> refuse) : ChannelReader<JsonRpcMessage>
    {
        public override Task Completion => incoming.Completion;

        public override bool TryRead([MaybeNullWhen(false)] out JsonRpcMessage item)
        {
            while (calls.TryTake(out JsonRpcMessage? taken))
            {
                // What nobody can look into stays out: the SDK looks before any filter of ours does.
                if (RepeatedMembers.Of(taken) is { } repeated)
                {
                    Refuse(taken, repeated);
                    continue;
                }

                if (OpenCalls.GivenUp(taken) is { } id)
                {
                    givenUp(id);
                }

                item = taken;
                return true;
            }

            item = null;
            return false;
        }

        public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) =>
            incoming.WaitToReadAsync(cancellationToken);

        private void Refuse(JsonRpcMessage message, string why)
        {
            if (message is JsonRpcRequest request)
            {
                refuse(request.Id, why);
            }
        }
    }
}
