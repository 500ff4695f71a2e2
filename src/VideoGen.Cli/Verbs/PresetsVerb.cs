using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.OpenRouter.Catalog;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen presets refresh</c>: compares presets with their vendor's public catalogue, for a person to publish.</summary>
internal sealed class PresetsVerb(VerbContext context)
{
    /// <summary>Runs it.</summary>
    public Task<int> RefreshAsync() => context.WithSettingsAsync(async (services, settings) =>
    {
        (ImmutableArray<PresetProposal> proposals, Problem? problem) = await services.RefreshPresets(settings, context.Interrupted);
        if (problem is not null)
        {
            return context.Refuse([problem], ExitCode.Broken);
        }

        if (context.Json)
        {
            context.WriteJson(new JsonObject { ["provider"] = "openrouter", ["proposals"] = new JsonArray([.. proposals.Select(Document)]) });
            return ExitCode.Done;
        }

        foreach (PresetProposal proposal in proposals)
        {
            context.Output.Line($"{proposal.Model}: {proposal.Change}");
            foreach (string line in proposal.Lines)
            {
                context.Output.Line($"  {line}");
            }
        }

        context.Output.Line(proposals.IsEmpty
            ? "The presets of openrouter are as the public catalogue has them."
            : "Nothing was published. With --json each proposal has its preset: put those you want into model_presets of the provider config.");
        return ExitCode.Done;
    });

    private static JsonNode Document(PresetProposal proposal) => new JsonObject
    {
        ["model"] = proposal.Model,
        ["change"] = proposal.Change,
        ["lines"] = new JsonArray([.. proposal.Lines.Select(l => (JsonNode?)l)]),
        ["preset"] = proposal.Preset is null ? null : JsonSerializer.SerializeToNode(proposal.Preset, CatalogJson.Default.ModelPreset),
    };
}
