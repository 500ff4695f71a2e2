using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using VideoGen.Access;
using VideoGen.Host.Configuration;
using VideoGen.Server.Access;
using VideoGen.Server.Failures;

namespace VideoGen.Server.Traffic;

/// <summary>
/// How much is taken on at the same time: calls of each caller and in all, and bytes of bodies in memory, a quarter of them, or one largest body,
/// for each caller. Both outlive the HTTP request where hanging up does not end a call, so no middleware of the framework can hold them. Who may
/// not order sends no pictures, and so little. A body of unknown length counts as the largest there may be until it has been read. Somebody on
/// this machine is held to the bytes in all only.
/// </summary>
internal sealed class CallLimits(Settings settings) : IMiddleware, IDisposable
{
    private const int Shares = 4;

    private readonly PartitionedRateLimiter<string> _each = RateLimits.AtOnce(settings.Server.MaxConcurrentRequestsPerCaller);
    private readonly ConcurrencyLimiter _all = new(new ConcurrencyLimiterOptions { PermitLimit = settings.Server.MaxConcurrentRequests });
    private readonly long _mostBytes = Listeners.MostBodyBytes(settings);
    private readonly KeyedLimiter _bytes = new(settings.Server.MaxRequestBytesInMemory, Math.Max(Listeners.MostBodyBytes(settings), settings.Server.MaxRequestBytesInMemory / Shares));

    /// <summary>Runs a request, or answers 413, 429 or 503.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        Caller? caller = CallerIdentity.Of(context.User)?.Caller;
        if (caller is { Id: null })
        {
            await ServeBodyAsync(context, null, _mostBytes, [], next);
            return;
        }

        string who = caller?.Id ?? AddressKey.PartitionOf(context.Connection.RemoteIpAddress);
        RateLimitLease own = _each.AttemptAcquire(who);
        if (!own.IsAcquired)
        {
            await RateLimits.RefuseAsync(context, StatusCodes.Status429TooManyRequests, "too_many_requests", $"More than {settings.Server.MaxConcurrentRequestsPerCaller} requests at the same time.", TimeSpan.FromSeconds(1));
            return;
        }

        RateLimitLease any = _all.AttemptAcquire();
        if (!any.IsAcquired)
        {
            own.Dispose();
            await RateLimits.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "server_busy", "The server has as many requests as it takes at the same time.", TimeSpan.FromSeconds(1));
            return;
        }

        await ServeBodyAsync(context, who, caller?.May(Scopes.Spend) is true ? _mostBytes : Math.Min(_mostBytes, settings.Server.MaxReaderRequestBytes), [own, any], next);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _each.Dispose();
        _all.Dispose();
    }

    private async Task ServeBodyAsync(HttpContext context, string? who, long most, RateLimitLease[] leases, RequestDelegate next)
    {
        using var call = new CallLease(leases);
        long bytes = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is true ? context.Request.ContentLength ?? most : 0;
        if (bytes > most)
        {
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, TooLarge(most));
            return;
        }

        LimiterResult place = _bytes.Take(who, bytes);
        if (place is not LimiterResult.Taken)
        {
            await (place is LimiterResult.OwnFull
                ? RateLimits.RefuseAsync(context, StatusCodes.Status429TooManyRequests, "too_many_requests", "Your requests take as many bytes of memory as those of one caller may.", TimeSpan.FromSeconds(5))
                : RateLimits.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "server_busy", "The server has as many bytes of requests in memory as it takes.", TimeSpan.FromSeconds(5)));
            return;
        }

        call.Body = new BodyLease(_bytes, who, bytes);
        context.Features.Set(call);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = most; // for a body of unknown length
        }

        try
        {
            await next(context);
        }
        catch (BadHttpRequestException large) when (large.StatusCode is StatusCodes.Status413PayloadTooLarge && !context.Response.HasStarted)
        {
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, TooLarge(most));
        }
    }

    private Contract.Problem TooLarge(long most) => most < _mostBytes ? Failure.TooLargeToRead(most) : Failure.TooLarge(settings.MaxRequestBytes);
}
