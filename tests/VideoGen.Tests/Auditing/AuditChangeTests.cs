using VideoGen.Auditing;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Tests.Auditing;

/// <summary>Whatever is changed in a bundle is found, by its hash, by another of its documents, or by the replay.</summary>
public sealed class AuditChangeTests : AuditStageTest
{
    [Fact]
    public async Task Every_entry_that_is_changed_removed_or_added_is_named()
    {
        Job job = await DeliveredAsync();
        byte[] bundle = await BundleAsync(job.RequestId);
        foreach (string name in Entries(bundle).Keys)
        {
            AuditReport changed = await VerifyAsync(Edited(bundle, entries => entries[name] = [.. entries[name][..^1], (byte)(entries[name][^1] ^ 1)]));
            changed.Problems.ShouldContain(p => p.Code == ProblemCodes.BundleChanged && p.Pointer == name, name);
            AuditReport removed = await VerifyAsync(Edited(bundle, entries => entries.Remove(name)));
            removed.Problems.ShouldContain(p => p.Code == ProblemCodes.BundleChanged && p.Pointer == name, name);
        }

        AuditReport added = await VerifyAsync(Edited(bundle, entries => entries["jobs/more.json"] = "{}"u8.ToArray()));
        added.Problems.ShouldHaveSingleItem().Pointer.ShouldBe("jobs/more.json");
    }

    [Theory]
    [InlineData("jobs/{0}/job.json", "\"billed_usd\": ", "\"billed_usd\": 1", "jobs/{0}/job.json#/billed_usd")]
    [InlineData("jobs/{0}/job.json", "\"request_id\": \"p-", "\"request_id\": \"q-", "jobs/{0}/job.json#/provider_job/request_id")]
    [InlineData("plan.json", "\"plan_hash\": \"", "\"plan_hash\": \"0", "plan.json#/plan_hash")]
    [InlineData("catalog/templates.json", "\"template_text\": \"", "\"template_text\": \"Slowly. ", "plan.json#")]
    [InlineData("jobs/{0}/exchanges.json", "\"said\": \"succeeded\"", "\"said\": \"running\"", "jobs/{0}/events.json")]
    [InlineData("jobs/{0}/events.json", "\"to\": \"succeeded\"", "\"to\": \"expired\"", "jobs/{0}/events.json")]
    public async Task A_document_that_was_changed_together_with_every_hash_is_found_by_the_replay(string name, string before, string after, string place)
    {
        Job job = await DeliveredAsync();
        (name, place) = (string.Format(null, name, job.Id), string.Format(null, place, job.Id));

        AuditReport report = await VerifyAsync(Forged(await BundleAsync(job.RequestId), name, text => text.Replace(before, after, StringComparison.Ordinal)));

        report.Problems.ShouldContain(p => p.Code == ProblemCodes.ReplayDiffers && p.Pointer.StartsWith(place, StringComparison.Ordinal), string.Join('\n', report.Problems));
    }

    [Fact]
    public async Task A_state_that_was_changed_together_with_the_manifest_contradicts_the_history()
    {
        Job job = await DeliveredAsync();
        string name = $"jobs/{job.Id}/job.json";

        AuditReport report = await VerifyAsync(Forged(await BundleAsync(job.RequestId), name, text => text.Replace("\"state\": \"succeeded\"", "\"state\": \"expired\"", StringComparison.Ordinal)));

        report.Problems.ShouldContain(p => p.Code == ProblemCodes.BundleContradicts && p.Pointer == $"{name}#/state");
    }

    [Fact]
    public async Task A_prompt_that_was_changed_together_with_the_manifest_is_a_contradiction()
    {
        Job job = await DeliveredAsync();
        string name = $"jobs/{job.Id}/prompt.txt";

        AuditReport report = await VerifyAsync(Forged(await BundleAsync(job.RequestId), name, text => text + " In colour."));

        report.Problems.ShouldHaveSingleItem().Pointer.ShouldBe(name);
    }
}
