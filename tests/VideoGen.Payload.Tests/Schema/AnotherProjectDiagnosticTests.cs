using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Host.Doctor;
using VideoGen.Payload.Tests.Cms;

namespace VideoGen.Payload.Tests.Schema;

/// <summary>A CMS without the plugin: every gap is a line of its own, with the way out.</summary>
public sealed class AnotherProjectDiagnosticTests(AnotherProject cms) : IClassFixture<AnotherProject>
{
    [Fact]
    public async Task Every_gap_is_named()
    {
        ImmutableArray<Finding> findings = await Diagnosis.OfAsync(cms);

        Of(findings, "payload").ShouldHaveSingleItem().State.ShouldBe(FindingState.Good);
        Of(findings, "payload prompts").ShouldHaveSingleItem().State.ShouldBe(FindingState.Good);
        Of(findings, "payload videoSegments").ShouldHaveSingleItem().Remedy.ShouldContain("plugin");

        Finding config = Of(findings, "payload configs").First();
        config.State.ShouldBe(FindingState.Broken);
        config.Message.ShouldContain("model_presets,"); // there is a field of that name, but it holds no rows
        config.Message.ShouldContain("default_pair_model");
        config.Message.ShouldContain("_status");

        Finding[] jobs = Of(findings, "payload clipJobs");
        jobs.ShouldContain(f => f.State == FindingState.Broken && f.Message.Contains("may not update", StringComparison.Ordinal));
        jobs.ShouldContain(f => f.State == FindingState.Warning && f.Message.Contains("may not write status", StringComparison.Ordinal));
        jobs.ShouldContain(f => f.State == FindingState.Warning && f.Message.Contains("webhook_events, ", StringComparison.Ordinal));

        jobs.ShouldContain(f => f.State == FindingState.Warning && f.Message.Contains("no field revision", StringComparison.Ordinal));
        jobs.ShouldAllBe(f => !f.Message.Contains("created_at", StringComparison.Ordinal)); // goes into Payload's own createdAt

        Finding[] media = Of(findings, "payload assets");
        media.ShouldContain(f => f.State == FindingState.Broken && f.Remedy.Contains("payload.media_flat_names", StringComparison.Ordinal));
        media.ShouldContain(f => f.State == FindingState.Warning && f.Message.Contains("sha256", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_flat_names_the_collection_needs_no_field_prefix() =>
        Of(await Diagnosis.OfAsync(cms, s => s with { MediaFlatNames = true }), "payload assets").ShouldAllBe(f => f.State == FindingState.Warning);

    [Fact]
    public async Task A_trial_names_the_fields_that_clips_lack_before_one_is_paid_for()
    {
        Finding trial = Of(await Diagnosis.OfAsync(cms, s => s with { MediaFlatNames = true }, tries: true), "payload trial").ShouldHaveSingleItem();
        trial.State.ShouldBe(FindingState.Broken);
        trial.Message.ShouldContain("production");
        trial.Remedy.ShouldContain("payload.media_values");
    }

    [Fact]
    public async Task A_trial_says_what_it_may_not_remove()
    {
        JsonObject values = new() { ["alt"] = "Trial", ["production"] = cms.Production, ["scene"] = "{scene_number}", ["kind"] = "clip" };
        Finding[] trial = Of(
            await Diagnosis.OfAsync(cms, s => s with { MediaFlatNames = true, MediaValues = values.ToImmutableDictionary(v => v.Key, v => JsonSerializer.SerializeToElement(v.Value)) }, tries: true),
            "payload trial");
        trial.Select(f => f.State).ShouldBe([FindingState.Good, FindingState.Warning], string.Join("\n", trial.Select(f => f.ToString())));
        trial[1].Remedy.ShouldMatch("Delete document [0-9a-f-]{36} of the media collection");
    }

    [Fact]
    public async Task A_gap_is_told_under_the_name_that_the_field_has_there()
    {
        Finding[] media = Of(await Diagnosis.OfAsync(cms, s => s with { Fields = s.Fields.Add("media.prefix", "folder") }), "payload assets");
        media.ShouldContain(f => f.State == FindingState.Broken && f.Message.Contains("no field folder", StringComparison.Ordinal) && f.Remedy.Contains("payload.media_flat_names", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_media_collection_that_takes_no_files_is_told_as_such()
    {
        Finding[] media = Of(await Diagnosis.OfAsync(cms, s => s with { Collections = s.Collections.SetItem("media", "productions") }), "payload productions");
        media.ShouldContain(f => f.State == FindingState.Broken && f.Message.Contains("it is no upload collection", StringComparison.Ordinal) && f.Remedy.Contains("payload.collections", StringComparison.Ordinal));
    }

    private static Finding[] Of(ImmutableArray<Finding> findings, string subject) => [.. findings.Where(f => f.Subject == subject)];
}
