using VideoGen.Jobs;
using VideoGen.Testing;

namespace VideoGen.Tests.Jobs;

public sealed class ProcessPlansTests : PlanStoreContract
{
    protected override IPlanStore Open() => new ProcessPlans();
}
