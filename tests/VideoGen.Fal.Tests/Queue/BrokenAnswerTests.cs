using VideoGen.Fal.Http;
using VideoGen.Fal.Queue;
using VideoGen.Fal.Webhooks;

namespace VideoGen.Fal.Tests.Queue;

/// <summary>What fuzzing found: a broken part of an answer does not cost the rest of it.</summary>
public sealed class BrokenAnswerTests
{
    [Fact]
    public void A_prompt_cut_inside_an_emoji_costs_no_clip()
    {
        var answer = Answer("""{"video":{"url":"https://v3b.fal.media/a.mp4"},"actual_prompt":"A \ud83d"}""", units: null);
        FalClips.Read(answer.Json, answer.Body, null).ShouldNotBeNull().Notes.ShouldHaveSingleItem().ShouldEndWith("A \uFFFD");
    }

    [Fact]
    public void A_key_that_is_no_base64_leaves_the_others() => FalKeySet.Read(
        """{"keys":[{"x":"A6EHv_POEL4dcN0Y5****Wfk1jCbpQ1fHdyGZBJVMbg"},{"x":"A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg"}]}""").Length.ShouldBe(1);

    [Theory]
    [InlineData("8.5", 8.5)]
    [InlineData("79228162514264337593543950335", null)]
    public void A_bill_that_cannot_be_calculated_with_is_no_bill(string units, double? read) => Answer("{}", units).BillableUnits.ShouldBe((decimal?)read);

    private static FalAnswer Answer(string body, string? units)
    {
        using var response = new HttpResponseMessage();
        if (units is not null)
        {
            response.Headers.Add("X-Fal-Billable-Units", units);
        }

        return FalAnswer.From(200, response.Headers, body, DateTimeOffset.UnixEpoch);
    }
}
