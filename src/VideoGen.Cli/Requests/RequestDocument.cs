using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Requests;

/// <summary>
/// A request as it lies in a file or came through a pipe. Untouched unless the command line changes it; members nobody knows survive
/// every change.
/// </summary>
/// <param name="Json">The text, UTF-8.</param>
/// <param name="Folder">Folder that relative pictures start from.</param>
internal sealed record RequestDocument(ReadOnlyMemory<byte> Json, string Folder)
{
    private static readonly string[] Lists = ["generated_frames", "storyboard_frames"];
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>Of a batch: by list, the places that its frames have in the request that it was cut from.</summary>
    private ImmutableDictionary<string, ImmutableArray<int>> Kept { get; init; } = ImmutableDictionary<string, ImmutableArray<int>>.Empty;

    /// <summary>What the agent is called with.</summary>
    public SynthesisCall Call => new(Json) { LocalFolder = Folder, LintOff = LintOff };

    /// <summary>Rules of the lint that the command line switches off.</summary>
    public ImmutableArray<string> LintOff { get; init; } = [];

    /// <summary>The same request with what the command line says; null when the text is no JSON object.</summary>
    public RequestDocument? With(string? provider, double? waitSeconds = null, bool anotherTake = false, bool compare = false)
    {
        if (provider is null && waitSeconds is null && !anotherTake && !compare)
        {
            return this;
        }

        if (Read() is not { } document)
        {
            return null;
        }

        if (provider is not null)
        {
            if (document["video_settings"] is not JsonObject settings)
            {
                if (document["video_settings"] is not null)
                {
                    return null;
                }

                document["video_settings"] = settings = [];
            }

            settings["provider_override"] = provider;
        }

        if (waitSeconds is { } wait)
        {
            document["wait_seconds"] = wait;
        }

        if (anotherTake)
        {
            document["another_take"] = true;
        }

        if (compare)
        {
            document["compare"] = true;
        }

        return this with { Json = Write(document) };
    }

    /// <summary>The same request with the hash of the plan that is approved and the key of the order, where given; null when the text is no JSON object.</summary>
    public RequestDocument? Approving(string? planHash, string? requestKey)
    {
        if (planHash is null && requestKey is null)
        {
            return this;
        }

        if (Read() is not { } document)
        {
            return null;
        }

        if (planHash is not null)
        {
            document["plan_hash"] = planHash;
        }

        if (requestKey is not null)
        {
            document["request_key"] = requestKey;
        }

        return this with { Json = Write(document) };
    }

    /// <summary>
    /// The same request cut into batches: each keeps the members of both lists whose frames are its own, and everything else.
    /// Storyboard entries that belong to no batch stay with the first, where the answer accounts for them. A request key gets the
    /// number of the batch, since one key stands for one input.
    /// </summary>
    public ImmutableArray<RequestDocument> Cut(ImmutableArray<Batch> batches)
    {
        if (batches.Length < 2 || Read() is not { } document)
        {
            return [this];
        }

        string[][] ids = [.. batches.Select(b => b.FrameIds.Select(Comparable).ToArray())];
        HashSet<string> placed = [.. ids.SelectMany(i => i)];
        return
        [
            .. batches.Select((batch, index) =>
            {
                HashSet<string> own = [.. ids[index]];
                var part = (JsonObject)document.DeepClone();
                var kept = Lists.ToImmutableDictionary(list => list, list => Keep(part[list] as JsonArray, id => own.Contains(id) || (index == 0 && !placed.Contains(id))));

                if (part["request_key"] is JsonValue key && key.TryGetValue(out string? text))
                {
                    part["request_key"] = $"{text}-batch-{batch.Number}";
                }

                return this with { Json = Write(part), Kept = kept };
            }),
        ];
    }

    /// <summary>The same request as a take of another project, without its key.</summary>
    public RequestDocument InProject(string projectId)
    {
        JsonObject document = Read() ?? throw new InvalidOperationException("The request is no JSON object.");
        document.Remove("request_key");
        document["project_context"] = new JsonObject { ["project_id"] = projectId };
        return this with { Json = Write(document) };
    }

    /// <summary>The most that the request may cost, in US dollars; null where it does not say.</summary>
    public decimal? MaxCostUsd() =>
        Read()?["video_settings"] is JsonObject settings && settings["max_cost_usd"] is JsonValue value && value.TryGetValue(out decimal most)
            ? most
            : null;

    /// <summary>What was said about a batch, with pointers into the request that it was cut from.</summary>
    public Refusal InWhole(Refusal refusal) => refusal with
    {
        Problems = [.. refusal.Problems.Select(p => p with { Pointer = InWhole(p.Pointer) })],
        Warnings = InWhole(refusal.Warnings),
    };

    /// <summary>Like <see cref="InWhole(Refusal)"/>, of a plan.</summary>
    public PlanAnswer InWhole(PlanAnswer plan) => plan with
    {
        Warnings = InWhole(plan.Warnings),
        Lint = plan.Lint is { } lint ? [.. lint.Select(f => f with { Pointer = InWhole(f.Pointer) })] : null,
    };

    /// <summary>Like <see cref="InWhole(Refusal)"/>, of an answer.</summary>
    public Answer<SynthesisAnswer> InWhole(Answer<SynthesisAnswer> answer) => answer switch
    {
        Answer<SynthesisAnswer>.Given { Value: var given } => new Answer<SynthesisAnswer>.Given(given with { Warnings = InWhole(given.Warnings) }),
        Answer<SynthesisAnswer>.Refused { Refusal: var refusal } => new Answer<SynthesisAnswer>.Refused(InWhole(refusal)),
        _ => throw new UnreachableException("An answer is given or refused."),
    };

    private ImmutableArray<Warning> InWhole(ImmutableArray<Warning> warnings) => [.. warnings.Select(w => w with { Pointer = InWhole(w.Pointer) })];

    private string InWhole(string pointer)
    {
        string[] steps = pointer.Split('/', 4);
        if (steps.Length > 2 && Kept.GetValueOrDefault(steps[1], []) is { IsEmpty: false } kept
            && int.TryParse(steps[2], NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < kept.Length)
        {
            steps[2] = kept[index].ToString(CultureInfo.InvariantCulture);
        }

        return string.Join('/', steps);
    }

    // The places in the whole list of the frames that are kept.
    private static ImmutableArray<int> Keep(JsonArray? frames, Func<string, bool> isWanted)
    {
        List<int> kept = [.. Enumerable.Range(0, frames?.Count ?? 0)];
        for (int i = (frames?.Count ?? 0) - 1; i >= 0; i--)
        {
            if (frames![i] is JsonObject frame && frame["frame_id"] is JsonValue id && id.TryGetValue(out string? text) && !isWanted(Comparable(text)))
            {
                frames.RemoveAt(i);
                kept.RemoveAt(i);
            }
        }

        return [.. kept];
    }

    // Batches name frames as the agent reads them: trimmed, composed, without control characters.
    private static string Comparable(string id) =>
        string.Concat(id.Where(c => c is '\n' or '\r' or '\t' || !(char.IsControl(c) || c is '\uFFFE' or '\uFFFF'))).Normalize(NormalizationForm.FormC).Trim();

    private static byte[] Write(JsonObject document) => Encoding.UTF8.GetBytes(document.ToJsonString());

    private JsonObject? Read()
    {
        ReadOnlySpan<byte> text = JsonText.WithoutByteOrderMark(Json).Span;
        return JsonText.Check(text).IsEmpty ? JsonNode.Parse(text, documentOptions: Strict) as JsonObject : null;
    }
}
