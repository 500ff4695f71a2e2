namespace VideoGen.Providers;

/// <summary>What became of preparing an order.</summary>
public abstract record PrepareResult
{
    private PrepareResult() { }

    /// <summary>The payload is complete and valid for the model.</summary>
    /// <param name="Payload">The JSON body to submit, exactly.</param>
    public sealed record Ready(string Payload) : PrepareResult;

    /// <summary>The order cannot be submitted; nothing was spent.</summary>
    public sealed record Refused(ProviderFailure Failure) : PrepareResult;
}
