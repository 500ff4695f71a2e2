using System.Collections.Immutable;
using VideoGen.Host.Doctor;
using VideoGen.Payload.Tests.Cms;

namespace VideoGen.Payload.Tests.Schema;

/// <summary>The doctor says precisely what is missing, over plain REST, with the key of the service account.</summary>
public abstract class PayloadDiagnosticTests(CmsServer cms)
{
    [Fact]
    public async Task The_CMS_of_this_repository_has_everything()
    {
        ImmutableArray<Finding> findings = await Diagnosis.OfAsync(cms);
        findings.ShouldAllBe(f => f.State == FindingState.Good, string.Join("\n", findings));
        findings.Select(f => f.Subject).ShouldBe(["payload", "payload videoGenPromptTemplates", "payload videoGenProviderConfigs", "payload videoGenJobs", "payload videoSegments", "payload media", "clock", "payload records"]);
    }

    [Fact]
    public async Task A_trial_stores_a_small_clip_and_leaves_nothing()
    {
        Finding trial = (await Diagnosis.OfAsync(cms, tries: true)).Where(f => f.Subject == "payload trial").ShouldHaveSingleItem();

        trial.State.ShouldBe(FindingState.Good, trial.ToString());
        using CmsAdmin admin = await cms.SignInAsync();
        (await admin.ListAsync("media")).ShouldNotContain(d => (string?)d["project_id"] == "videogen-doctor");
    }

    [Fact]
    public async Task A_wrong_key_a_wrong_prefix_and_a_wrong_account_collection_are_told_apart()
    {
        (await Diagnosis.OfAsync(cms, key: "another"))[0].Remedy.ShouldContain("PAYLOAD_API_KEY");
        (await Diagnosis.OfAsync(cms, change: s => s with { ApiPrefix = "/rest" }))[0].Remedy.ShouldContain("payload.api_prefix");
        (await Diagnosis.OfAsync(cms, change: s => s with { AuthCollection = "accounts" }))[0].Remedy.ShouldContain("payload.auth_collection");
        (await Diagnosis.OfAsync(cms, change: s => s with { Url = "http://127.0.0.1:1" }))[0].Remedy.ShouldContain("payload.url");
    }
}
