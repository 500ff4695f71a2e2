using Microsoft.AspNetCore.Http;
using VideoGen.FalSimulation.Answers;

namespace VideoGen.FalSimulation.Access;

/// <summary>Judges the Authorization header as fal's gateway does.</summary>
internal sealed class AccessCheck(FalSimulatorOptions options)
{
    public static Answer BalanceExhausted { get; } = Answer.Detail(
        403, "User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.");

    public static Answer Unauthenticated(string app) => Answer.Detail(
        401, $"Cannot access application \"{app}\". Authentication is required to access this application.");

    public static Answer WrongScope(string app) => Answer.Detail(
        403, $"Cannot access application \"{app}\". The key has no permission for it.");

    /// <summary>The token the rest host gives to browsers; it opens the models in the place of a key.</summary>
    public const string BrowserToken = "sim-jwt-token";

    /// <summary>The refusal, or <see langword="null"/> when the call may go on.</summary>
    public Answer? Refusal(HttpContext context, string app, bool administration = false)
    {
        if (!administration && context.Request.Query["fal_jwt_token"] == BrowserToken)
        {
            return null;
        }

        string header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Key ", StringComparison.Ordinal) || header.AsSpan(4).Trim() is not { Length: > 2 } value
            || value.IndexOf(':') is <= 0)
        {
            return Unauthenticated(app);
        }

        if (options.Keys.IsDefaultOrEmpty)
        {
            return null;
        }

        string text = value.ToString();
        return options.Keys.FirstOrDefault(key => key.Value == text) switch
        {
            null => Unauthenticated(app),
            { Locked: true } => BalanceExhausted,
            { Administers: false } when administration => WrongScope(app),
            { CallsModels: false } when !administration => WrongScope(app),
            _ => null,
        };
    }
}
