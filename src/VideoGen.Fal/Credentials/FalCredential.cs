using VideoGen.Contract;

namespace VideoGen.Fal.Credentials;

/// <summary>What the environment says about the key of a model.</summary>
public abstract record FalCredential
{
    private FalCredential() { }

    /// <summary>There is a key.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Model">Model id the variable selects; null when it holds a key.</param>
    public sealed record Found(FalKey Key, string? Model) : FalCredential;

    /// <summary>There is none.</summary>
    /// <param name="Problem">What to set. Never holds a value of the environment.</param>
    /// <param name="Model">Model id the variable selects all the same; null when it selects none.</param>
    public sealed record Missing(Problem Problem, string? Model) : FalCredential;
}
