namespace VideoGen.Server.Traffic;

/// <summary>A server by itself: its limits are its own.</summary>
internal sealed class NoOtherNodes : ILimitExchange
{
    /// <inheritdoc/>
    public void Report(string limit, string key)
    {
    }

    /// <inheritdoc/>
    public void Listen(string limit, Action<string, int> used)
    {
    }
}
