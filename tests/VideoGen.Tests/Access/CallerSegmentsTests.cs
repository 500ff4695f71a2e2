using System.Text.Json.Nodes;
using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Synthesis;
using VideoGen.Testing.Synthesis;
using VideoGen.Tests.Synthesis;

namespace VideoGen.Tests.Access;

public sealed class CallerSegmentsTests : StageTest
{
    private const Scopes Usual = Scopes.Read | Scopes.Spend;

    [Fact]
    public async Task The_ledger_keeps_who_ordered_a_request()
    {
        string id = Id(await OrderAsync("token:ann", Usual));

        (await Agent.Ledger.FindRequestAsync(id, CancellationToken.None))!.Caller.ShouldBe("token:ann");
    }

    [Fact]
    public async Task Another_callers_request_looks_exactly_like_one_that_is_not_there()
    {
        string id = Id(await OrderAsync("token:ann", Usual));
        CallerSegments bob = For("token:bob", Usual);

        Refusal get = Refused(await bob.GetAsync(id, TimeSpan.Zero, null, CancellationToken.None));
        Refusal cancel = Refused(await bob.CancelAsync(id, CancellationToken.None));
        Refusal none = Refused(await bob.GetAsync("req_none", TimeSpan.Zero, null, CancellationToken.None));

        get.Problems.ShouldHaveSingleItem().ShouldBe(none.Problems[0] with { Message = none.Problems[0].Message.Replace("req_none", id, StringComparison.Ordinal) });
        cancel.Problems.ShouldBe(get.Problems);
        (await Agent.Ledger.FindRequestAsync(id, CancellationToken.None))!.CancelRequestedAt.ShouldBeNull();
    }

    [Theory]
    [InlineData("token:ann", Usual)]
    [InlineData("token:boss", Scopes.Operate)]
    [InlineData(null, Scopes.Read | Scopes.Spend | Scopes.Operate)]
    public async Task The_owner_and_whoever_operates_see_and_cancel_a_request(string? caller, Scopes scopes)
    {
        string id = Id(await OrderAsync("token:ann", Usual));
        CallerSegments segments = For(caller, scopes);

        Id(await segments.GetAsync(id, TimeSpan.Zero, null, CancellationToken.None)).ShouldBe(id);
        Task<Answer<SynthesisAnswer>> cancel = segments.CancelAsync(id, CancellationToken.None).AsTask();
        await Agent.RunAsync();
        Id(await cancel.WaitAsync(Limit)).ShouldBe(id);
    }

    [Fact]
    public async Task A_caller_without_the_scope_is_told_which_one_it_lacks()
    {
        SynthesisCall order = SampleOrders.Call(SampleOrders.Storyboard(1, 0));
        CallerSegments reader = For("token:reader", Scopes.Read);
        CallerSegments spender = For("token:spender", Scopes.Spend);

        Lacks(await reader.SynthesizeAsync(order, null, CancellationToken.None), "spend");
        Lacks(await reader.CancelAsync("req_any", CancellationToken.None), "spend");
        Lacks(await spender.PlanAsync(order, CancellationToken.None), "read");
        Lacks(await spender.GetAsync("req_any", TimeSpan.Zero, null, CancellationToken.None), "read");
        (await Agent.Ledger.ListRequestsAsync(9, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_callers_with_the_same_key_do_not_meet()
    {
        string ann = Id(await OrderAsync("token:ann", Usual, "k"));
        string bob = Id(await OrderAsync("token:bob", Usual, "k"));
        string local = Id(await OrderAsync(null, Caller.Local.Scopes, "k"));
        string disguised = Id(await OrderAsync(null, Caller.Local.Scopes, "token:ann\nk"));

        new[] { ann, bob, local }.ShouldBeUnique();
        disguised.ShouldBe(local, "the same order of one caller, not the one of another caller's key");
        Id(await OrderAsync("token:ann", Usual, "k")).ShouldBe(ann);
        Id(await OrderAsync(null, Caller.Local.Scopes, "k")).ShouldBe(local);
    }

    [Theory]
    [InlineData("read,spend", Scopes.Read | Scopes.Spend, "")]
    [InlineData("operate read", Scopes.Operate | Scopes.Read, "")]
    [InlineData("", Scopes.None, "")]
    [InlineData("read openid Spend", Scopes.Read, "openid,Spend")]
    public void Scopes_are_read_from_their_words(string words, Scopes scopes, string unknown)
    {
        ScopeWords.Read(words, out IReadOnlyList<string> rest).ShouldBe(scopes);
        string.Join(',', rest).ShouldBe(unknown);
    }

    private CallerSegments For(string? caller, Scopes scopes) => new(Agent.Segments, Agent.Ledger, new Caller(caller, scopes));

    private async Task<Answer<SynthesisAnswer>> OrderAsync(string? caller, Scopes scopes, string? key = null)
    {
        JsonObject request = SampleOrders.Storyboard(1, 0);
        request["request_key"] = key;
        return await For(caller, scopes).SynthesizeAsync(SampleOrders.Call(request), null, CancellationToken.None);
    }

    private static string Id(Answer<SynthesisAnswer> answer) => answer.ShouldBeOfType<Answer<SynthesisAnswer>.Given>().Value.RequestId;

    private static Refusal Refused<T>(Answer<T> answer) => answer.ShouldBeOfType<Answer<T>.Refused>().Refusal;

    private static void Lacks<T>(Answer<T> answer, string scope)
    {
        Problem problem = Refused(answer).Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(ProblemCodes.ScopeMissing);
        problem.Message.ShouldContain($"'{scope}'");
    }
}
