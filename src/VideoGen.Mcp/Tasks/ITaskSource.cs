using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace VideoGen.Mcp.Tasks;

/// <summary>Tools whose calls can be followed as tasks, and their tasks. Thread-safe.</summary>
public interface ITaskSource
{
    /// <summary>True for the tools whose calls come here.</summary>
    bool Takes(string tool);

    /// <summary>Runs a call of such a tool.</summary>
    /// <param name="request">The call.</param>
    /// <param name="follows">True when the client can follow a task; without that no task may be answered.</param>
    /// <param name="run">Runs the tool itself.</param>
    /// <param name="cancellationToken">Ends the call, not the task.</param>
    ValueTask<ToolOutcome> CallAsync(
        RequestContext<CallToolRequestParams> request,
        bool follows,
        Func<RequestContext<CallToolRequestParams>, CancellationToken, ValueTask<CallToolResult>> run,
        CancellationToken cancellationToken);

    /// <summary>A task, or null where this source has no such task.</summary>
    ValueTask<McpTask?> FindAsync(string taskId, CancellationToken cancellationToken);

    /// <summary>Takes answers to the questions of a task; those nobody asked are ignored.</summary>
    /// <param name="taskId">A task of this source.</param>
    /// <param name="answers">Answers by the key of their question.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask AnswerAsync(string taskId, JsonObject answers, CancellationToken cancellationToken);

    /// <summary>Asks a task to stop. It may still end otherwise. Throws <see cref="ModelContextProtocol.McpProtocolException"/> where it is refused.</summary>
    /// <param name="taskId">A task of this source.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask CancelAsync(string taskId, CancellationToken cancellationToken);

    /// <summary>A task as it stands now, and again after every change, until it has ended. Nothing where there is no such task.</summary>
    IAsyncEnumerable<McpTask> FollowAsync(string taskId, CancellationToken cancellationToken);
}
