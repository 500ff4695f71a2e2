using System.Net;
using System.Text;
using VideoGen.Payload.Records;
using VideoGen.Records;
using VideoGen.Testing;

namespace VideoGen.Payload.Tests.Records;

/// <summary>What a 409 means: a newer revision is stored, or somebody's hook refuses the document.</summary>
public sealed class ConflictTests
{
    private const string Said = "The month is closed.";

    [Theory]
    [InlineData("3")]
    [InlineData("7")]
    public async Task A_conflict_with_our_revision_or_a_newer_one_is_kept(string stored) =>
        (await UpsertAsync(stored, isNew: false)).ShouldBe(new RecordAnswer.Kept("5"));

    [Theory]
    [InlineData("2", false)]
    [InlineData("2", true)]
    [InlineData("null", false)]
    public async Task Any_other_conflict_is_a_refusal_with_its_reason(string stored, bool isNew) =>
        (await UpsertAsync(stored, isNew)).ShouldBeOfType<RecordAnswer.Refused>().Reason.ShouldContain(Said);

    [Fact]
    public async Task A_document_that_is_not_there_and_may_not_be_created_is_refused() =>
        (await UpsertAsync(stored: null, isNew: true)).ShouldBeOfType<RecordAnswer.Refused>().Reason.ShouldContain(Said);

    // A CMS that has a document, or none, and answers 409 to every write.
    private static async Task<RecordAnswer> UpsertAsync(string? stored, bool isNew)
    {
        JobDocument job = JobDocument.Of(Samples.Job(), []) with { Revision = 3 };
        string found = stored is null ? """{"docs":[]}""" : $$"""{"docs":[{"id":5,"job_id":"{{job.JobId}}","revision":{{stored}}}]}""";
        var options = new PayloadOptions(new Uri("http://cms"), new PayloadKey("a-key"));
        using var client = new PayloadClient(options, new ManualTime(), new ScriptedHandler(request => request.Method == HttpMethod.Get
            ? Json(HttpStatusCode.OK, found)
            : Json(HttpStatusCode.Conflict, $$"""{"errors":[{"message":"{{Said}}"}]}""")));
        return await new PayloadRecordStore(client).UpsertJobAsync(job, isNew, CancellationToken.None);
    }

    private static HttpResponseMessage Json(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
}
