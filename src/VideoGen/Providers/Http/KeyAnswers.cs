using System.Text.Json.Nodes;

namespace VideoGen.Providers.Http;

/// <summary>What the answer to a question about the key means. Pure.</summary>
internal static class KeyAnswers
{
    /// <summary>Reads it.</summary>
    /// <param name="reply">What came of the question.</param>
    /// <param name="left">What is left, in words, from the body of a good answer.</param>
    public static KeyAnswer Of(ProviderReply<JsonAnswer> reply, Func<JsonObject, string?> left) => reply switch
    {
        ProviderReply<JsonAnswer>.Answered { Answer: { IsSuccess: true } answer } => new KeyAnswer.Accepted(answer.Json is { } json ? left(json) : null),
        ProviderReply<JsonAnswer>.Answered { Answer.Status: 401 or 403 } => new KeyAnswer.Refused(),
        ProviderReply<JsonAnswer>.Answered { Answer.Status: var status } => new KeyAnswer.Unreachable($"It answers {status}."),
        ProviderReply<JsonAnswer>.NotSent lost => new KeyAnswer.Unreachable(lost.Message),
        ProviderReply<JsonAnswer>.Lost lost => new KeyAnswer.Unreachable(lost.Message),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
