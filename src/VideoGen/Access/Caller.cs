using VideoGen.Jobs;

namespace VideoGen.Access;

/// <summary>Who calls, and what that caller may do. The same for every transport.</summary>
/// <param name="Id">
/// Who it is, kept with the request: <c>token:NAME</c> (<c>token:NAME#ID</c> for a name that was revoked before), <c>jwt:SUBJECT</c>; null for somebody on this machine, who needs no token. Holds no
/// control character and no secret.
/// </param>
/// <param name="Scopes">What it may do.</param>
public sealed record Caller(string? Id, Scopes Scopes)
{
    /// <summary>Somebody on this machine, who could read the ledger's file as well.</summary>
    public static Caller Local { get; } = new(null, Scopes.Read | Scopes.Spend | Scopes.Operate | Scopes.Metrics);

    /// <summary>True for a caller that may do anything of what is asked for; who operates may read as well.</summary>
    /// <param name="scope">One scope.</param>
    public bool May(Scopes scope) => Scopes.HasFlag(scope) || (scope is Scopes.Read && Scopes.HasFlag(Scopes.Operate));

    /// <summary>True for a request that this caller may know of: its own, or any where it operates.</summary>
    public bool Sees(RequestRecord request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Scopes.HasFlag(Scopes.Operate) || (Id is not null && request.Caller == Id);
    }

    /// <summary>
    /// The idempotency key as the ledger keeps it, so that two callers may use the same key without meeting. Of a caller on this machine
    /// it is the key itself.
    /// </summary>
    /// <param name="caller">Id of the caller; null for one on this machine.</param>
    /// <param name="key">Key as it was given.</param>
    internal static string KeyOf(string? caller, string key) => caller is null && !key.Contains('\n', StringComparison.Ordinal) ? key : $"{caller}\n{key}";

    /// <summary>The key as it was given.</summary>
    /// <param name="kept">Key as the ledger keeps it.</param>
    internal static string GivenKey(string kept) => kept[(kept.IndexOf('\n', StringComparison.Ordinal) + 1)..];
}
