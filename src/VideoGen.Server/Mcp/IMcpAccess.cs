using ModelContextProtocol.Protocol;

namespace VideoGen.Server.Mcp;

/// <summary>
/// Decides who calls <c>/mcp</c> and what he may do. The one place where tokens and scopes are plugged in. Thread-safe.
/// </summary>
internal interface IMcpAccess
{
    /// <summary>Says who is calling, before anything of the body is read.</summary>
    ValueTask<McpAdmission> AdmitAsync(HttpContext context);

    /// <summary>Says why a caller may not send a message; null where he may.</summary>
    McpRefusal? Check(McpCaller caller, JsonRpcMessage message);
}
