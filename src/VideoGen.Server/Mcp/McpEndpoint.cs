using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using VideoGen.Access;
using VideoGen.Mcp;
using VideoGen.Server.Access;
using VideoGen.Server.Traffic;

namespace VideoGen.Server.Mcp;

/// <summary>
/// <c>/mcp</c>: Streamable HTTP, for the revisions with sessions and for 2026-07-28 without, at one address. What is let in is decided
/// here; the message itself goes to <see cref="StatelessCalls"/> or <see cref="SessionCalls"/>.
/// </summary>
/// <param name="tools">What the caller of a request has.</param>
/// <param name="sessions">The sessions.</param>
/// <param name="ending">Fires when the program is about to end.</param>
internal sealed class McpEndpoint(Func<HttpContext, McpServerOptions> tools, SessionTable sessions, CancellationToken ending)
{
    /// <summary>Where it is.</summary>
    public const string Path = "/mcp";

    private static readonly JsonTypeInfo<JsonRpcMessage> Message = (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    private readonly StatelessCalls _stateless = new(tools);
    private readonly SessionCalls _sessions = new(tools, sessions, ending);

    /// <summary>Puts the address on the map.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(Path, context => RunAsync(context, PostAsync));
        app.MapGet(Path, context => RunAsync(context, GetAsync));
        app.MapDelete(Path, context => RunAsync(context, DeleteAsync));
    }

    // A task, not a value: RequestDelegate is what routing takes without a look at the return type.
    private static async Task RunAsync(HttpContext context, Func<HttpContext, Caller, Task> serve)
    {
        try
        {
            await serve(context, CallerIdentity.Of(context));
        }
        catch (Exception gone) when (context.RequestAborted.IsCancellationRequested && gone is OperationCanceledException or IOException)
        {
            // The client has hung up. What it ordered is in the ledger.
        }
    }

    private async Task PostAsync(HttpContext context, Caller caller)
    {
        HttpRequest request = context.Request;
        if (!Accepts(request, "application/json") || !Accepts(request, "text/event-stream"))
        {
            await ErrorAnswer.WriteAsync(context, McpRefusal.Of(StatusCodes.Status406NotAcceptable, "Accept must name application/json and text/event-stream."));
            return;
        }

        if (!request.HasJsonContentType())
        {
            await ErrorAnswer.WriteAsync(context, McpRefusal.Of(StatusCodes.Status415UnsupportedMediaType, "Content-Type must be application/json."));
            return;
        }

        (JsonRpcMessage? message, McpRefusal? refusal) = await ReadAsync(context);
        refusal ??= RevisionRule.Check(request) ?? RevisionRule.Check(request, message!);
        bool stateless = RevisionRule.IsStateless(request);
        if (stateless)
        {
            refusal ??= RoutingHeaders.Check(request, message!, tools(context));
        }

        if (refusal is not null)
        {
            await ErrorAnswer.WriteAsync(context, refusal, message);
            return;
        }

        message!.Context ??= new();
        message.Context.ProtocolVersion = RevisionRule.Of(request);
        await (stateless ? _stateless.PostAsync(context, message) : _sessions.PostAsync(context, message, caller));
    }

    private Task GetAsync(HttpContext context, Caller caller) =>
        RevisionRule.Check(context.Request) is { } refusal ? ErrorAnswer.WriteAsync(context, refusal)
        : RevisionRule.IsStateless(context.Request) ? PostOnlyAsync(context, "Send subscriptions/listen by POST.")
        : !Accepts(context.Request, "text/event-stream") ? ErrorAnswer.WriteAsync(context, McpRefusal.Of(StatusCodes.Status406NotAcceptable, "Accept must name text/event-stream."))
        : _sessions.GetAsync(context, caller);

    private Task DeleteAsync(HttpContext context, Caller caller) =>
        RevisionRule.Check(context.Request) is { } refusal ? ErrorAnswer.WriteAsync(context, refusal)
        : RevisionRule.IsStateless(context.Request) ? PostOnlyAsync(context, "There are no sessions to end.")
        : _sessions.DeleteAsync(context, caller);

    private static Task PostOnlyAsync(HttpContext context, string instead) => ErrorAnswer.WriteAsync(
        context,
        McpRefusal.Of(StatusCodes.Status405MethodNotAllowed, $"Revision {RevisionRule.Stateless} knows POST only. {instead}") with
        {
            Headers = new Dictionary<string, string> { ["Allow"] = "POST" },
        });

    private static async Task<(JsonRpcMessage? Message, McpRefusal? Refusal)> ReadAsync(HttpContext context)
    {
        try
        {
            using MemoryStream body = await BodyPlace.ReadAsync(context);
            return JsonSerializer.Deserialize(body, Message) is { } message
                ? RepeatedMembers.Of(message) is { } repeated ? (message, McpRefusal.Bad(McpErrorCode.InvalidParams, repeated)) : (message, null)
                : (null, McpRefusal.Bad(McpErrorCode.InvalidRequest, "The body must be one JSON-RPC message."));
        }
        catch (JsonException)
        {
            return (null, McpRefusal.Bad(McpErrorCode.ParseError, "The body must be one JSON-RPC message, in JSON."));
        }
    }

    private static bool Accepts(HttpRequest request, string type) =>
        request.GetTypedHeaders().Accept.Any(accepted => accepted.MatchesMediaType(type));
}
