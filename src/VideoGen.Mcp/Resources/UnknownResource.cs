using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace VideoGen.Mcp.Resources;

/// <summary>Says in every error of a read which address was asked for.</summary>
internal static class UnknownResource
{
    public static McpRequestHandler<ReadResourceRequestParams, ReadResourceResult> Name(
        McpRequestHandler<ReadResourceRequestParams, ReadResourceResult> next) =>
        async (request, cancellationToken) =>
        {
            try
            {
                return await next(request, cancellationToken);
            }
            catch (McpProtocolException refused) when (refused.ErrorCode is McpErrorCode.InvalidParams or McpErrorCode.ResourceNotFound)
            {
                var named = new McpProtocolException(refused.Message, McpErrorCode.InvalidParams);
                named.Data["uri"] = request.Params?.Uri;
                throw named;
            }
        };
}
