using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.OpenRouter;

/// <summary>The rules for <see cref="OpenRouterOptions"/>, checked at start. Pure.</summary>
public static class OpenRouterOptionsCheck
{
    private const string Code = "setting_invalid";

    /// <summary>Every wrong setting, with a pointer below <c>/openrouter</c>; empty when all are fine.</summary>
    public static ImmutableArray<Problem> Check(OpenRouterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = ImmutableArray.CreateBuilder<Problem>();
        Uri? api = options.ApiUrl;
        if (api is null || !api.IsAbsoluteUri || api.Scheme is not ("http" or "https") || api is not { Query: "", Fragment: "", UserInfo: "" })
        {
            Add(problems, "api_url", "is not a plain http(s) address.", "Give scheme, host and path only, or remove the setting for OpenRouter's own.");
        }
        else if (api.Scheme == "http" && !api.IsLoopback)
        {
            Add(problems, "api_url", "would carry the key unencrypted.", "Use https; plain http is for a simulator on this machine.");
        }

        if (string.IsNullOrWhiteSpace(options.WebhookSecretRef) || !options.WebhookSecretRef.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            Add(problems, "webhook_secret_ref", "is not the name of an environment variable.", "Give the variable's name; the secret itself never belongs into settings.");
        }

        else if (options.WebhookSecretRef.StartsWith("VIDEOGEN_", StringComparison.OrdinalIgnoreCase))
        {
            Add(problems, "webhook_secret_ref", "names a variable of the agent's own, which no reference leads to.", "Put the secret into a variable that holds nothing else, such as OPENROUTER_WEBHOOK_SECRET.");
        }

        Within(problems, "connect_timeout_seconds", options.ConnectTimeoutSeconds, 1, 120);
        Within(problems, "request_timeout_seconds", options.RequestTimeoutSeconds, 5, 600);
        Within(problems, "read_timeout_seconds", options.ReadTimeoutSeconds, 1, 120);
        Within(problems, "read_attempts", options.ReadAttempts, 1, 10);
        Within(problems, "webhook_tolerance_seconds", options.WebhookToleranceSeconds, 1, 86_400);
        Within(problems, "answer_max_bytes", options.AnswerMaxBytes, 16_384, 134_217_728);
        Within(problems, "frames_max_bytes", options.FramesMaxBytes, 1_024, 67_108_864);
        return problems.ToImmutable();
    }

    private static void Within(ImmutableArray<Problem>.Builder problems, string name, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            Add(problems, name, $"is {value}, but must be {least} to {most}.", "Correct it, or remove it for the default.");
        }
    }

    private static void Add(ImmutableArray<Problem>.Builder problems, string name, string message, string remedy) =>
        problems.Add(new Problem(Code, "/openrouter/" + name, $"openrouter.{name} {message}", remedy));
}
