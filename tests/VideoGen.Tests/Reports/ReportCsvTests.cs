using VideoGen.Jobs;
using VideoGen.Reports;
using VideoGen.Testing;

namespace VideoGen.Tests.Reports;

public sealed class ReportCsvTests
{
    private const string Header =
        "group,segments,succeeded,failed,cancelled,not_attempted,unknown,open,success_rate,latency_p50_seconds,latency_p95_seconds,"
        + "wanted_seconds,slot_seconds,billed_seconds,delivered_seconds,waste_seconds,spend_usd,takes_per_segment\r\n";

    [Fact]
    public void A_line_for_each_group_and_one_for_all() =>
        ReportCsv.Write(Report.Of([Of("fal-ai/veo") with { LatencySeconds = 12.345m, BilledUsd = 0.4m }, Of("animatic/pan") with { State = JobState.Running }], ReportBy.Model)).ShouldBe(
            Header
            + "animatic/pan,1,0,0,0,0,0,1,,,,0,0,0,0,0,0,\r\n"
            + "fal-ai/veo,1,1,0,0,0,0,0,1,12.345,12.345,3,4,0,0,1,0.4,1\r\n"
            + "all,2,1,0,0,0,0,1,1,12.345,12.345,3,4,0,0,1,0.4,1\r\n");

    [Fact]
    public void Of_nothing_there_is_one_line_of_zeros() =>
        ReportCsv.Write(Report.Of([], ReportBy.Day)).ShouldBe(Header + "all,0,0,0,0,0,0,0,,,,0,0,0,0,0,0,\r\n");

    [Theory]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"cut\"", "\"say \"\"cut\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1,A2)", "\"'@SUM(A1,A2)\"")]
    [InlineData(" =1", "' =1")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("שלום", "שלום")]
    public void A_text_stays_one_field_and_becomes_no_formula(string model, string field) =>
        ReportCsv.Write(Report.Of([Of(model)], ReportBy.Model)).ShouldStartWith($"{Header}{field},1,");

    private static JobFigures Of(string model) => JobFigures.Of(Samples.Job() with { State = JobState.Succeeded }) with { Model = model };
}
