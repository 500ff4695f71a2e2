using System.Collections.Immutable;
using System.Text.Json;
using VideoGen.Host.Configuration;
using VideoGen.Payload;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Records;
using VideoGen.Testing;

namespace VideoGen.ForeignCms.Tests;

/// <summary>The stranger's CMS on a database that held its documents before the plugin came.</summary>
public abstract class ForeignCms : CmsServer
{
    /// <summary>Key of an account that may everything.</summary>
    public const string BossKey = "0d4f6a3e-2b1c-4c58-8e7a-5a9b3c1d2e4f";

    private string _project = "";
    private string _production = "";

    public override PayloadOptions Options => base.Options with
    {
        ApiPrefix = "/cms-api",
        AuthCollection = "accounts",
        Slugs = ImmutableDictionary<string, string>.Empty.Add(RecordCollections.Media, "assets").Add(RecordCollections.Jobs, "clip-jobs"),
        Fields = ImmutableDictionary<string, string>.Empty.Add("videoSegments.project_id", "projectKey"),
    };

    /// <summary>The same with the key of the boss.</summary>
    internal PayloadOptions Boss => Options with { Key = new PayloadKey(BossKey) };

    /// <summary>What the studio tells the agent.</summary>
    internal PayloadSettings Settings => new()
    {
        Url = Address.AbsoluteUri,
        ApiPrefix = Options.ApiPrefix,
        AuthCollection = Options.AuthCollection,
        Collections = Options.Slugs,
        Fields = Options.Fields,
        MediaFlatNames = true,
        MediaValues = new Dictionary<string, object>
        {
            ["alt"] = "Szene {scene_number}, Einstellung {shot_order}",
            ["project"] = _production,
            ["kind"] = "clip",
            ["scene"] = "{scene_number}",
        }.ToImmutableDictionary(v => v.Key, v => JsonSerializer.SerializeToElement(v.Value)),
        Attempts = 1,
        CatalogCacheSeconds = 0,
    };

    /// <summary>Id of the studio's production.</summary>
    internal string Production => _production;

    /// <summary>What the making of the database and its migration printed.</summary>
    internal string Migrated { get; private set; } = "";

    protected override string Script => Path.Combine(_project, "node_modules", "payload", "bin.js");

    protected override string[] Arguments => ["run", "src/server.ts"];

    protected override string Folder => _project;

    protected override IEnumerable<KeyValuePair<string, string>> OwnVariables => Environment("payload");

    protected override async Task PrepareAsync()
    {
        _project = await StrangersProject.FolderAsync();
        Directory.CreateDirectory(Migrations);
        string years = await PayloadAsync("before", "run", "src/years.ts");
        _production = years.Split('\n').First(line => line.StartsWith("production ", StringComparison.Ordinal))["production ".Length..].Trim();
        Migrated = await PayloadAsync("payload", "migrate:create", "videogen") + await PayloadAsync("payload", "migrate");
    }

    // Inside the project, so that the migrations find its packages.
    private string Migrations => Path.Combine(_project, "src", "migrations", GetType().Name);

    private Task<string> PayloadAsync(string config, params string[] command) => StrangersProject.RunAsync(
        _project,
        [
            .. Environment(config),
            new("DATABASE_URL", Database),
            new("FILES_DIR", Home["files"]),
            new("KEY_OF_BOSS", BossKey),
            new("KEY_OF_ROBOT", Key),
            new("PICTURE", Convert.ToBase64String(SamplePictures.Png(64, 64))),
        ],
        mayFail: false,
        ["node", Script, .. command]);

    private KeyValuePair<string, string>[] Environment(string config) =>
    [
        new("NODE_ENV", "production"),
        new("PAYLOAD_CONFIG_PATH", $"src/{config}.config.ts"),
        new("MIGRATIONS_DIR", Migrations),
    ];
}
