using VideoGen.Jobs;
using VideoGen.Testing;

namespace VideoGen.Tests.Jobs;

public sealed class KeptAnswerTests
{
    private const string Token = "5f3a9c1e7b2d4f6a8c0e1b3d5f7a9c1e7b2d4f6a8c0e1b3d";
    private const string Key = "5d2f1c3e-1b2c-4d5e-8f90-a1b2c3d4e5f6:0123456789abcdef0123456789abcdef";

    private static readonly Job Job = Samples.Job() with { WebhookToken = Token };

    [Theory]
    [InlineData($$"""{"webhook":"https://hooks.example.com/webhooks/fal/job_1.{{Token}}"}""", Token)]
    [InlineData($$"""{"echo":"{{Key}}"}""", "0123456789abcdef")]
    [InlineData("""{"headers":{"Authorization":"Key abc-def-ghi-jkl-mno"}}""", "abc-def")]
    [InlineData("Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.abc_-", "eyJ")]
    [InlineData("""{"api_key":"topsecret","apiKey":"topsecret","client_secret":"topsecret","user_password":"topsecret"}""", "topsecret")]
    [InlineData("""{"api_key":"topsecret""", "topsecret")]
    [InlineData("""{"url":"https://s3.example.com/a.mp4?X-Amz-Credential=topsecret&X-Amz-Signature=topsecret&part=1"}""", "topsecret")]
    [InlineData("""{"url":"https://b.example.com/a.mp4?sv=1&sig=topsecret"}""", "topsecret")]
    [InlineData("""{"url":"https://b.example.com/a.mp4?sv=1\u0026sig=topsecret"}""", "topsecret")]
    [InlineData("""{"url":"https:\/\/b.example.com\/a.mp4?v=1\u0026X-Amz-Signature\u003dab\u002B\/topsecret\u0026w=1"}""", "topsecret")]
    [InlineData("""{"url":"https://b.example.com/a.mp4?upload_token=topsecret"}""", "topsecret")]
    [InlineData("""{"output":["https://dnznrvs05pmza.cloudfront.net/17f20503.mp4?_jwt=topsecret"]}""", "topsecret")]
    [InlineData("""{"url":"https://b.example.com/a.mp4?x-auth=topsecret&v=1&my_sig=topsecret&access_key=topsecret&login-code=topsecret"}""", "topsecret")]
    [InlineData("""{"token":"topsecret","session_token":"topsecret"}""", "topsecret")]
    [InlineData("""{"image_url":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUg"}""", "iVBOR")]
    public void No_secret_and_no_picture_is_kept(string text, string secret)
    {
        string kept = KeptAnswer.Of(text, Job).ShouldNotBeNull();
        kept.ShouldNotContain(secret);
        kept[..8].ShouldBe(text[..8]);
    }

    [Theory]
    [InlineData("""{"video":{"url":"https://v3b.fal.media/files/b/a/clip.mp4"},"seed":7,"timings":{"inference":61.4}}""")]
    [InlineData("""{"detail":[{"loc":["body","image_url"],"msg":"Image too small","type":"image_too_small"}]}""")]
    [InlineData("""{"detail":"Prompt has 900 tokens.","usage":{"tokens":"900"},"url":"https://b.example.com/a.mp4?monkey=1"}""")]
    [InlineData("<html>502 Bad Gateway</html>")]
    [InlineData("")]
    public void Everything_else_is_kept_as_it_came(string text) => KeptAnswer.Of(text, Job).ShouldBe(text);

    [Fact]
    public void A_long_answer_is_cut_and_says_so_and_no_cut_shows_half_a_secret()
    {
        string kept = KeptAnswer.Of(new string('a', KeptAnswer.Longest - 20) + Token + new string('b', 1_000_000), Job).ShouldNotBeNull();
        kept.Length.ShouldBeLessThan(KeptAnswer.Longest + 40);
        kept.ShouldEndWith("characters)");
        kept.ShouldNotContain(Token[..10]);
        KeptAnswer.Of(null, Job).ShouldBeNull();
    }
}
