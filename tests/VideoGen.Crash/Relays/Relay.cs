using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace VideoGen.Crash.Relays;

/// <summary>
/// Stands between the processes, at an address that stays when they come and go, and sees every call: on the way an agent may trip over the
/// wire. Who calls is cut off without an answer when the other side is away or the caller was killed.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = TimeSpan.FromMinutes(10) };
    private readonly Tripwire _wire;
    private readonly Func<Uri?> _to;
    private readonly Func<HttpContext, Uri, int> _agent;

    private Relay(Tripwire wire, Func<Uri?> to, Func<HttpContext, Uri, int> agent)
    {
        (_wire, _to, _agent) = (wire, to, agent);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        _host = builder.Build();
        _host.Run(PassAsync);
    }

    /// <summary>Its address.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts one.</summary>
    /// <param name="wire">The wire on its way.</param>
    /// <param name="to">Where a call goes now; null while the other side is away.</param>
    /// <param name="agent">The agent's process of a call to an address; 0 for none.</param>
    public static async Task<Relay> StartAsync(Tripwire wire, Func<Uri?> to, Func<HttpContext, Uri, int> agent)
    {
        var relay = new Relay(wire, to, agent);
        await relay._host.StartAsync();
        relay.Address = new Uri(relay._host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/') + "/");
        return relay;
    }

    public async ValueTask DisposeAsync()
    {
        using (var now = new CancellationTokenSource(TimeSpan.Zero))
        {
            await _host.StopAsync(now.Token);
        }

        await _host.DisposeAsync();
        _http.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        HttpRequest call = context.Request;
        string path = call.Path.Value ?? "/";
        if (_to() is not { } to)
        {
            context.Abort();
            return;
        }

        try
        {
            if (await _wire.ReachAsync(call.Method, path, answered: false, () => _agent(context, to)))
            {
                context.Abort();
                return;
            }

            using HttpRequestMessage passed = Message(call, to);
            using HttpResponseMessage answer = await _http.SendAsync(passed, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            if (await _wire.ReachAsync(call.Method, path, answered: true, () => _agent(context, to)))
            {
                context.Abort();
                return;
            }

            await WriteAsync(context.Response, answer, context.RequestAborted);
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or OperationCanceledException)
        {
            context.Abort(); // one of both sides died
        }
    }

    private static HttpRequestMessage Message(HttpRequest call, Uri to)
    {
        var message = new HttpRequestMessage(new HttpMethod(call.Method), new Uri(to, $"{call.Path.ToUriComponent()}{call.QueryString}"));
        if (call.ContentLength is > 0 || call.Headers.TransferEncoding.Count > 0)
        {
            message.Content = new StreamContent(call.Body);
        }

        foreach ((string name, StringValues values) in call.Headers.Where(h => h.Key is not ("Connection" or "Transfer-Encoding" or "Expect")))
        {
            if (!message.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!);
            }
        }

        return message;
    }

    private static async Task WriteAsync(HttpResponse response, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, IEnumerable<string> values) in answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key is not ("Connection" or "Transfer-Encoding" or "Keep-Alive")))
        {
            response.Headers[name] = values.ToArray();
        }

        await answer.Content.CopyToAsync(response.Body, cancellationToken);
    }
}
