using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Models;
using VideoGen.Simulators.Jobs;

namespace VideoGen.Simulators.Runway;

/// <summary>Reads the body of a submit as Runway's documents say: an order, or everything that is wrong with it. Pure.</summary>
internal static class RunwayOrders
{
    private const int FramesPerSecond = 24;
    private const int UsualSeconds = 5;
    private const int LongestAddress = 2_048;
    private const int LongestDataAddress = 5 * 1024 * 1024;
    private const decimal UsdPerCredit = 0.01m;

    public static (VendorOrder? Order, IReadOnlyList<RunwayIssue> Issues) Read(JsonNode? json, string hash)
    {
        if (json is not JsonObject body)
        {
            return (null, [new RunwayIssue("", "Expected object")]);
        }

        if (Text(body["model"]) is not { } id || RunwayModel.Find(id) is not { } model)
        {
            return (null, [new RunwayIssue("model", "Invalid discriminator value. Expected " + string.Join(" | ", RunwayModel.All.Select(static known => $"'{known.Id}'")))]);
        }

        List<RunwayIssue> issues = [];
        IReadOnlyList<string> pictures = Pictures(body["promptImage"], model, issues);
        string prompt = Prompt(body["promptText"], model, issues);
        int seconds = Seconds(body["duration"], model, issues);
        string ratio = Text(body["ratio"]) ?? "";
        Require(model.Ratios.Contains(ratio, StringComparer.Ordinal), "ratio", "Expected " + string.Join(" | ", model.Ratios.Select(static legal => $"'{legal}'")));
        Require(body["seed"] is not { } seed || (IsWhole(seed) && seed.GetValue<double>() is >= 0 and <= uint.MaxValue), "seed", "Expected integer from 0 to 4294967295");
        Require(body["audio"] is not { } sound || sound.GetValueKind() is JsonValueKind.True or JsonValueKind.False, "audio", "Expected boolean");
        if (issues.Count > 0)
        {
            return (null, issues);
        }

        bool audio = model.MakesAudio && body["audio"]?.GetValue<bool>() != false;
        string[] sides = ratio.Split(':');
        var shape = new ClipShape(seconds, FramesPerSecond, int.Parse(sides[0], CultureInfo.InvariantCulture), int.Parse(sides[1], CultureInfo.InvariantCulture), audio, ratio);
        return (new VendorOrder(id, prompt, pictures, shape, seconds * (audio ? model.CreditsWithAudio : model.Credits) * UsdPerCredit) { Body = body, BodySha256 = hash }, []);

        void Require(bool isRight, string field, string message)
        {
            if (!isRight)
            {
                issues.Add(new RunwayIssue(field, message));
            }
        }
    }

    /// <summary>Money as Runway counts it.</summary>
    public static decimal Credits(decimal usd) => decimal.Round(usd / UsdPerCredit);

    private static string Prompt(JsonNode? value, RunwayModel model, List<RunwayIssue> issues)
    {
        string? text = Text(value);
        if (text is null && (value is not null || model.NeedsPrompt))
        {
            issues.Add(new RunwayIssue("promptText", value is null ? "Required" : "Expected string"));
        }
        else if (text is not null && (text.Length == 0 || text.Length > model.PromptMax))
        {
            // .NET counts as JavaScript does: UTF-16 code units.
            issues.Add(new RunwayIssue("promptText", $"String must contain at least 1 and at most {model.PromptMax} character(s)"));
        }

        return text ?? "";
    }

    private static int Seconds(JsonNode? value, RunwayModel model, List<RunwayIssue> issues)
    {
        if ((value is null && !model.NeedsDuration) || (model.TakesAuto && Text(value) == "auto"))
        {
            return model.Seconds.FirstOrDefault(static seconds => seconds >= UsualSeconds);
        }

        if (value is null || !IsWhole(value) || !model.Seconds.Contains((int)value.GetValue<double>()))
        {
            issues.Add(new RunwayIssue("duration", value is null ? "Required" : "Expected one of " + string.Join(", ", model.Seconds)));
            return 0;
        }

        return (int)value.GetValue<double>();
    }

    private static IReadOnlyList<string> Pictures(JsonNode? value, RunwayModel model, List<RunwayIssue> issues)
    {
        if (Text(value) is { } only)
        {
            CheckAddress(only, issues);
            return [only];
        }

        if (value is not JsonArray { Count: > 0 } list)
        {
            issues.Add(new RunwayIssue("promptImage", value is null ? "Required" : "Expected string or array"));
            return [];
        }

        var byPosition = new SortedDictionary<string, string>(StringComparer.Ordinal); // first before last
        foreach (JsonNode? item in list)
        {
            string position = item is JsonObject ? Text(item["position"]) ?? "" : "";
            string address = item is JsonObject ? Text(item["uri"]) ?? "" : "";
            if (!model.Frames.Contains(position, StringComparer.Ordinal) || !byPosition.TryAdd(position, address))
            {
                issues.Add(new RunwayIssue("promptImage", "Expected one picture for each position of " + string.Join(", ", model.Frames)));
                return [];
            }

            CheckAddress(address, issues);
        }

        if (!byPosition.ContainsKey("first"))
        {
            issues.Add(new RunwayIssue("promptImage", "Expected a picture for the position first"));
        }

        return [.. byPosition.Values];
    }

    private static void CheckAddress(string address, List<RunwayIssue> issues)
    {
        bool isGood = address.StartsWith("data:image/", StringComparison.Ordinal) ? address.Length <= LongestDataAddress
            : address.StartsWith("runway://", StringComparison.Ordinal)
            || (address.Length <= LongestAddress && Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.HostNameType is UriHostNameType.Dns
                && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback)));
        if (!isGood)
        {
            issues.Add(new RunwayIssue("promptImage", "Expected an https address of a host name (at most 2048 characters), a data address (at most 5 MB) or a runway:// address"));
        }
    }

    private static bool IsWhole(JsonNode value) => value.GetValueKind() is JsonValueKind.Number && double.IsInteger(value.GetValue<double>());

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
