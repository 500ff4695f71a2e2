using ModelContextProtocol.Protocol;

namespace VideoGen.Server.Mcp;

/// <summary>Callers of this machine, as long as there are no tokens: all are one, and may do everything.</summary>
internal sealed class LoopbackAccess : IMcpAccess
{
    private static readonly McpAdmission Everybody = new McpAdmission.Admitted(new McpCaller("loopback", User: null));

    public ValueTask<McpAdmission> AdmitAsync(HttpContext context) => new(Everybody);

    public McpRefusal? Check(McpCaller caller, JsonRpcMessage message) => null;
}
