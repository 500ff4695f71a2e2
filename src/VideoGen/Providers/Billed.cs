namespace VideoGen.Providers;

/// <summary>Whether the provider took money. Wire: <c>no</c>, <c>yes</c>, <c>unknown</c>.</summary>
public enum Billed
{
    /// <summary>Nothing was billed.</summary>
    No,

    /// <summary>It was billed.</summary>
    Yes,

    /// <summary>The provider does not say.</summary>
    Unknown,
}
