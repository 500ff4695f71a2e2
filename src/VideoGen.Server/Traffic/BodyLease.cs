namespace VideoGen.Server.Traffic;

/// <summary>
/// The place that the body of a call has in memory: as large as it may become until it has been read, and as large as it is from then on.
/// For one call, not for several threads.
/// </summary>
/// <param name="places">Where it was taken.</param>
/// <param name="who">Who took it; null for somebody without a share of its own.</param>
/// <param name="bytes">How much was taken.</param>
internal sealed class BodyLease(KeyedLimiter places, string? who, long bytes) : IDisposable
{
    private long _bytes = bytes;

    /// <summary>Reads the whole body of a call, and gives back what its place is too large.</summary>
    public static async ValueTask<MemoryStream> ReadAsync(HttpContext context)
    {
        if (context.Request.Body is MemoryStream known)
        {
            return known; // it was read before
        }

        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        body.Position = 0;
        context.Features.Get<CallLease>()?.Body?.Shrink(body.Length);
        return body;
    }

    /// <summary>Gives everything back.</summary>
    public void Dispose() => Shrink(0);

    private void Shrink(long size)
    {
        if (size < _bytes)
        {
            places.Leave(who, _bytes - size);
            _bytes = size;
        }
    }
}
