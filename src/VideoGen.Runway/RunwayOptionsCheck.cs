using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Runway;

/// <summary>The rules for <see cref="RunwayOptions"/>, checked at start. Pure.</summary>
public static class RunwayOptionsCheck
{
    private const string Code = "setting_invalid";

    /// <summary>Every wrong setting, with a pointer below <c>/runway</c>; empty when all are fine.</summary>
    public static ImmutableArray<Problem> Check(RunwayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = ImmutableArray.CreateBuilder<Problem>();
        Uri? api = options.ApiUrl;
        if (api is null || !api.IsAbsoluteUri || api.Scheme is not ("http" or "https") || api is not { Query: "", Fragment: "", UserInfo: "" })
        {
            Add(problems, "api_url", "is not a plain http(s) address.", "Give scheme, host and path only, or remove the setting for Runway's own.");
        }
        else if (api.Scheme == "http" && !api.IsLoopback)
        {
            Add(problems, "api_url", "would carry the key unencrypted.", "Use https; plain http is for a simulator on this machine.");
        }

        if (!Enum.IsDefined(options.FrameTransfer))
        {
            Add(problems, "frame_transfer", "is not one of its words.", "Use upload or data_uri.");
        }

        Within(problems, "connect_timeout_seconds", options.ConnectTimeoutSeconds, 1, 120);
        Within(problems, "request_timeout_seconds", options.RequestTimeoutSeconds, 5, 600);
        Within(problems, "read_timeout_seconds", options.ReadTimeoutSeconds, 1, 120);
        Within(problems, "read_attempts", options.ReadAttempts, 1, 10);
        Within(problems, "answer_max_bytes", options.AnswerMaxBytes, 16_384, 134_217_728);
        Within(problems, "upload_timeout_seconds", options.UploadTimeoutSeconds, 5, 3_600);
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
        problems.Add(new Problem(Code, "/runway/" + name, $"runway.{name} {message}", remedy));
}
