using VideoGen.Jobs;
using VideoGen.Simulation.Agents;

namespace VideoGen.Simulation.Tests;

/// <summary>A ledger that breaks one rule.</summary>
internal sealed class LedgerSabotage(Func<ILedger, PatchedLedger> patch) : Sabotage
{
    public override ILedger Of(ILedger ledger) => patch(ledger);
}
