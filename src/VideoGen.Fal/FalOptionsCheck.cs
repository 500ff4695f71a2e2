using System.Collections.Immutable;
using System.Numerics;
using VideoGen.Contract;

namespace VideoGen.Fal;

/// <summary>The rules for <see cref="FalOptions"/>, checked at start. Pure.</summary>
public static class FalOptionsCheck
{
    /// <summary>Code of every problem reported here.</summary>
    public const string Code = "setting_invalid";

    /// <summary>Every wrong setting, with a pointer below <c>/fal</c>; empty when all are fine.</summary>
    public static ImmutableArray<Problem> Check(FalOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = ImmutableArray.CreateBuilder<Problem>();
        Address(problems, "queue_url", options.QueueUrl);
        Address(problems, "sync_url", options.SyncUrl);
        Address(problems, "rest_url", options.RestUrl);
        Address(problems, "jwks_url", options.JwksUrl);
        Address(problems, "platform_url", options.PlatformUrl);
        Defined(problems, "frame_transfer", options.FrameTransfer, "upload, data_uri or address");
        Defined(problems, "queue_priority", options.QueuePriority, "normal or low");
        Within(problems, "start_timeout_seconds", options.StartTimeoutSeconds ?? 60, 1.1m, 86_400);
        Within(problems, "connect_timeout_seconds", options.ConnectTimeoutSeconds, 1, 120);
        Within(problems, "request_timeout_seconds", options.RequestTimeoutSeconds, 5, 600);
        Within(problems, "blocking_timeout_seconds", options.BlockingTimeoutSeconds, 30, 3_600);
        Within(problems, "read_timeout_seconds", options.ReadTimeoutSeconds, 1, 120);
        Within(problems, "read_attempts", options.ReadAttempts, 1, 10);
        Within(problems, "upload_timeout_seconds", options.UploadTimeoutSeconds, 5, 3_600);
        Within(problems, "upload_max_age_days", options.UploadMaxAgeDays, 0, 365);
        Within(problems, "history_complete_after_minutes", options.HistoryCompleteAfterMinutes, 5, 10_080);
        Within(problems, "webhook_tolerance_seconds", options.WebhookToleranceSeconds, 1, 86_400);
        Within(problems, "webhook_max_bytes", options.WebhookMaxBytes, 1_024, 16_777_216);
        Within(problems, "answer_max_bytes", options.AnswerMaxBytes, 16_384, 134_217_728);
        Within(problems, "frame_max_bytes", options.FrameMaxBytes, 1_024, 1_073_741_824);
        Within(problems, "data_uri_max_bytes", options.DataUriMaxBytes, 1_024, 16_777_216);
        return problems.ToImmutable();
    }

    private static void Address(ImmutableArray<Problem>.Builder problems, string name, Uri? value)
    {
        if (value is null || !value.IsAbsoluteUri || value.Scheme is not ("http" or "https") || value is not { Query: "", Fragment: "", UserInfo: "" })
        {
            Add(problems, name, $"fal.{name} is not a plain http(s) address.", "Give scheme, host and path only, or remove the setting for fal's own.");
        }
        else if (value.Scheme == "http" && !value.IsLoopback)
        {
            Add(problems, name, $"fal.{name} would carry the key or a signature key unencrypted.", "Use https; plain http is for a simulator on this machine.");
        }
    }

    private static void Defined<T>(ImmutableArray<Problem>.Builder problems, string name, T value, string choices)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            Add(problems, name, $"fal.{name} is not one of its words.", $"Use {choices}.");
        }
    }

    private static void Within<T>(ImmutableArray<Problem>.Builder problems, string name, T value, T least, T most)
        where T : INumber<T>
    {
        if (value < least || value > most)
        {
            Add(problems, name, $"fal.{name} is {value}, but must be {least} to {most}.", "Correct it, or remove it for the default.");
        }
    }

    private static void Add(ImmutableArray<Problem>.Builder problems, string name, string message, string remedy) =>
        problems.Add(new Problem(Code, "/fal/" + name, message, remedy));
}
