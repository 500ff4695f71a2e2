using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Host.Doctor;
using VideoGen.Jobs;
using VideoGen.OpenRouter.Catalog;
using VideoGen.Payload;
using VideoGen.Payload.Catalog;
using VideoGen.Providers;
using VideoGen.Records;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Tests;

public sealed class VerbTests : IDisposable
{
    private readonly CliRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("generate")]
    [InlineData("bogus")]
    [InlineData("generate", "request.json", "--wait", "soon")]
    [InlineData("status", "a", "b")]
    [InlineData("records", "media", "--limit", "0")]
    [InlineData("plan", "nowhere.json")]
    [InlineData("generate", ".")]
    [InlineData("records", "nothing")]
    [InlineData("records", "media", "--retry")]
    public async Task Bad_input_exits_with_2_and_says_why(params string[] arguments)
    {
        (await _run.RunAsync(arguments)).ShouldBe(2);
        (_run.Output + _run.Error).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Catalog_push_says_what_was_published_and_what_was_there()
    {
        _run.Environment = _run.Environment.Add("VIDEOGEN_PAYLOAD_URL", "http://127.0.0.1:3000").Add("PAYLOAD_API_KEY", "service").Add("CMS_ADMIN_KEY", "admin");
        string? used = null;
        _run.PushCatalog = (_, key) =>
        {
            used = key;
            return Task.FromResult<ImmutableArray<PushedDocument>>([new("prompts", "motion-generic", IsNew: true), new("configs", "fal-ai", IsNew: false)]);
        };

        (await _run.RunAsync("catalog", "push", "--key-variable", "CMS_ADMIN_KEY")).ShouldBe(0);

        used.ShouldBe("admin");
        _run.Output.ShouldContain("prompts: motion-generic published");
        _run.Output.ShouldContain("configs: fal-ai is there already");
    }

    [Fact]
    public async Task The_ledger_is_upgraded_and_moved_by_the_settings_and_says_what_was_done()
    {
        _run.Environment = _run.Environment.Add("VIDEOGEN_LEDGER_CONNECTION", "Host=db.internal;Database=videogen");
        string? place = null;
        _run.CopyLedger = settings =>
        {
            place = settings.Ledger.Connection;
            return Task.FromResult("12 rows were moved.");
        };

        (await _run.RunAsync("ledger", "upgrade", "--json")).ShouldBe(0);
        (await _run.RunAsync("ledger", "copy")).ShouldBe(0);

        _run.Output.ShouldContain("\"done\": \"upgraded\"");
        _run.Output.ShouldContain("12 rows were moved.");
        place.ShouldBe("Host=db.internal;Database=videogen");
    }

    [Fact]
    public async Task A_ledger_that_is_in_use_is_not_moved_and_the_exit_says_so()
    {
        _run.Environment = _run.Environment.Add("VIDEOGEN_LEDGER_CONNECTION", "Host=db.internal;Database=videogen");
        _run.CopyLedger = _ => throw new LedgerException(new Problem(ProblemCodes.LedgerLocked, "", "A process has the ledger open.", "Stop it."));

        (await _run.RunAsync("ledger", "copy")).ShouldBe(ExitCode.Broken);
        _run.Error.ShouldContain("A process has the ledger open.");
    }

    [Fact]
    public async Task A_ledger_that_has_nowhere_to_go_is_a_matter_of_settings()
    {
        (await _run.RunAsync("ledger", "copy")).ShouldBe(ExitCode.BadInput);
        _run.Error.ShouldContain("setting_invalid at /ledger/connection");
    }

    [Fact]
    public async Task Presets_refresh_proposes_and_publishes_nothing()
    {
        _run.RefreshPresets = () => Task.FromResult<(ImmutableArray<PresetProposal>, Problem?)>(([new("google/veo-3.1-lite", "changed", ["- price: $0.03 a second", "+ price: $0.04 a second"], null)], null));

        (await _run.RunAsync("presets", "refresh")).ShouldBe(0);
        _run.Output.ShouldContain("google/veo-3.1-lite: changed");
        _run.Output.ShouldContain("+ price: $0.04 a second");
        _run.Output.ShouldContain("Nothing was published.");

        (await _run.RunAsync("presets", "refresh", "--json")).ShouldBe(0);
        _run.Output.ShouldContain("\"change\": \"changed\"");
    }

    [Fact]
    public async Task Presets_refresh_says_why_the_catalogue_cannot_be_read()
    {
        _run.RefreshPresets = () => Task.FromResult<(ImmutableArray<PresetProposal>, Problem?)>(([], new Problem("catalogue_unread", "", "No connection.", "Check it.")));

        (await _run.RunAsync("presets", "refresh")).ShouldNotBe(0);
        _run.Error.ShouldContain("Check it.");
    }

    [Fact]
    public async Task Catalog_push_without_the_rights_names_the_option_that_helps()
    {
        _run.Environment = _run.Environment.Add("VIDEOGEN_PAYLOAD_URL", "http://127.0.0.1:3000").Add("PAYLOAD_API_KEY", "service");
        _run.PushCatalog = (_, _) => throw new PayloadException(PayloadErrorKind.Forbidden, 403, "cms answered 403 to POST prompts.", []);

        (await _run.RunAsync("catalog", "push")).ShouldBe(2);
        _run.Error.ShouldContain("--key-variable");
        (await _run.RunAsync("doctor", "--try")).ShouldBe(2);
        _run.Error.ShouldContain("--try goes with --payload");
    }

    [Fact]
    public async Task Doctor_looks_at_a_cluster_only_where_there_is_one()
    {
        (await _run.RunAsync("doctor", "--cluster")).ShouldBe(2);
        (_run.Output + _run.Error).ShouldContain("There is no cluster");
        (await _run.RunAsync("doctor", "--cluster", "--payload")).ShouldBe(2);
        _run.Error.ShouldContain("look at one thing alone");

        _run.Environment = _run.Environment.Add("VIDEOGEN_LEDGER_CONNECTION", "Host=db.internal;Database=videogen;Username=videogen");
        (await _run.RunAsync("doctor", "--cluster")).ShouldBe(0);
    }

    [Fact]
    public async Task Bad_settings_exit_with_2_and_list_every_problem()
    {
        _run.Environment = _run.Environment.Add("VIDEOGEN_FAL_MAX_PARALLEL", "9").Add("VIDEOGEN_FAL_MAX_PARALEL", "1");

        (await _run.RunAsync("plan", "request.json")).ShouldBe(2);

        _run.Error.ShouldContain("setting_invalid");
        _run.Error.ShouldContain("setting_unknown");
    }

    [Fact]
    public async Task Problems_are_json_on_stdout_where_json_was_asked_for()
    {
        _run.Environment = _run.Environment.Add("VIDEOGEN_FAL_MAX_PARALLEL", "9");

        (await _run.RunAsync("plan", "request.json", "--json")).ShouldBe(2);

        JsonNode.Parse(_run.Output)!["problems"]![0]!["code"]!.GetValue<string>().ShouldBe("setting_invalid");
        _run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_broken_ledger_exits_with_5_and_says_what_to_do()
    {
        _run.Broken = new LedgerException(new Problem("ledger_full", "", "The disk is full.", "Free some space."));

        (await _run.RunAsync("status")).ShouldBe(5);
        _run.Error.ShouldContain("Free some space.");
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_refused_unread()
    {
        _run.Environment = _run.Environment.Add("VIDEOGEN_MAX_REQUEST_BYTES", "1024");
        _run.Input = new string(' ', 2000);

        (await _run.RunAsync("generate", "-")).ShouldBe(2);

        _run.Error.ShouldContain("request_too_large");
        _run.Agent.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Text_that_is_no_json_is_explained_by_the_agent()
    {
        _run.Input = "{ nonsense";
        _run.Agent.OnPlan = _ => new Answer<PlanAnswer>.Refused(Example.Refusal("json_invalid"));

        (await _run.RunAsync("generate", "-", "--provider", "animatic")).ShouldBe(2);

        _run.Error.ShouldContain("json_invalid");
        _run.Agent.Synthesized.ShouldBeEmpty();
    }

    [Fact]
    public async Task Plan_prints_the_plan_as_json()
    {
        (await _run.RunAsync("plan", "request.json", "--json")).ShouldBe(0);
        JsonNode.Parse(_run.Output)!["plan_hash"]!.GetValue<string>().ShouldBe("5f2c9a71");
    }

    [Fact]
    public async Task Plan_compares_when_it_is_asked_to()
    {
        bool? asked = null;
        _run.Agent.OnPlan = request =>
        {
            asked = (bool?)request!["compare"];
            return new Answer<PlanAnswer>.Given(Example.Plan() with { Comparison = Example.Comparison() });
        };

        (await _run.RunAsync("plan", "request.json", "--compare")).ShouldBe(0);

        asked.ShouldBe(true);
        _run.Output.ShouldContain("fal-ai/veo3.1/fast/image-to-video");
        _run.Output.ShouldContain("gen4_turbo at runway: takes no last frame");
        (await _run.RunAsync("plan", "request.json", "--compare", "--all-batches")).ShouldNotBe(0);
    }

    [Fact]
    public async Task Status_of_one_request_has_the_exit_code_of_its_answer()
    {
        _run.Agent.OnGet = _ => new Answer<SynthesisAnswer>.Given(Example.Answer(Example.Failed(FailureError.ProviderPending)));

        (await _run.RunAsync("status", "req_1")).ShouldBe(4);
        _run.Agent.Got.ShouldBe(["req_1 0"]);
    }

    [Fact]
    public async Task Status_without_an_id_lists_the_newest()
    {
        _run.Agent.Requests = [Example.Record()];
        _run.Agent.Jobs = [Example.Job(1), Example.Job(2)];

        (await _run.RunAsync("status", "--json")).ShouldBe(0);

        JsonNode row = JsonNode.Parse(_run.Output)![0]!;
        row["request_id"]!.GetValue<string>().ShouldBe(Example.RequestId);
        row["segments"]![1]!["state"]!.GetValue<string>().ShouldBe("succeeded");
    }

    [Fact]
    public async Task Cancel_that_leaves_nothing_running_exits_with_0()
    {
        _run.Agent.OnGet = _ => new Answer<SynthesisAnswer>.Given(Example.Answer(Example.Failed(FailureError.Cancelled)));
        (await _run.RunAsync("cancel", "req_1")).ShouldBe(0);

        _run.Agent.OnGet = _ => new Answer<SynthesisAnswer>.Given(Example.Answer(Example.Failed(FailureError.ProviderPending)));
        (await _run.RunAsync("cancel", "req_1")).ShouldBe(4);
    }

    [Fact]
    public async Task Without_a_collection_records_says_what_the_CMS_does_not_hold_yet()
    {
        _run.Agent.Backlog = new RecordBacklog(2, Example.At, null, [new RefusedRecord("job_1", "status: no such choice", Example.At, Example.At)]);

        (await _run.RunAsync("records")).ShouldBe(0);

        _run.Agent.Retried.ShouldBeFalse();
        JsonNode said = JsonNode.Parse(_run.Output)!;
        ((int?)said["waiting"], (int?)said["refused_count"], (string?)said["refused"]![0]!["reason"]).ShouldBe((2, 1, "status: no such choice"));
    }

    [Fact]
    public async Task Records_are_delivered_on_demand_where_a_CMS_is_set()
    {
        (await _run.RunAsync("records", "--retry")).ShouldBe(0);
        _run.Agent.Retried.ShouldBeTrue();

        _run.Agent.Backlog = new RecordBacklog(2, Example.At, "the CMS is down", []);
        (await _run.RunAsync("records", "--retry")).ShouldBe(4);
        _run.Agent.Backlog = _run.Agent.Backlog with { RefusedCount = 1 };
        (await _run.RunAsync("records", "--retry")).ShouldBe(3);

        _run.Agent.PayloadIsSet = false;
        (await _run.RunAsync("records", "--retry")).ShouldBe(2);
        _run.Output.ShouldContain("payload_off");
    }

    [Fact]
    public async Task Records_are_read_by_the_name_of_the_collection_in_any_case()
    {
        (await _run.RunAsync("records", "VIDEOGENJOBS", "--limit", "3", "--id", "job_1")).ShouldBe(0);
        JsonNode.Parse(_run.Output)![0]!.GetValue<string>().ShouldBe("videoGenJobs 3 job_1");
    }

    [Fact]
    public async Task Doctor_exits_with_5_when_something_is_broken()
    {
        _run.Findings = [new Finding("ffmpeg", FindingState.Broken, "It is not there.", "Install it with: sudo apt-get install ffmpeg")];

        (await _run.RunAsync("doctor")).ShouldBe(5);
        _run.Output.ShouldContain("✗ ffmpeg: It is not there.");

        _run.Findings = [new Finding("webhook", FindingState.Warning, "None is set; jobs are only polled.")];
        (await _run.RunAsync("doctor", "--json")).ShouldBe(0);
    }

    [Fact]
    public async Task A_defect_is_a_sentence_and_exit_code_5()
    {
        _run.Agent.OnPlan = _ => throw new InvalidOperationException("boom");

        (await _run.RunAsync("plan", "request.json")).ShouldBe(5);
        _run.Error.ShouldContain("internal_error");
    }

    [Fact]
    public async Task The_server_that_is_not_there_is_a_named_problem()
    {
        (await _run.RunAsync("serve", "--port", "1")).ShouldBe(5);
        _run.Error.ShouldContain("server_missing");
    }

    [Fact]
    public async Task Settle_hands_on_what_was_billed_who_says_so_and_why()
    {
        (string, string, string, string?) asked = default;
        _run.Agent.OnSettle = (job, billed, who, why) =>
        {
            asked = (job, billed, who, why);
            return new Answer<Job>.Given(Testing.Samples.Job("a") with { BilledUsd = 0.45m, ReservedUsd = 0 });
        };

        (await _run.RunAsync("settle", "job_1", "--billed", "0.45", "--by", "mara", "--reason", "invoice")).ShouldBe(0);

        asked.ShouldBe(("job_1", "0.45", "mara", "invoice"));
        _run.Output.ShouldContain("$0.45");
        (await _run.RunAsync("settle", "job_1", "--billed", "no", "--json")).ShouldBe(0);
        asked.ShouldBe(("job_1", "no", Environment.UserName, null));
        (await _run.RunAsync("settle", "job_1")).ShouldBe(2);
    }

    [Fact]
    public async Task Help_names_every_verb()
    {
        (await _run.RunAsync("--help")).ShouldBe(0);
        foreach (string verb in (string[])["generate", "plan", "status", "cancel", "redeliver", "settle", "records", "report", "dryrun", "doctor", "mcp", "serve", "simulate-fal", "simulate-openrouter", "simulate-runway"])
        {
            _run.Output.ShouldContain($"  {verb}");
        }
    }
}
