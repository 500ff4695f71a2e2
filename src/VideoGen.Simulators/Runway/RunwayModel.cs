using System.Collections.Frozen;
using System.Text.Json;

namespace VideoGen.Simulators.Runway;

/// <summary>What one model of Runway takes, and what its seconds cost.</summary>
internal sealed record RunwayModel
{
    private static readonly JsonSerializerOptions Form = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly Lazy<FrozenDictionary<string, RunwayModel>> Loaded = new(Load);

    public required string Id { get; init; }

    public required IReadOnlyList<string> Ratios { get; init; }

    /// <summary>Lengths on sale.</summary>
    public required IReadOnlyList<int> Seconds { get; init; }

    /// <summary>Whether <c>auto</c> is a duration.</summary>
    public bool TakesAuto { get; init; }

    public bool NeedsDuration { get; init; }

    /// <summary>Positions of keyframes.</summary>
    public required IReadOnlyList<string> Frames { get; init; }

    public bool NeedsPrompt { get; init; }

    /// <summary>Longest prompt, in UTF-16 code units.</summary>
    public int PromptMax { get; init; }

    public bool MakesAudio { get; init; }

    /// <summary>Credits for a silent second.</summary>
    public int Credits { get; init; }

    /// <summary>Credits for a second with sound.</summary>
    public int CreditsWithAudio { get; init; }

    public static IEnumerable<RunwayModel> All => Loaded.Value.Values.OrderBy(static model => model.Id, StringComparer.Ordinal);

    public static RunwayModel? Find(string id) => Loaded.Value.GetValueOrDefault(id);

    private static FrozenDictionary<string, RunwayModel> Load()
    {
        using Stream stream = typeof(RunwayModel).Assembly.GetManifestResourceStream("runway.json")!;
        return JsonSerializer.Deserialize<RunwayModel[]>(stream, Form)!.ToFrozenDictionary(static model => model.Id, StringComparer.Ordinal);
    }
}
