using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace VideoGen.Server;

/// <summary>The listener that the internet may reach: it serves webhooks and nothing else, whatever is added to the server later.</summary>
internal static class PublicListener
{
    private const string Key = "videogen.public";

    /// <summary>Marks every connection of a listener as coming from outside.</summary>
    public static void Mark(ListenOptions listener) => listener.Use(next => connection =>
    {
        connection.Items[Key] = Key;
        return next(connection);
    });

    /// <summary>Answers 404 to everything from outside that is no webhook.</summary>
    public static Task WebhooksOnlyAsync(HttpContext context, RequestDelegate next)
    {
        bool outside = context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Key) is true;
        if (!outside || context.Request.Path.StartsWithSegments("/webhooks", StringComparison.Ordinal))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
