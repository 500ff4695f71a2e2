using System.Text.Json.Nodes;

namespace VideoGen.FalSimulation.Models;

/// <summary>One embedded file: field groups of a family, and its endpoints.</summary>
internal sealed record ModelFile
{
    /// <summary>Groups of fields that endpoints name in <c>uses</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, ModelField>> Groups { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, ModelField>>(StringComparer.Ordinal);

    public IReadOnlyList<Endpoint> Models { get; init; } = [];

    internal sealed record Endpoint
    {
        public IReadOnlyList<string> Ids { get; init; } = [];

        public IReadOnlyList<string> Uses { get; init; } = [];

        public IReadOnlyDictionary<string, ModelField> Fields { get; init; } = new Dictionary<string, ModelField>(StringComparer.Ordinal);

        public ModelClip Clip { get; init; } = new();

        public ModelPrice Price { get; init; } = new();

        public ModelPictures Pictures { get; init; } = new();

        public IReadOnlyList<string> Also { get; init; } = [];

        public bool TellsVideo { get; init; }

        public bool Retired { get; init; }

        public bool Streams { get; init; }

        /// <summary>Free remark on the source of the data.</summary>
        public JsonNode? Remark { get; init; }
    }
}
