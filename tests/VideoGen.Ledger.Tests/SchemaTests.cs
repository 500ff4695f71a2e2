using VideoGen.Jobs;
using VideoGen.Ledger.Sql;
using VideoGen.Ledger.Sqlite;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests;

/// <summary>Ledgers of older versions are brought to this one.</summary>
public sealed class SchemaTests : IDisposable
{
    // Makes a ledger of this version one of version 3.
    private const string BackToThree =
        """
        drop index job_of_provider_request; alter table job drop column provider_request_id;
        drop index job_of_webhook; alter table job drop column webhook_id;
        drop index request_of_project; alter table request drop column project_id;
        drop index job_owned; alter table job drop column owner;
        drop table kept_plan;
        drop table process; alter table job drop column follower;
        drop table joined_key;
        drop index job_open; alter table job drop column provider; alter table job drop column created_at;
        drop index request_of_order; alter table request drop column order_hash;
        drop index job_of_clip; alter table job drop column clip_path;
        drop index request_of_caller; alter table request drop column caller;
        delete from schema_version where version > 3;
        """;

    private readonly LedgerFolder _folder = new();
    private readonly CancellationTokenSource _limit = new(LedgerContract.Limit);

    [Fact]
    public async Task A_ledger_of_the_first_version_is_brought_to_this_one_with_its_rows()
    {
        await using (var ledger = Open())
        {
            await ledger.CreateAsync(Samples.Request(), _limit.Token);
            await ledger.File.WriteAsync(
                session => session.Execute(BackToThree)
                    + session.Execute("drop table prompt_template; drop table provider_config; drop table catalog_seed; drop table record_outbox;")
                    + session.Execute("delete from schema_version where version > 1"),
                _limit.Token);
        }

        await using var newer = Open();

        (await newer.ListJobsAsync("req_a", _limit.Token)).Length.ShouldBe(3);
        (await new LedgerCatalog(newer, TimeProvider.System).ReadAsync(_limit.Token)).Providers.ShouldNotBeEmpty();
        (await VersionsAsync(newer)).ShouldBe(Enumerable.Range(1, (int)Schema.Newest).Select(n => (long)n));
    }

    [Fact]
    public async Task Jobs_from_before_the_outbox_are_in_it()
    {
        await using (var ledger = Open())
        {
            await ledger.CreateAsync(Samples.Request(), _limit.Token);
            await ledger.File.WriteAsync(
                session => session.Execute(BackToThree) + session.Execute("drop table record_outbox") + session.Execute("delete from schema_version where version > 2"), _limit.Token);
        }

        await using var newer = Open();
        var now = TimeProvider.System.GetUtcNow();
        var due = await new LedgerOutbox(newer).TakeAsync("s1", now.AddSeconds(1), now.AddMinutes(1), 10, _limit.Token);

        due.Select(d => d.Job.Id).Order().ShouldBe(["job_a_0", "job_a_1", "job_a_2"]);
        due.ShouldAllBe(d => d.IsNew && d.Revision == 1 && d.Events.Length == 1);
        (await newer.CommitAsync(Samples.Step(due[0].Job, JobState.Submitting), _limit.Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task Requests_and_clips_from_before_callers_were_columns_have_theirs()
    {
        await using (var ledger = Open())
        {
            foreach (var (name, caller) in new[] { ("a", "token:ann"), ("b", null) })
            {
                var given = Samples.Request(name, segments: 2);
                await ledger.CreateAsync(given with { Request = given.Request with { Caller = caller } }, _limit.Token);
            }

            var delivered = Samples.Job() with { Clip = Samples.Clip() };
            (await ledger.CommitAsync(Samples.Step(delivered, JobState.Succeeded), _limit.Token)).ShouldBeTrue();
            var kept = Samples.Job("job_a_1", index: 1) with { Clip = Samples.Clip() with { Path = "projects/kept.mp4", Stored = false } };
            (await ledger.CommitAsync(Samples.Step(kept, JobState.Downloading), _limit.Token)).ShouldBeTrue();
            await ledger.File.WriteAsync(session => session.Execute(BackToThree), _limit.Token);
        }

        await using var newer = Open();

        (await newer.ListRequestsOfAsync("token:ann", 9, _limit.Token)).ShouldHaveSingleItem().Id.ShouldBe("req_a");
        (await newer.FindJobOfClipAsync(Samples.Clip().Path, _limit.Token))!.Id.ShouldBe("job_a_0");
        (await newer.FindJobOfClipAsync("projects/kept.mp4", _limit.Token)).ShouldBeNull();
        (await newer.CountPendingAsync(_limit.Token)).ShouldBe(3);
        (await newer.File.ReadAsync(session => string.Concat(session.List(
            "explain query plan select id from job where clip_path = 'x' union all select id from request where caller = 'x'", row => row.GetString(3))), _limit.Token))
            .ShouldSatisfyAllConditions(plan => plan.ShouldContain("job_of_clip"), plan => plan.ShouldContain("request_of_caller"));
    }

    [Fact]
    public async Task Many_that_open_a_new_file_at_once_make_one_ledger()
    {
        var ledgers = Enumerable.Range(0, 8).Select(_ => Open()).ToArray();

        await Task.WhenAll(ledgers.Select((ledger, i) => ledger.CreateAsync(Samples.Request($"r{i}"), _limit.Token).AsTask()));

        (await ledgers[0].ListRequestsAsync(100, _limit.Token)).Length.ShouldBe(8);
        (await VersionsAsync(ledgers[0])).Count.ShouldBe((int)Schema.Newest);
        foreach (var ledger in ledgers)
        {
            await ledger.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_writing_connection_keeps_the_rules_that_make_it_safe()
    {
        await using var ledger = Open();
        await ledger.CreateAsync(Samples.Request(), _limit.Token);

        var settings = await ledger.File.WriteAsync(
            s => (s.Find("pragma journal_mode", r => r.GetString(0)), s.Number("pragma synchronous"), s.Number("pragma wal_autocheckpoint"),
                s.Number("pragma foreign_keys"), s.Number("pragma mmap_size")),
            _limit.Token);

        settings.ShouldBe(("wal", 1, 0, 1, 0)); // normal: commits are flushed beside the writer (LogFlushTests), checkpoints by SQLite
    }

    [Fact]
    public async Task Readers_cannot_write()
    {
        await using var ledger = Open();

        var write = ledger.File.ReadAsync(session => session.Execute("delete from job"), _limit.Token).AsTask();

        await Should.ThrowAsync<LedgerException>(write);
    }

    [Theory]
    [MemberData(nameof(LedgerContract.EveryState), MemberType = typeof(LedgerContract))]
    public void The_states_at_the_provider_are_the_same_in_SQL_and_in_code(JobState state) =>
        StateNames.AtProvider.Contains($"'{StateNames.Of(state)}'", StringComparison.Ordinal)
            .ShouldBe((Samples.Job() with { State = state }).IsAtProvider);

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Dispose();
    }

    private SqliteLedger Open() => new(new SqliteLedgerOptions(_folder.Path), TimeProvider.System);

    private async Task<IReadOnlyList<long>> VersionsAsync(SqliteLedger ledger) => await ledger.File.ReadAsync(
        session => session.List("select version from schema_version order by version", row => row.GetInt64(0)), _limit.Token);
}
