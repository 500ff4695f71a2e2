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
        var answer = Answer("""{"video":{"url":"https://v3b.fal.media/a.mp4"},"actual_prompt":"A \ud83d"}""");
        FalClips.Read(answer.Json, answer.Body, null).ShouldNotBeNull().Notes.ShouldHaveSingleItem().ShouldEndWith("A \uFFFD");
    }

    [Fact]
    public void A_key_that_is_no_base64_leaves_the_others() => FalKeySet.Read(
        """{"keys":[{"x":"A6EHv_POEL4dcN0Y5****Wfk1jCbpQ1fHdyGZBJVMbg"},{"x":"A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg"}]}""").Length.ShouldBe(1);

    [Theory]
    [InlineData("8.5", 8.5)]
    [InlineData("79228162514264337593543950335", null)]
    public void A_bill_that_cannot_be_calculated_with_is_no_bill(string units, double? read) => Answer("{}", units).BillableUnits.ShouldBe((decimal?)read);

    // "0" alone means that nothing was billed; what is no plain count says nothing, and the planned price counts.
    [Theory]
    [InlineData("0", 0d)]
    [InlineData("0.000", 0d)]
    [InlineData(" 2.666666666667 ", 2.666666666667)]
    [InlineData(".5", 0.5)]
    [InlineData("0, 4", null)]
    [InlineData("-0", null)]
    [InlineData("-1", null)]
    [InlineData("+4", null)]
    [InlineData("1e1", null)]
    [InlineData("1e-05", null)]
    [InlineData("4,5", null)]
    [InlineData("1,000", null)]
    [InlineData("4 seconds", null)]
    [InlineData("NaN", null)]
    [InlineData("None", null)]
    [InlineData("0x4", null)]
    public void Odd_counts_are_no_counts(string units, double? read) => Answer("{}", units).BillableUnits.ShouldBe((decimal?)read);

    [Theory]
    [InlineData("0", "4", null)]
    [InlineData("4", "0", null)]
    [InlineData("4", "x", null)]
    [InlineData("4", "4.0", 4d)]
    public void A_count_that_comes_twice_counts_when_both_say_the_same(string first, string second, double? read) =>
        Answer("{}", first, second).BillableUnits.ShouldBe((decimal?)read);

    private static FalAnswer Answer(string body, params string?[] units)
    {
        using var response = new HttpResponseMessage();
        foreach (string count in units.OfType<string>())
        {
            response.Headers.TryAddWithoutValidation("X-Fal-Billable-Units", count);
        }

        return FalAnswer.From(200, response.Headers, body, DateTimeOffset.UnixEpoch);
    }
}
