using System.CommandLine;
using System.CommandLine.Help;
using VideoGen.Cli.Verbs;
using VideoGen.Host.Configuration;
using VideoGen.Import;
using VideoGen.Records;
using VideoGen.Reports;

namespace VideoGen.Cli;

/// <summary>The command line: verbs, their arguments and options, and what each says about itself.</summary>
internal sealed partial class CommandTree
{
    private readonly Option<string?> _settings = new("--settings") { Description = "Settings file (default: ./videogen.json).", HelpName = "FILE", Recursive = true };
    private readonly Func<string?, bool, VerbContext> _open;

    /// <summary>A tree.</summary>
    /// <param name="open">Makes the context of a call from its settings file and whether it answers in JSON.</param>
    public CommandTree(Func<string?, bool, VerbContext> open) => _open = open;

    /// <summary>The root of the tree.</summary>
    public Command Build() => new("videogen", "Turns storyboard frames into short motion segments.")
    {
        new HelpOption(), new VersionOption(), _settings, Import(), Generate(), Plan(), Status(), Takes(), Choose(), Again(), Cancel(), Redeliver(), Settle(), Records(), Report(), Export(), Audit(), Dryrun(), Doctor(), Catalog(), Ledger(), Presets(), Token(), Mcp(),
        Server("serve", "Start the server: it follows jobs in the background and takes webhooks.", "videogen-server", "VideoGen.Server"),
        Server("simulate-fal", "Start the fal simulator on loopback.", "videogen-fal-simulator", "VideoGen.FalSimulator"),
        Server("simulate-openrouter", "Start the OpenRouter simulator on loopback.", "videogen-simulators", "VideoGen.Simulators", "openrouter"),
        Server("simulate-runway", "Start the Runway simulator on loopback.", "videogen-simulators", "VideoGen.Simulators", "runway"),
        Lint(),
    };

