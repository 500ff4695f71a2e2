using System.Collections.Immutable;
using VideoGen.Records;

namespace VideoGen.Payload.Tests.Cms;

/// <summary>Somebody else's CMS; see <c>another-project.mjs</c>.</summary>
public sealed class AnotherProject : CmsServer
{
    public override PayloadOptions Options => base.Options with
    {
        ApiPrefix = "/rest",
        AuthCollection = "accounts",
        Slugs = new Dictionary<string, string>
        {
            [RecordCollections.Media] = "assets",
            [RecordCollections.Templates] = "prompts",
            [RecordCollections.Providers] = "configs",
            [RecordCollections.Jobs] = "clipJobs",
        }.ToImmutableDictionary(),
        Fields = ImmutableDictionary<string, string>.Empty.Add("videoGenPromptTemplates.template_text", "body"),
    };

    /// <summary>Id of its one production.</summary>
    public string Production => Log.Split('\n').First(line => line.StartsWith("production ", StringComparison.Ordinal))["production ".Length..].Trim();

    protected override string Database => $"file:{Home["another.db"]}";

    // Beside its packages, which Node finds by the place of the script.
    protected override string Script => Home["another-project.mjs"];

    protected override Task PrepareAsync()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Cms", "another-project.mjs"), Script);
        File.CreateSymbolicLink(Home["node_modules"], Path.Combine(CmsApp.Packages, "node_modules"));
        return Task.CompletedTask;
    }
}
