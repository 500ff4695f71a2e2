namespace VideoGen.Server.Access;

/// <summary>A token authenticates nobody.</summary>
/// <param name="reason">Why, for the log: a word, never a part of the token.</param>
internal sealed class TokenRefusedException(string reason) : Exception(reason)
{
    /// <summary>Why, as one word.</summary>
    public string Reason { get; } = reason;
}