    private Command Generate()
    {
        Argument<string?> request = new("REQUEST.json") { Description = "The request, or - for stdin; needless with --plan-hash.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> planHash = new("--plan-hash") { Description = "Order exactly this plan. Alone, it orders what 'videogen plan' planned within a day.", HelpName = "HASH" };
        Option<string?> key = new("--request-key") { Description = "Your name for the order: given again, it finds the same request (default with --plan-hash alone: the plan's own).", HelpName = "KEY" };
        Option<string?> folder = new("--out") { Description = "Put clips, answer.json and a contact sheet (index.html) here.", HelpName = "DIR" };
        Option<string?> provider = Provider();
        Option<bool> all = new("--all-batches") { Description = "Cut a request that is too long into batches and run them one after the other." };
        Option<bool> take = new("--another-take") { Description = "Render the order once more although it is still being made, instead of joining that." };
        Option<double?> wait = Wait("Longest wait in seconds (default: what the request says, at most 90).");
        Option<bool> json = Json();
        var command = new Command("generate", "Render a storyboard.") { request, planHash, key, folder, provider, all, take, wait, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(request) is null && result.GetValue(planHash) is null)
            {
                result.AddError("generate needs REQUEST.json, or --plan-hash of a plan that was made within a day.");
            }

            if (result.GetValue(planHash) is not null && (result.GetValue(all) || result.GetValue(provider) is not null))
            {
                result.AddError("--plan-hash goes without --provider and --all-batches: a plan is ordered as it was planned.");
            }
        });
        command.SetAction((call, _) => new GenerateVerb(Open(call, json), new GenerateOptions
        {
            Request = call.GetValue(request),
            PlanHash = call.GetValue(planHash),
            RequestKey = call.GetValue(key),
            Out = call.GetValue(folder),
            Provider = call.GetValue(provider),
            AllBatches = call.GetValue(all),
            AnotherTake = call.GetValue(take),
            WaitSeconds = call.GetValue(wait),
        }).RunAsync());
        return command;
    }

    private Command Plan()
    {
        Argument<string> request = Request();
        Option<string?> provider = Provider();
        Option<bool> json = Json();
        Option<string[]> off = Off();
        Option<bool> all = new("--all-batches") { Description = "Cut a request that is too long into batches and show all of them with one total price." };
        Option<bool> compare = new("--compare") { Description = "Show what it costs with every other model and provider, and why some do not fit." };
        var command = new Command("plan", "Show what would be rendered and what it would cost. Spends nothing.") { request, provider, all, compare, off, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) && result.GetValue(compare))
            {
                result.AddError("--compare goes without --all-batches: it compares what one request costs.");
            }
        });
        command.SetAction((call, _) => new PlanVerb(
            Open(call, json), call.GetRequiredValue(request), call.GetValue(provider), call.GetValue(all), call.GetValue(compare), LintVerb.Ids(call.GetValue(off))).RunAsync());
        return command;
    }

    private Command Lint()
    {
        Argument<string> request = Request();
        Option<string?> provider = Provider();
        Option<string[]> off = Off();
        Option<bool> json = Json();
        Option<bool> sarif = new("--sarif") { Description = "Print the result as SARIF 2.1.0, for editors and build servers." };
        var command = new Command("lint", "Say what will probably disappoint in a storyboard, however long it is. Spends nothing.") { request, provider, off, sarif, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(sarif) && result.GetValue(json))
            {
                result.AddError("--sarif goes without --json.");
            }
        });
        command.SetAction((call, _) => new LintVerb(
            Open(call, json), call.GetRequiredValue(request), call.GetValue(provider), LintVerb.Ids(call.GetValue(off)), call.GetValue(sarif)).RunAsync());
        return command;
    }

    private Command Import()
    {
        Argument<string> source = new("SOURCE") { Description = "A storyboard as .csv, .tsv, .md or .fountain, or a folder of pictures named like sc010_sh020.png." };
        Option<string[]> columns = new("--map") { Description = "Take a column of a table for a field, such as \"Shot size=camera_notes\"; may be repeated.", HelpName = "HEADING=FIELD" };
        Option<string?> images = new("--images") { Description = "Folder of the stills (default: that of the source); stills that the source does not name are found in it by scene and shot.", HelpName = "DIR" };
        Option<int?> scene = Number<int>("--scene", "N", "The scene of everything, where the source names none.", "a whole number from 0 to 1000000", number => number is >= 0 and <= 1_000_000);
        Option<bool> fill = new("--fill-down") { Description = "An empty cell of the scene means the one above, as merged cells are exported." };
        Option<bool> gaps = new("--allow-gaps") { Description = "Take numbers of scenes and shots that leave some out." };
        Option<string?> description = new("--description") { Description = "What every picture of a folder shows that has no text of its own.", HelpName = "TEXT" };
        Option<decimal?> fps = Number<decimal>("--fps", "N", "Frames a second of time codes.", "a number of frames a second, such as 24 or 23.976", number => number is > 0 and <= 1000);
        Option<string?> project = new("--project") { Description = "Project of the request.", HelpName = "ID" };
        Option<string?> episode = new("--episode") { Description = "Episode of the request.", HelpName = "ID" };
        var command = new Command("import", "Make a request of a storyboard that was written elsewhere, and print it.") { source, columns, images, scene, fill, gaps, description, fps, project, episode };
        command.SetAction((call, _) => new ImportVerb(_open(call.GetValue(_settings), false), call.GetRequiredValue(source), [.. call.GetValue(columns) ?? []], new ImportOptions
        {
            Images = call.GetValue(images),
            Scene = call.GetValue(scene),
            FillDown = call.GetValue(fill),
            AllowGaps = call.GetValue(gaps),
            Description = call.GetValue(description),
            FramesPerSecond = call.GetValue(fps),
            ProjectId = call.GetValue(project),
            EpisodeId = call.GetValue(episode),
        }).RunAsync());
        return command;
    }

    private Command Status()
    {
        Argument<string?> id = new("ID") { Description = "Request (req_…); without it, the newest requests.", Arity = ArgumentArity.ZeroOrOne };
        Option<double?> wait = Wait("Wait this many seconds for what is unfinished.");
        Option<bool> json = Json();
        var command = new Command("status", "Show where requests stand.") { id, wait, json };
        command.SetAction((call, _) => new StatusVerb(Open(call, json), call.GetValue(id), call.GetValue(wait) ?? 0).RunAsync());
        return command;
    }

    private Command Cancel()
    {
        Argument<string> id = new("ID") { Description = "Request (req_…)." };
        Option<bool> json = Json();
        var command = new Command("cancel", "Stop what is not finished of a request.") { id, json };
        command.SetAction((call, _) => new CancelVerb(Open(call, json), call.GetRequiredValue(id)).RunAsync());
        return command;
    }

    private Command Redeliver()
    {
        Argument<string> job = new("JOB") { Description = "Job (job_…) whose clip exists at the provider." };
        Option<bool> json = Json();
        var command = new Command("redeliver", "Finish the delivery of a clip that was paid for.") { job, json };
        command.SetAction((call, _) => new RedeliverVerb(Open(call, json), call.GetRequiredValue(job)).RunAsync());
        return command;
    }

    private Command Settle()
    {
        Argument<string> job = new("JOB") { Description = "Job (job_…) that has ended; 'videogen doctor' lists those whose bill nobody knows." };
        Option<string> billed = new("--billed") { Description = "What the provider's bill says: yes (the planned price), no, or US dollars.", HelpName = "yes|no|USD", Required = true };
        Option<string?> who = new("--by") { Description = "Who says so (default: the user of this machine).", HelpName = "NAME" };
        Option<string?> why = new("--reason") { Description = "How it is known, for the job's history.", HelpName = "TEXT" };
        Option<bool> json = Json();
        var command = new Command("settle", "Write down what was billed for a job, where the provider did not say.") { job, billed, who, why, json };
        command.SetAction((call, _) => new SettleVerb(
            Open(call, json), call.GetRequiredValue(job), call.GetRequiredValue(billed), call.GetValue(who), call.GetValue(why)).RunAsync());
        return command;
    }

    private Command Records()
    {
        Argument<string?> collection = new("COLLECTION")
        {
            Description = $"{string.Join(", ", RecordCollections.Names)}; without one, what PayloadCMS does not hold yet.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<int?> limit = Number<int>("--limit", "N", "Most documents (default: 20).", "a whole number from 1 to 10000", number => number is >= 1 and <= 10_000);
        Option<string?> id = new("--id") { Description = "Only the document with this id.", HelpName = "ID" };
        Option<bool> retry = new("--retry") { Description = "Deliver what waits for PayloadCMS now, refused documents included." };
        var command = new Command("records", "Print documents of the five collections as JSON, or what PayloadCMS does not hold yet.") { collection, limit, id, retry };
        command.Validators.Add(result =>
        {
            if (result.GetValue(retry) && result.GetValue(collection) is not null)
            {
                result.AddError("--retry goes without a collection.");
            }
        });
        command.SetAction((call, _) => call.GetValue(collection) is { } name
            ? new RecordsVerb(_open(call.GetValue(_settings), true), name, call.GetValue(limit) ?? 20, call.GetValue(id)).RunAsync()
            : new BacklogVerb(_open(call.GetValue(_settings), true), call.GetValue(retry)).RunAsync());
        return command;
    }

    private Command Report()
    {
        Option<string?> project = new("--project") { Description = "Only this project.", HelpName = "ID" };
        Option<string?> episode = new("--episode") { Description = "Only this episode.", HelpName = "ID" };
        Option<string?> since = new("--since") { Description = "Only what was ordered since a day (2026-11-01, UTC) or a time (2026-11-01T12:00:00Z).", HelpName = "WHEN" };
        Option<string?> by = new("--by") { Description = "Group the figures.", HelpName = string.Join('|', ReportQueryReader.GroupNames) };
        Option<bool> csv = new("--csv") { Description = "Print the result as CSV." };
        Option<bool> json = Json();
        var command = new Command("report", "Show success, latency, seconds, spend and waste of what was ordered.") { project, episode, since, by, csv, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(csv) && result.GetValue(json))
            {
                result.AddError("--csv goes without --json.");
            }
        });
        command.SetAction((call, _) => new ReportVerb(
            Open(call, json),
            [(ReportQueryReader.Project, call.GetValue(project)), (ReportQueryReader.Episode, call.GetValue(episode)), (ReportQueryReader.Since, call.GetValue(since)), (ReportQueryReader.By, call.GetValue(by))],
            call.GetValue(csv)).RunAsync());
        return command;
    }

    private Command Dryrun()
    {
        Option<string?> provider = Provider();
        Option<bool> json = Json();
        var command = new Command("dryrun", "Render the sample storyboard and prove that the clips join for the editor.") { provider, json };
        command.SetAction((call, _) => new DryrunVerb(Open(call, json), call.GetValue(provider)).RunAsync());
        return command;
    }

    private Command Doctor()
    {
        Option<bool> json = Json();
        Option<bool> payload = new("--payload") { Description = "Check PayloadCMS alone: its address, key, rights, collections and fields." };
        Option<bool> tries = new("--try") { Description = "With --payload: store a small clip with every field that clips get, fetch it, and remove it." };
        Option<bool> cluster = new("--cluster") { Description = "Check the nodes of the cluster alone: which live, what jobs they have, whether clocks agree." };
        var command = new Command("doctor", "Check this machine and say what to do.") { payload, tries, cluster, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(tries) && !result.GetValue(payload))
            {
                result.AddError("--try goes with --payload.");
            }

            if (result.GetValue(cluster) && result.GetValue(payload))
            {
                result.AddError("--cluster and --payload each look at one thing alone.");
            }
        });
        command.SetAction((call, _) => new DoctorVerb(Open(call, json), new DoctorScope(call.GetValue(payload), call.GetValue(tries), call.GetValue(cluster))).RunAsync());
        return command;
    }

    // Answered before this tree is built; here so that the help knows it.
    private static Command Mcp() => new("mcp", "Serve the tools to an MCP client on stdin and stdout.");

    private Command Server(string name, string description, string program, string project, params string[] first)
    {
        Argument<string[]> rest = new("ARGUMENTS") { Description = $"Handed on to {program}.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(name, description) { rest };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((call, _) => new ServerVerb(
            _open(call.GetValue(_settings), false), program, project, [.. first, .. call.GetValue(rest) ?? [], .. call.UnmatchedTokens]).RunAsync());
        return command;
    }

    private static Argument<string> Request() => new("REQUEST.json") { Description = "The request, or - for stdin." };

    private static Option<string?> Provider(string description = "Provider instead of the request's")
    {
        Option<string?> provider = new("--provider") { Description = $"{description}: {string.Join(", ", ProvidersSettings.Known)}.", HelpName = "NAME" };
        provider.Validators.Add(result =>
        {
            if (result.Tokens is [.., var name] && !ProvidersSettings.Known.Contains(name.Value))
            {
                result.AddError($"--provider names no provider: '{name.Value}'. Use one of: {string.Join(", ", ProvidersSettings.Known)}.");
            }
        });
        return provider;
    }

    private static Option<string[]> Off() => new("--off") { Description = "Switch off a rule of the lint, such as slot-waste; may be repeated.", HelpName = "ID" };

    private static Option<bool> Json() => new("--json") { Description = "Print the result as JSON." };

    private VerbContext Open(ParseResult call, Option<bool> json) => _open(call.GetValue(_settings), call.GetValue(json));
}
