using System.Collections.Immutable;
using VideoGen.Cli.Output;
using VideoGen.Cli.Requests;
using VideoGen.Cli.Tables;
using VideoGen.Cli.Terminal;
using VideoGen.Contract;
using VideoGen.Host.Configuration;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen generate</c>: a request goes in; clips, answer and contact sheet come out.</summary>
internal sealed class GenerateVerb(VerbContext context, GenerateOptions options)
{
    private OutFolder? _folder;

    /// <summary>Runs it.</summary>
    public Task<int> RunAsync() => context.WithAgentAsync(async (agent, settings) =>
    {
        if (!TryOut())
        {
            return ExitCode.BadInput;
        }

        try
        {
            return await RunAsync(agent, settings);
        }
        finally
        {
            if (context.Kept.Count == 0)
            {
                _folder?.Withdraw();
            }
        }
    });

    private async Task<int> RunAsync(IAgent agent, Settings settings)
    {
        if (await LoadAsync(agent, settings) is not { } document)
        {
            return ExitCode.BadInput;
        }

        BatchQueue? queue = options.AllBatches
            ? await BatchQueue.PlanAsync(agent.Segments, document, context, checkStills: true)
            : BatchQueue.Single(document);
        if (queue is null)
        {
            return ExitCode.BadInput;
        }

        ImmutableArray<BatchRun> runs = await RunAllAsync(agent, queue);
        return await FinishAsync(agent, runs);
    }

    private bool TryOut()
    {
        if (options.Out is not { } path)
        {
            return true;
        }

        Problem? problem;
        if (LocalPath.Read(path, context.Environment.WorkingFolder) is LocalPath.Found found)
        {
            _folder = new OutFolder(found.Path);
            problem = _folder.Probe();
        }
        else
        {
            var unusable = (LocalPath.Unusable)LocalPath.Read(path, context.Environment.WorkingFolder);
            problem = new Problem("out_unusable", "", $"--out {path} is {unusable.Reason}.", unusable.Remedy);
        }

        if (problem is not null)
        {
            context.Refuse([problem]);
        }

        return problem is null;
    }

    private async Task<RequestDocument?> LoadAsync(IAgent agent, Settings settings)
    {
        double? wait = options.WaitSeconds is { } seconds ? Math.Min(seconds, RequestRun.LongestCall.TotalSeconds) : null;
        if (options.Request is not { } request)
        {
            return new RequestDocument("{}"u8.ToArray(), context.Environment.WorkingFolder).With(null, wait, options.AnotherTake)?.Approving(options.PlanHash, options.RequestKey);
        }

        switch (await RequestLoading.LoadAsync(request, context.Environment, settings.MaxRequestBytes, context.Interrupted))
        {
            case RequestLoading.Failed failed:
                context.Refuse([failed.Problem]);
                return null;
            case RequestLoading.Loaded loaded:
                return loaded.Document.With(options.Provider, wait, options.AnotherTake)?.Approving(options.PlanHash, options.RequestKey) ?? await UnchangeableAsync(agent, loaded.Document);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The text is no request that could be changed: the agent knows best what is wrong with it.</summary>
    private async Task<RequestDocument?> UnchangeableAsync(IAgent agent, RequestDocument document)
    {
        Answer<PlanAnswer> plan = await agent.Segments.PlanAsync(document.Call, context.Interrupted);
        context.Refuse(plan is Answer<PlanAnswer>.Refused refused
            ? refused.Refusal
            : new Refusal
            {
                Problems = [new Problem("json_invalid", "", "The request is not one JSON object with every member once.", "Correct it, or leave out --provider, --wait, --another-take, --plan-hash and --request-key.")],
            });
        return null;
    }

    private async Task<ImmutableArray<BatchRun>> RunAllAsync(IAgent agent, BatchQueue queue)
    {
        ImmutableArray<BatchRun>.Builder runs = ImmutableArray.CreateBuilder<BatchRun>();
        TimeSpan? wait = options.WaitSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        foreach (PlannedBatch batch in queue.Batches)
        {
            // An episode with a hole in it is of no use: what is refused ends the run.
            if (context.Interrupted.IsCancellationRequested || runs.LastOrDefault() is { Answer: null or Answer<SynthesisAnswer>.Refused })
            {
                runs.Add(new BatchRun(batch, null));
                continue;
            }

            if (queue.Batches.Length > 1 && (!context.Json || context.Environment.ErrorIsTerminal))
            {
                context.Hints.Line($"Batch {batch.Number} of {queue.Batches.Length}", Styles.Heading);
            }

            using IRunProgress progress = context.Progress();
            var run = new RequestRun(agent.Segments, progress, context.Environment.Time, context.Interrupted);
            SynthesisCall call = queue.Batches.Length > 1
                ? queue.Before(batch, batch.Document.Call) with { Part = $"Batch {batch.Number} of {queue.Batches.Length}: the storyboard is too long for one request." }
                : batch.Document.Call;
            runs.Add(new BatchRun(batch, batch.Document.InWhole(await run.StartAsync(call, wait))));
        }

        return runs.ToImmutable();
    }

    private async Task<int> FinishAsync(IAgent agent, ImmutableArray<BatchRun> runs)
    {
        if (!options.AllBatches && runs is [{ Answer: Answer<SynthesisAnswer>.Refused { Refusal: var refusal } }])
        {
            return context.Refuse(refusal, isOrder: true);
        }

        context.Kept.AddRange(runs.Select(r => r.Answer).OfType<Answer<SynthesisAnswer>.Given>().Select(a => a.Value.RequestId));
        int code = BatchRun.CodeOf(runs);
        System.Text.Json.Nodes.JsonNode document = BatchRun.ToJson(runs, options.AllBatches);
        if (_folder is { } folder)
        {
            code = ExitCode.Worst(code, await folder.FillAsync(agent, runs, document, context));
        }

        if (context.Json)
        {
            context.WriteJson(document);
        }
        else
        {
            WriteTables(runs);
        }

        HowToGoOn.Write(context, runs);
        return code;
    }

    private void WriteTables(ImmutableArray<BatchRun> runs)
    {
        foreach (BatchRun run in runs)
        {
            if (runs.Length > 1)
            {
                context.Output.Heading($"Batch {run.Batch.Number} of {runs.Length}");
            }

            switch (run.Answer)
            {
                case Answer<SynthesisAnswer>.Given given:
                    ResultTable.Write(context.Output, given.Value, _folder?.FilesOf(given.Value.RequestId) ?? ImmutableDictionary<string, string>.Empty);
                    break;
                case Answer<SynthesisAnswer>.Refused refused:
                    RefusalList.Write(context.Output, refused.Refusal, isOrder: true);
                    break;
                default:
                    context.Output.Line("Not begun: the run ended before it.");
                    break;
            }
        }

        if (_folder is { HasSheet: true } folder)
        {
            context.Output.Unwrapped($"Contact sheet  {folder.SheetPath}");
        }
    }
}
