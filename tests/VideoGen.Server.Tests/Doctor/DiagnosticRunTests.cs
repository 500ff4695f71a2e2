using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.FalSimulation.Truth;
using VideoGen.Host.Access;
using VideoGen.Host.Composition;
using VideoGen.Host.Configuration;
using VideoGen.Host.Doctor;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Server.Tests.Rig;
using VideoGen.Testing;

namespace VideoGen.Server.Tests.Doctor;

public sealed class DiagnosticRunTests
{
    [Fact]
    public async Task A_machine_where_everything_works_is_found_healthy_and_nothing_is_spent()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        ImmutableArray<Finding> findings = await DiagnoseAsync(path, path.Settings, TimeProvider.System);
        findings.ShouldAllBe(f => f.State == FindingState.Good);
        findings.Select(f => f.Subject).ShouldBe(
            ["ledger", "disk", "folders", "file handles", "provider animatic", "provider fal-ai", "provider openrouter", "provider runway", "fal key", "fal hosts", "clock", "webhooks", "access"]);
        path.Count(TruthKind.SubmitArrived).ShouldBe(0);
    }

    [Fact]
    public async Task What_nobody_knows_the_bill_of_is_listed_until_it_is_settled()
    {
        await using PaidPath path = await PaidPath.StartAsync("webhook-missing");
        Job job = await path.JobAsync((await path.OrderAsync()).RequestId);
        var failure = new JobFailure(FailureError.ProviderError, "Refused.", Billed.Unknown, "Look it up.");
        Job unknown = job with { Version = job.Version + 1, State = JobState.Failed, Clip = null, Failure = failure, BilledUsd = null, ReservedUsd = 0.4m };
        (await path.Agent.Ledger.CommitAsync(new JobCommit(unknown, []), CancellationToken.None)).ShouldBeTrue();

        Finding money = (await DiagnoseAsync(path, path.Settings, TimeProvider.System)).Single(f => f.Subject == "money");
        money.State.ShouldBe(FindingState.Warning);
        money.Message.ShouldContain(job.ProviderJob!.RequestId);
        money.Message.ShouldContain("$0.40");
        money.Remedy.ShouldContain($"videogen settle {job.Id} --billed");

        await path.Agent.Settlement.SettleAsync(job.Id, "no", "mara", null, CancellationToken.None);
        (await DiagnoseAsync(path, path.Settings, TimeProvider.System)).ShouldNotContain(f => f.Subject == "money");
    }

    [Fact]
    public async Task The_hosts_of_the_last_clips_are_asked_by_the_way_that_clips_come()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        (await path.OrderAsync()).VideoSegments.ShouldHaveSingleItem();
        async Task<Finding> Way(Settings settings)
        {
            await using var agent = new AgentHost(settings, TimeProvider.System, NullLogger.Instance, Key);
            return (await new DiagnosticRun(settings, agent, TimeProvider.System, Key).RunAsync(CancellationToken.None)).Single(f => f.Subject == "clip hosts");
        }

        (await Way(path.Settings)).ShouldSatisfyAllConditions(f => f.State.ShouldBe(FindingState.Good), f => f.Message.ShouldContain("127.0.0.1"));

        // Where no setting names the host, it is a private address like any other, and clips would not be fetched from it.
        Uri elsewhere = new("http://127.0.0.1:1");
        Settings foreign = path.Settings with { Fal = path.Settings.Fal with { QueueUrl = elsewhere, SyncUrl = elsewhere, RestUrl = elsewhere, PlatformUrl = elsewhere } };
        (await Way(foreign)).ShouldSatisfyAllConditions(f => f.State.ShouldBe(FindingState.Warning), f => f.Message.ShouldContain("does not answer the way clips come"));
    }

    [Fact]
    public async Task Hosts_that_do_not_answer_are_named_with_their_setting()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        Settings wrong = path.Settings with { Fal = path.Settings.Fal with { QueueUrl = new Uri("http://127.0.0.1:1"), JwksUrl = new Uri(path.Fal.Addresses.Rest, "nothing.json") } };
        ImmutableArray<Finding> findings = await DiagnoseAsync(path, wrong, TimeProvider.System);
        findings.ShouldContain(f => f.State == FindingState.Broken && f.Remedy.Contains("fal.queue_url"));
        findings.ShouldContain(f => f.State == FindingState.Warning && f.Remedy.Contains("fal.jwks_url"));
    }

    [Fact]
    public async Task A_clock_beyond_half_the_tolerance_is_a_warning()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        var late = new ManualTime(TimeProvider.System.GetUtcNow().AddSeconds(-200));
        Finding clock = (await DiagnoseAsync(path, path.Settings, late)).Single(f => f.Subject == "clock");
        clock.State.ShouldBe(FindingState.Warning);
        clock.Remedy.ShouldContain("NTP");
    }

    [Theory]
    [InlineData(null, "VIDEOGEN_FAL_WEBHOOK_URL")]
    [InlineData("http://127.0.0.1:1", "videogen serve")]
    [InlineData("SIMULATOR", "videogen serve")]
    [InlineData("http://video.example.com", "https")]
    public async Task A_webhook_address_that_leads_nowhere_is_a_warning(string? address, string remedy)
    {
        await using PaidPath path = await PaidPath.StartAsync(webhooks: false, settings: s => s with
        {
            Fal = s.Fal with { WebhookUrl = address == "SIMULATOR" ? s.Fal.QueueUrl.AbsoluteUri : address },
        });
        Finding webhooks = (await DiagnoseAsync(path, path.Settings, TimeProvider.System)).Single(f => f.Subject == "webhooks");
        webhooks.State.ShouldBe(FindingState.Warning);
        webhooks.Remedy.ShouldContain(remedy);
    }

    [Fact]
    public async Task A_key_that_is_missing_or_malformed_is_found()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        var diagnostics = new DiagnosticRun(path.Settings, path.Agent, TimeProvider.System, name => name == "FAL_KEY" ? "abc" : null);
        (await diagnostics.RunAsync(CancellationToken.None)).Single(f => f.Subject == "fal key").State.ShouldBe(FindingState.Warning);
    }

    [Fact]
    public async Task Clips_that_wait_for_the_media_store_are_told_with_the_reason()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        DateTimeOffset later = TimeProvider.System.GetUtcNow().AddMinutes(14); // the running agent leaves them alone
        await path.Agent.Ledger.CreateAsync(Samples.Request("a", 2, later), CancellationToken.None);
        Job job = (await path.Agent.Ledger.ListJobsAsync("req_a", CancellationToken.None))[0];
        Job kept = job with { Clip = Samples.Clip() with { Stored = false, StoreProblem = "400 alt: required" } };
        (await path.Agent.Ledger.CommitAsync(Samples.Step(kept, JobState.Downloading, later), CancellationToken.None)).ShouldBeTrue();

        Finding clips = (await DiagnoseAsync(path, path.Settings, TimeProvider.System)).Single(f => f.Subject == "clips");

        (clips.State, clips.Message).ShouldBe((FindingState.Warning, $"1 clip(s) wait for the media store; the last is of {job.Id}: 400 alt: required"));
    }

    [Fact]
    public async Task Clips_that_the_media_store_refuses_are_told_with_reason_place_and_way_out()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        DateTimeOffset later = TimeProvider.System.GetUtcNow().AddMinutes(14); // the running agent leaves them alone
        await path.Agent.Ledger.CreateAsync(Samples.Request("a", 1, later), CancellationToken.None);
        Job job = (await path.Agent.Ledger.ListJobsAsync("req_a", CancellationToken.None))[0];
        Clip clip = Samples.Clip() with { Stored = false, StoreProblem = "400 alt: required", StoreRemedy = "Fill alt." };
        (await path.Agent.Ledger.CommitAsync(Samples.Step(job with { Clip = clip }, JobState.Failed, later), CancellationToken.None)).ShouldBeTrue();

        Finding clips = (await DiagnoseAsync(path, path.Settings, TimeProvider.System)).Single(f => f.Subject == "clips");

        (clips.State, clips.Remedy).ShouldBe((FindingState.Warning, "Fill alt."));
        clips.Message.ShouldBe($"1 clip(s) are refused by the media store; the last is of {job.Id}: 400 alt: required It is at {clip.Address}.");
    }

    [Fact]
    public async Task Who_could_call_the_server_and_with_what_is_told()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        async Task<Finding> Access(Settings settings) => (await DiagnoseAsync(path, settings, TimeProvider.System)).Single(f => f.Subject == "access");
        Settings open = path.Settings;
        Settings wide = open with { Server = open.Server with { Address = ServerSettings.Everywhere } };
        Settings proxied = open with { Server = open.Server with { WebhookPort = null } };

        (await Access(open)).Message.ShouldBe("the server at 127.0.0.1:0 answers this machine only, without a token.");
        (await Access(wide)).ShouldSatisfyAllConditions(
            refused => refused.State.ShouldBe(FindingState.Broken),
            refused => refused.Message.ShouldContain("refuse to start: server.address lets others than this machine call"),
            refused => refused.Remedy.ShouldContain("videogen token add"));
        await path.Agent.Catalog.PutProviderAsync((await path.Agent.Catalog.ReadAsync(CancellationToken.None)).Provider("fal-ai")! with { WebhookUrl = "https://video.example.com" }, CancellationToken.None);
        (await Access(proxied)).Message.ShouldContain("webhook_url of a provider config");
        new TokenFile(open.Home, TimeProvider.System).Add("ci", VideoGen.Access.Scopes.Read, out _).ShouldBeNull();
        (await Access(wide with { Access = new AccessSettings { Issuer = "https://id.example.com", Audience = "a" } }))
            .ShouldBe(new Finding("access", FindingState.Good, "the server at *:0 asks everybody for a token (server.address lets others than this machine call); it knows 1 token(s) and JWTs of https://id.example.com."));
    }

    private static Task<ImmutableArray<Finding>> DiagnoseAsync(PaidPath path, Settings settings, TimeProvider time) =>
        new DiagnosticRun(settings, path.Agent, time, Key).RunAsync(CancellationToken.None);

    private static string? Key(string name) => name == "FAL_KEY" ? "id:secret-of-somebody" : null;
}
