namespace VideoGen.Server.Traffic;

/// <summary>Port to the other nodes for limits that hold over all of them: each says what was used of a limit, and hears it of the others. Thread-safe.</summary>
internal interface ILimitExchange
{
    /// <summary>Somebody used a limit here.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="key">Who.</param>
    void Report(string limit, string key);

    /// <summary>Hears what is used of a limit at the other nodes, for as long as this process lasts.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="used">Takes who used it, and how many times.</param>
    void Listen(string limit, Action<string, int> used);
}
