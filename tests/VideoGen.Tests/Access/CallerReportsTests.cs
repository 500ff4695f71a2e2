using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Reports;
using VideoGen.Synthesis;

namespace VideoGen.Tests.Access;

public sealed class CallerReportsTests
{
    [Theory]
    [InlineData("token:ann", Scopes.Read, true, "token:ann")]
    [InlineData("token:boss", Scopes.Operate, true, null)]
    [InlineData(null, Scopes.Read, false, null)]
    [InlineData(null, Scopes.Operate, true, null)]
    public async Task A_caller_is_told_of_its_own_requests_and_one_that_operates_of_all(string? id, Scopes scopes, bool asked, string? of)
    {
        var reports = new Asked();

        (await new CallerReports(reports, new Caller(id, scopes)).ReadAsync(new ReportQuery { ProjectId = "p", CallerId = "token:other" }, CancellationToken.None)).ShouldBeOfType<Answer<Report>.Given>();

        reports.Query.ShouldBe(asked ? new ReportQuery { ProjectId = "p", CallerId = of } : null);
    }

    [Theory]
    [InlineData(Scopes.Spend)]
    [InlineData(Scopes.Metrics)]
    public async Task Who_may_not_read_is_told_which_scope_is_missing(Scopes scopes)
    {
        Answer<Report> answer = await new CallerReports(new Asked(), new Caller("token:ann", scopes)).ReadAsync(new ReportQuery(), CancellationToken.None);

        answer.ShouldBeOfType<Answer<Report>.Refused>().Refusal.Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.ScopeMissing);
    }

    private sealed class Asked : IReports
    {
        public ReportQuery? Query { get; private set; }

        public ValueTask<Answer<Report>> ReadAsync(ReportQuery query, CancellationToken cancellationToken)
        {
            Query = query;
            return new(new Answer<Report>.Given(Report.Of([], query.By)));
        }
    }
}
