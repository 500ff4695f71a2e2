using System.Text.Json;
using VideoGen.Fuzz.Coverage;
using VideoGen.Fuzz.Runs;

namespace VideoGen.Fuzz.Tests;

/// <summary>Runs the fuzzer in its instrumented copy.</summary>
internal static class Fuzzer
{
    public static FuzzReport Run(FuzzOptions options) =>
        JsonSerializer.Deserialize(InstrumentedCode.Run(JsonSerializer.Serialize(options, RunJson.Default.FuzzOptions)), RunJson.Default.FuzzReport)!;

    public static string Told(FuzzReport report) =>
        string.Join('\n', report.Findings.Select(f => $"input {f.At}: {f.Rule}\n{Convert.ToBase64String(f.Input)}\n{f.Details}"));
}
