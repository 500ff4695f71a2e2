using System.Diagnostics;
using VideoGen.Synthesis;
using VideoGen.Telemetry;

namespace VideoGen.Tests.Telemetry;

public sealed class TraceOriginTests
{
    private const string Header = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    [Theory]
    [InlineData(Header, "v=1", null, Header, "v=1", null)]
    [InlineData(Header, null, "story-7", Header, null, null)]
    [InlineData(null, "v=1", Header, Header, null, null)]
    [InlineData(Header, "no list", null, Header, null, null)]
    public void The_callers_context_is_kept_as_it_came(string? parent, string? state, string? traceId, string kept, string? keptState, string? name) =>
        Of(parent, state, traceId).ShouldBe(new TraceOrigin(kept, keptState, name));

    [Theory]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e4736", "4bf92f3577b34da6a3ce929d0e0e4736")]
    [InlineData("4BF92F3577B34DA6A3CE929D0E0E4736", "4bf92f3577b34da6a3ce929d0e0e4736")]
    [InlineData("4bf92f35-77b3-4da6-a3ce-929d0e0e4736", "4bf92f3577b34da6a3ce929d0e0e4736")]
    public void A_trace_id_or_a_uuid_names_the_trace(string traceId, string trace)
    {
        TraceOrigin origin = Of(null, null, traceId);
        origin.TraceParent.ShouldStartWith($"00-{trace}-");
        origin.TraceParent.ShouldEndWith("-01");
        origin.CallerName.ShouldBeNull();
        Of(null, null, traceId).ShouldBe(origin);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("story-7", "story-7")]
    [InlineData("00000000000000000000000000000000", "00000000000000000000000000000000")]
    [InlineData("00-00000000000000000000000000000000-0000000000000000-00", "00-00000000000000000000000000000000-0000000000000000-00")]
    public void Whoever_names_no_W3C_trace_gets_one_and_keeps_the_own_name(string? traceId, string? name)
    {
        TraceOrigin origin = Of(null, null, traceId);
        ActivityContext.TryParse(origin.TraceParent, null, out ActivityContext context).ShouldBeTrue();
        context.TraceId.ShouldNotBe(default);
        context.TraceFlags.ShouldBe(ActivityTraceFlags.Recorded);
        origin.CallerName.ShouldBe(name);
        Of(null, null, traceId, "req_b").TraceParent.ShouldNotBe(origin.TraceParent);
    }

    [Theory]
    [InlineData("a=1", "a=1")]
    [InlineData("", null)]
    [InlineData("nothing", null)]
    [InlineData("a=\u00e9", null)]
    [InlineData("a=1\r\nx: y", null)]
    public void A_tracestate_is_passed_on_only_in_its_form(string given, string? passed) => TraceOrigin.State(given).ShouldBe(passed);

    private static TraceOrigin Of(string? parent, string? state, string? traceId, string requestId = "req_a") =>
        TraceOrigin.Of(null, new SynthesisCall(default) { TraceParent = parent, TraceState = state }, traceId, requestId);
}
