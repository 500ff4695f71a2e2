using System.Text.Json.Nodes;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Simulation.Agents;
using VideoGen.Simulation.Oracles;
using VideoGen.Simulation.Worlds;

namespace VideoGen.Simulation.Outside;

/// <summary>Sends the provider's webhooks as fal does: at least once, in no order, again until it is thanked or tired of it.</summary>
internal sealed class Postman
{
    private const int MostAttempts = 8;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);

    private readonly World _world;
    private readonly Weather _weather;
    private readonly Fleet _fleet;
    private readonly Oracle _oracle;

    public Postman(Stage stage, Fleet fleet)
    {
        (_world, _weather, _fleet, _oracle) = (stage.World, stage.Weather, fleet, stage.Oracle);
        stage.Provider.Accepted = Follow;
    }

    private void Follow(ProviderOrder order)
    {
        if (order.WebhookUrl is null || order.End is OrderEnd.Never)
        {
            return;
        }

        Plan(order, order.EndsAt);
        if (order.End is OrderEnd.FailureThenClip)
        {
            Plan(order, order.RecoversAt);
        }
    }

    private void Plan(ProviderOrder order, TimeSpan at)
    {
        if (_weather.Strikes(_weather.WebhookMissing))
        {
            return;
        }

        int copies = _weather.Strikes(_weather.WebhookTwice) ? 3 : 1;
        for (int i = 0; i < copies; i++)
        {
            TimeSpan late = _weather.Strikes(_weather.WebhookLate)
                ? _world.Chance.AnyMagnitude(TimeSpan.FromSeconds(1), TimeSpan.FromHours(3))
                : _world.Chance.AnyMagnitude(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));
            bool isOdd = _weather.Strikes(_weather.WebhookOdd);
            _world.After(at - _world.Since + late, () => _ = SendAsync(order, at, isOdd));
        }
    }

    private async Task SendAsync(ProviderOrder order, TimeSpan at, bool isOdd)
    {
        if (order.StoppedAt is not null)
        {
            return;
        }

        string body = isOdd ? Odd(order) : Body(order, at);
        string address = order.WebhookUrl!.Segments[^1];
        if (_weather.Strikes(_weather.WebhookOdd))
        {
            await ForgeAsync(order, body).ConfigureAwait(false);
        }

        TimeSpan pause = FirstPause;
        for (int attempt = 1; attempt <= MostAttempts; attempt++)
        {
            if (await PostAsync(order, address, body).ConfigureAwait(false))
            {
                return;
            }

            await _world.PassAsync(pause).ConfigureAwait(false);
            pause *= 2;
        }
    }

    private async Task<bool> PostAsync(ProviderOrder order, string address, string body)
    {
        if (_weather.Strikes(_weather.WebhookLost))
        {
            return false;
        }

        try
        {
            ReceiveResult result = await _fleet.CallAsync(agent => agent.TakeAsync(address, body)).ConfigureAwait(false);
            _world.Tell("postman", $"delivers {order.Id} to {order.JobId}: {result}; {body}");
            if (result is not ReceiveResult.UnknownJob)
            {
                _oracle.DeliveryAccepted(order, body);
            }

            return result is not ReceiveResult.UnknownJob && !_weather.Strikes(_weather.WebhookAnswerLost);
        }
        catch (Exception e) when (e is BrokenConnectionException or LedgerException)
        {
            _world.Tell("postman", $"cannot deliver {order.Id}: {e.Message}");
            return false;
        }
    }

    // Nobody but the provider knows the secret of the address; others try without.
    private async Task ForgeAsync(ProviderOrder order, string body)
    {
        try
        {
            ReceiveResult result = await _fleet.CallAsync(agent => agent.TakeAsync($"{order.JobId}.guess", body + " ")).ConfigureAwait(false);
            _oracle.ForgeryAnswered(order, result);
        }
        catch (Exception e) when (e is BrokenConnectionException or LedgerException)
        {
            // Not even heard.
        }
    }

    private string Odd(ProviderOrder order) => _world.Chance.Below(3) switch
    {
        0 => "garbage",
        1 => "{}",
        _ => new JsonObject { ["request_id"] = order.Id }.ToJsonString(),
    };

    // What was billed stands with the result, never in a delivery.
    private static string Body(ProviderOrder order, TimeSpan at) => order.Status(at) switch
    {
        JobStatus.Succeeded done => new JsonObject { ["request_id"] = order.Id, ["clip"] = done.Clip.Address.AbsoluteUri }.ToJsonString(),
        JobStatus.Failed failed => new JsonObject { ["request_id"] = order.Id, ["failed"] = failed.Failure.Message }.ToJsonString(),
        _ => new JsonObject { ["request_id"] = order.Id }.ToJsonString(),
    };
}
