using System.Text.Json;

namespace VideoGen.Telemetry;

/// <summary>Names of attributes, the same in spans, metrics and log scopes, and values as attributes write them.</summary>
public static class TelemetryNames
{
    /// <summary>Wire name of the provider.</summary>
    public const string Provider = "gen_ai.provider.name";

    /// <summary>Model asked for.</summary>
    public const string Model = "gen_ai.request.model";

    /// <summary>Why something failed: a word of a closed list.</summary>
    public const string ErrorType = "error.type";

    /// <summary>How a segment ended.</summary>
    public const string Outcome = "outcome";

    /// <summary>How something went.</summary>
    public const string Result = "result";

    /// <summary>What was done.</summary>
    public const string Operation = "operation";

    /// <summary>State of a job.</summary>
    public const string State = "state";

    /// <summary>A value as attributes write it: snake_case.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
