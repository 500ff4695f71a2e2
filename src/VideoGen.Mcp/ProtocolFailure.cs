using ModelContextProtocol;
using VideoGen.Jobs;

namespace VideoGen.Mcp;

/// <summary>Turns what is not the caller's doing into an error of the protocol, for answers that have no place for a sentence.</summary>
internal static class ProtocolFailure
{
    /// <summary>Runs something that reads.</summary>
    /// <param name="host">Where a failure is logged.</param>
    /// <param name="where">What failed, for the log.</param>
    /// <param name="read">The read.</param>
    public static async ValueTask<T> TellAsync<T>(McpHost host, string where, Func<ValueTask<T>> read)
    {
        try
        {
            return await read();
        }
        catch (LedgerException broken)
        {
            McpLog.LedgerUnusable(host.Log, broken, where, broken.Problem.Code);
            throw new McpProtocolException(host.ForCaller(broken).ToString(), broken, McpErrorCode.InternalError);
        }
        catch (Exception unexpected) when (unexpected is not (OperationCanceledException or McpProtocolException))
        {
            string id = host.Ids.Next("err_");
            McpLog.Unexpected(host.Log, unexpected, where, id);
            throw new McpProtocolException($"The agent failed unexpectedly (error {id}; its log says more).", unexpected, McpErrorCode.InternalError);
        }
    }
}
