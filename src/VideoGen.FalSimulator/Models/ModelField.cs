using System.Text.Json.Nodes;

namespace VideoGen.FalSimulation.Models;

/// <summary>One field of a model's documented input.</summary>
internal sealed record ModelField
{
    public FieldKind Kind { get; init; } = FieldKind.Text;

    public bool Required { get; init; }

    /// <summary>The legal values, in their JSON form; <see langword="null"/> = any of the kind.</summary>
    public IReadOnlyList<JsonNode>? Values { get; init; }

    public JsonNode? Default { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    /// <summary>Longest text, in characters.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Longest text, in UTF-8 bytes.</summary>
    public int? MaxBytes { get; init; }

    public int? MinItems { get; init; }

    public int? MaxItems { get; init; }
}
