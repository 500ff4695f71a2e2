using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Simulation.Worlds;
using VideoGen.Synthesis;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Simulation.Agents;

/// <summary>Somebody who wants a storyboard rendered, and behaves as people and programs do: gives up, asks again, asks twice, cancels.</summary>
internal sealed class Caller
{
    private const int MostAttempts = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private readonly World _world;
    private readonly Stage _stage;
    private readonly Fleet _fleet;
    private readonly Intent _intent;
    private readonly JsonObject _request;
    private readonly TimeSpan _wait;

    public Caller(Stage stage, Fleet fleet, int number)
    {
        (_world, _stage, _fleet) = (stage.World, stage, fleet);
        Chance chance = _world.Chance;
        _intent = new Intent { Name = $"caller-{number}", Keys = [.. Enumerable.Range(1, chance.PerMille(700) ? chance.Between(1, 3) : 0).Select(i => $"key-{number}-{i}")] };
        stage.Oracle.Intends(_intent);
        _wait = TimeSpan.FromSeconds(chance.OneOf([0, 0, 5, 30, 90]));
        _request = Storyboard(chance.Between(1, 3), chance.PerMille(500));
        _world.After(chance.Between(TimeSpan.Zero, stage.Weather.Storm / 2), () => _ = LiveAsync());
    }

    /// <summary>True once it wants nothing more.</summary>
    public bool IsContent { get; private set; }

    private async Task LiveAsync()
    {
        try
        {
            Task<SynthesisAnswer?> first = OrderAsync();
            if (_world.Chance.PerMille(200))
            {
                await OrderAsync().ConfigureAwait(false); // the impatient finger
            }

            if (await first.ConfigureAwait(false) is { } answer)
            {
                await AfterwardsAsync(answer).ConfigureAwait(false);
            }
        }
        catch (BrokenConnectionException)
        {
            // It has had enough.
        }
        catch (LedgerException)
        {
            // As above.
        }

        IsContent = true;
        _world.Tell(_intent.Name, $"is content");
    }

    private async Task<SynthesisAnswer?> OrderAsync()
    {
        // What was lost is asked for again with the same key; who orders anew may have made another one.
        string? key = _intent.Keys.Count > 0 ? _world.Chance.OneOf(_intent.Keys) : null;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await CallAsync(key).ConfigureAwait(false);
            }
            catch (Exception e) when (e is BrokenConnectionException or LedgerException)
            {
                _world.Tell(_intent.Name, $"hears: {e.Message}");
                if (attempt == MostAttempts)
                {
                    return null;
                }
            }

            await PauseAsync().ConfigureAwait(false);
        }
    }

    private async Task<SynthesisAnswer?> CallAsync(string? key)
    {
        _request["request_key"] = key;
        byte[] request = System.Text.Encoding.UTF8.GetBytes(_request.ToJsonString());
        TimeSpan? patience = _world.Chance.PerMille(200) ? _world.Chance.AnyMagnitude(TimeSpan.FromMilliseconds(5), TimeSpan.FromMinutes(1)) : null;
        _intent.Calls++;
        Answer<SynthesisAnswer> answer = await AskAsync((agent, gone) => agent.Segments.SynthesizeAsync(new SynthesisCall(request), null, gone), patience).ConfigureAwait(false);
        SynthesisAnswer? told = Heard(answer);
        if (key is not null && told is not null)
        {
            _stage.Oracle.KeyAnswered(_intent, key, told.RequestId);
        }

        return told;
    }

    private async Task AfterwardsAsync(SynthesisAnswer answer)
    {
        string requestId = answer.RequestId;
        for (int i = _world.Chance.Below(4); i > 0; i--)
        {
            await PauseAsync().ConfigureAwait(false);
            switch (_world.Chance.Below(5))
            {
                case 0:
                    Heard(await AskAsync((agent, gone) => agent.Segments.CancelAsync(requestId, gone), null).ConfigureAwait(false));
                    _stage.Oracle.CancelAnswered(requestId);
                    break;
                case 1 when answer.FailedSegments.FirstOrDefault(f => f.ProviderUrl is not null) is { ProviderMetadata.JobId: var jobId }:
                    await RedeliverAsync(jobId).ConfigureAwait(false);
                    break;
                case 2 when _intent.Keys.Count > 0:
                    await OrderAsync().ConfigureAwait(false);
                    break;
                default:
                    answer = Heard(await AskAsync((agent, gone) => agent.Segments.GetAsync(requestId, _wait, null, gone), null).ConfigureAwait(false)) ?? answer;
                    break;
            }
        }
    }

    private async Task RedeliverAsync(string jobId)
    {
        Answer<string> begun = await _fleet.CallAsync(agent => agent.Redelivery.BeginAsync(jobId, CancellationToken.None).AsTask()).ConfigureAwait(false);
        _world.Tell(_intent.Name, $"asks to fetch {jobId} again: {begun.GetType().Name}");
    }

    private Task<Answer<SynthesisAnswer>> AskAsync(Func<Agent, CancellationToken, ValueTask<Answer<SynthesisAnswer>>> call, TimeSpan? patience) =>
        _fleet.CallAsync(async agent =>
        {
            if (patience is not { } longest)
            {
                return await call(agent, CancellationToken.None);
            }

            var gone = new CancellationTokenSource();
            _world.After(longest, () => agent.Process.Post(
                _ =>
                {
                    _world.Tell(_intent.Name, $"hangs up");
                    gone.Cancel();
                },
                null));
            try
            {
                return await call(agent, gone.Token);
            }
            catch (OperationCanceledException)
            {
                throw new BrokenConnectionException();
            }
        });

    private SynthesisAnswer? Heard(Answer<SynthesisAnswer> answer)
    {
        switch (answer)
        {
            case Answer<SynthesisAnswer>.Given given:
                SynthesisAnswer told = given.Value;
                _world.Tell(_intent.Name, $"hears of {told.RequestId}: {told.Status}, {told.VideoSegments.Length} delivered, {string.Join(", ", told.FailedSegments.Select(s => $"{s.SegmentId} {s.Error}"))}");
                _stage.Oracle.Answered(_intent, told);
                return told;
            case Answer<SynthesisAnswer>.Refused refused:
                _world.Tell(_intent.Name, $"is refused: {string.Join(", ", refused.Refusal.Problems.Select(p => p.Code))}");
                _intent.WasRefused = true;
                return null;
            default:
                throw new System.Diagnostics.UnreachableException("An answer is given or refused.");
        }
    }

    private JsonObject Storyboard(int segments, bool settles)
    {
        string onFailure = settles ? "settle" : "halt";
        bool isChained = _world.Chance.PerMille(250);
        JsonObject request = isChained ? SampleOrders.Scene(segments + 1, "chain", onFailure) : SampleOrders.Storyboard(segments);
        request["wait_seconds"] = _wait.TotalSeconds;
        foreach (JsonNode? frame in request["storyboard_frames"]!.AsArray())
        {
            frame!["description"] = $"{_intent.Name}, {frame["frame_id"]}";
            if (!isChained)
            {
                frame["duration_seconds"] = _world.Chance.Between(2, 4);
            }
        }

        if (!isChained)
        {
            request["video_settings"] = new JsonObject { ["on_failure"] = onFailure };
        }

        return request;
    }

    private Task PauseAsync() => _world.PassAsync(_world.Chance.AnyMagnitude(TimeSpan.FromMilliseconds(20), Longest));
}
