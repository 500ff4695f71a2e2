namespace VideoGen.Jobs;

/// <summary>A request as one of its keys finds it.</summary>
/// <param name="Request">The request.</param>
/// <param name="InputHash">
/// <see cref="RequestRecord.InputHash"/> of the order that came with the key: the request's own, or that of an order that joined it.
/// </param>
public sealed record KeyedRequest(RequestRecord Request, string InputHash);
