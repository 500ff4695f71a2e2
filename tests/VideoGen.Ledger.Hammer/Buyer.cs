using VideoGen.Jobs;
using VideoGen.Testing;

namespace VideoGen.Ledger.Hammer;

/// <summary>Orders one thing after the other until the cap of the day leaves no room, as others do at the same time.</summary>
public sealed class Buyer(SharedLedger shared, string name)
{
    private const int Most = 1000;

    public async Task RunAsync(decimal capUsd)
    {
        await using var ledger = shared.Open();
        for (int i = 0; i < Most; i++)
        {
            NewRequest order = Samples.Request($"{name}-{i}", 1);
            switch (await ledger.CreateAsync(order with { DayCapUsd = capUsd }, CancellationToken.None))
            {
                case CreateResult.Created:
                    Console.Out.WriteLine($"created {order.Request.Id}");
                    break;
                case CreateResult.CapsReached:
                    Console.Out.WriteLine("full");
                    return;
            }
        }
    }
}
