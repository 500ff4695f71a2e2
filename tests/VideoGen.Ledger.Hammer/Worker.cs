using VideoGen.Jobs;
using VideoGen.Ledger.Sql;
using VideoGen.Testing;

namespace VideoGen.Ledger.Hammer;

/// <summary>Works on the shared ledger with a writer of its own, several calls at a time, and opens it anew now and then.</summary>
public sealed class Worker(SharedLedger shared, string name)
{
    private const int AtOnce = 4;
    private const int RoundsPerOpening = 8;

    private readonly Random _random = new(name.Aggregate(17, (hash, c) => hash * 31 + c));
    private int _counter;

    public async Task RunAsync(int rounds)
    {
        for (var done = 0; done < rounds; done += RoundsPerOpening)
        {
            await using SqlLedger ledger = shared.Open();
            for (var round = done; round < Math.Min(rounds, done + RoundsPerOpening); round++)
            {
                var calls = Enumerable.Range(0, AtOnce).Select(_ => (Choice: _random.Next(100), Seed: _random.Next())).ToArray();
                await Task.WhenAll(calls.Select(call => OneAsync(ledger, call.Choice, call.Seed)));
            }
        }
    }

    private Task OneAsync(SqlLedger ledger, int choice, int seed)
    {
        var id = $"{name}-{Interlocked.Increment(ref _counter)}";
        return choice switch
        {
            < 20 => CreateAsync(ledger, id),
            < 25 => OrderAsync(ledger, id, seed),
            < 75 => StepAsync(ledger, id, seed),
            < 85 => TakeAsync(ledger, seed),
            _ => ReceiveAsync(ledger, id, seed),
        };
    }

    private static async Task CreateAsync(SqlLedger ledger, string id)
    {
        if (await ledger.CreateAsync(Samples.Request(id, 2), default) is CreateResult.Created)
        {
            Acknowledge("created", $"req_{id}");
        }
    }

    // All processes order the same few things.
    private static async Task OrderAsync(SqlLedger ledger, string id, int seed)
    {
        var order = Samples.Request(id, 1);
        order = order with { Request = order.Request with { OrderHash = $"order-{seed % 3}" } };
        switch (await ledger.CreateAsync(order, default))
        {
            case CreateResult.Created:
                Acknowledge("created", order.Request.Id);
                break;
            case CreateResult.Joined joined:
                Acknowledge("joined", $"{order.Request.Id} {joined.Request.Id}");
                break;
        }
    }

    private async Task StepAsync(SqlLedger ledger, string owner, int seed)
    {
        var now = TimeProvider.System.GetUtcNow();
        if (await AnyJobAsync(ledger, seed) is not { } id
            || await ledger.ClaimAsync(id, owner, now, now.AddHours(1), wake: true, default) is not { } claimed)
        {
            return;
        }

        Job next;
        using (new Witness(shared.WitnessFolder, id, owner))
        {
            next = claimed.Job;
            if (next.State == JobState.Planned)
            {
                var intent = Samples.Step(next, JobState.Submitting);
                switch (await ledger.BeginSubmitAsync(intent, 1, default))
                {
                    case BeginSubmitResult.Begun:
                        Acknowledge("begun", id);
                        next = intent.Next;
                        break;
                    case BeginSubmitResult.Conflict:
                        throw new BrokenPromiseException($"{id} was changed by somebody else while {owner} held it.");
                }
            }
        }

        var step = Samples.Step(next, seed % 4 == 0 ? JobState.Succeeded : next.State);
        if (!await ledger.CommitAsync(step with { Handled = [.. claimed.Deliveries.Select(d => d.Id)] }, default))
        {
            throw new BrokenPromiseException($"{id} was changed by somebody else while {owner} held it.");
        }

        Acknowledge("committed", $"{id} {step.Next.Version}");
    }

    private static async Task TakeAsync(SqlLedger ledger, int seed)
    {
        if (await AnyJobAsync(ledger, seed) is { } id)
        {
            Acknowledge("take", $"{id} {await ledger.ReserveTakeAsync(Samples.Job(id), 0, default)}");
        }
    }

    private static async Task ReceiveAsync(SqlLedger ledger, string id, int seed)
    {
        if (await AnyJobAsync(ledger, seed) is { } job)
        {
            await ledger.ReceiveAsync(Samples.Delivery(id, job), default);
            Acknowledge("received", $"{job} {id}");
        }
    }

    private static async Task<string?> AnyJobAsync(SqlLedger ledger, int seed) =>
        await ledger.ListPendingAsync(default) is { IsEmpty: false } pending ? pending[seed % Math.Min(pending.Length, 12)].JobId : null;

    private static void Acknowledge(string what, string which) => Console.Out.WriteLine($"{what} {which}");
}
