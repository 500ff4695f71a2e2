using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VideoGen.Contract;

/// <summary>
/// The first step of every request: from raw bytes to a <see cref="Storyboard"/>, or to the complete list of what is wrong. Pure: reads
/// no clock, no file, no network.
/// </summary>
public sealed class RequestReader
{
    private static readonly Lazy<JsonObject> Schema = new(() => PublishedSchema.Read("request"));

    // How the call is made, not what it asks for: the same key may come again with another wait and another trace.
    private static readonly string[] NotInput = ["wait_seconds", "request_key", "another_take", "compare", "project_context/trace_id"];

    private readonly int _maxBytes;

    /// <summary>A reader.</summary>
    /// <param name="maxBytes">Largest request in bytes.</param>
    public RequestReader(int maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxBytes);
        _maxBytes = maxBytes;
    }

    /// <summary>Reads a request.</summary>
    /// <param name="json">UTF-8 JSON, with or without a byte order mark.</param>
    /// <param name="localFolder">Folder of relative image paths; null refuses local files.</param>
    public ReadResult Read(ReadOnlyMemory<byte> json, string? localFolder)
    {
        if (json.Length > _maxBytes)
        {
            return Bad(new Problem(
                ProblemCodes.RequestTooLarge, "", $"The request has {json.Length} bytes; {_maxBytes} are allowed.", "Send pictures as image_url instead of image_base64, or raise max_request_bytes."));
        }

        ReadOnlyMemory<byte> text = JsonText.WithoutByteOrderMark(json);
        ImmutableArray<Problem> broken = JsonText.Check(text.Span);
        if (broken.Length > 0)
        {
            return new ReadResult.Bad(broken, []);
        }

        (JsonDocument document, ImmutableArray<Warning> fromText) = WrittenAsText.Read(
            JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = JsonLimits.MaxDepth }), Schema.Value);
        using JsonDocument end = document;
        (ImmutableArray<Problem> problems, ImmutableArray<string> unknown) = JsonSchemaCheck.Run(Schema.Value, document.RootElement);
        var findings = new Findings();
        foreach (Warning warning in fromText)
        {
            findings.Warn(warning.Code, warning.Pointer, warning.Message);
        }

        foreach (string pointer in unknown)
        {
            findings.Warn(WarningCodes.MemberIgnored, pointer, $"{JsonPreview.Name(JsonPointer.Last(pointer))} is not known here and was ignored.");
        }

        if (problems.Length > 0)
        {
            problems = [.. problems.Select(p => p is { Code: ProblemCodes.MemberMissing, Pointer: "/generated_frames" } ? p with { Remedy = "Send it; it has no default. A plan of the last day is ordered by its plan_hash alone." } : p)];
            return DamagedRequest.Read(document.RootElement, problems, localFolder, findings);
        }

        SynthesisRequest request = document.RootElement.Deserialize(WireJson.Default.SynthesisRequest)!;
        return new StoryboardAssembly(request, localFolder, findings, Damage.None).Assemble(CanonicalJson.Hash(document.RootElement, NotInput));
    }

    private static ReadResult.Bad Bad(Problem problem) => new([problem], []);
}
