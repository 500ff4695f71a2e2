using VideoGen.Catalog;
using VideoGen.Fal.Credentials;
using VideoGen.Fal.Tests.Harness;

namespace VideoGen.Fal.Tests.Credentials;

public sealed class FalCredentialsTests
{
    [Fact]
    public void The_variable_holds_the_key() => Found(new() { ["FAL_IMAGE_TO_VIDEO"] = $"  {FalBench.Key}\n" }).Model.ShouldBeNull();

    [Theory]
    [InlineData("fal-ai/veo3.1/fast/image-to-video")]
    [InlineData("wan/v2.6/image-to-video")]
    public void A_model_id_selects_the_model_and_the_key_comes_from_FAL_KEY(string model) =>
        Found(new() { ["FAL_IMAGE_TO_VIDEO"] = model, ["FAL_KEY"] = FalBench.Key }).Model.ShouldBe(model);

    [Fact]
    public void The_shared_key_may_be_in_two_parts_and_serves_where_the_variable_is_not_set()
    {
        Found(new() { ["FAL_IMAGE_TO_VIDEO"] = "a/b", ["FAL_KEY_ID"] = "id", ["FAL_KEY_SECRET"] = "secret" }).Model.ShouldBe("a/b");
        Found(new() { ["FAL_KEY"] = FalBench.Key }).Model.ShouldBeNull();
    }

    [Theory]
    [InlineData("", "", "FAL_IMAGE_TO_VIDEO is not set")]
    [InlineData("a/b", "", "FAL_KEY is not set")]
    [InlineData("a/b", "c/d", "The value of FAL_KEY is not a key")]
    [InlineData("two words:x", "id:secret", "The value of FAL_IMAGE_TO_VIDEO is not a key")]
    public void A_missing_key_is_named_by_its_variable(string value, string shared, string message)
    {
        var missing = Read(new() { ["FAL_IMAGE_TO_VIDEO"] = value, ["FAL_KEY"] = shared }).ShouldBeOfType<FalCredential.Missing>();
        missing.Problem.Code.ShouldBe("credentials_missing");
        missing.Problem.Message.ShouldContain(message);
        missing.Problem.ToString().ShouldNotContain("two words");
    }

    [Fact]
    public void A_reference_leads_to_no_secret_of_the_agents_own()
    {
        var credentials = new FalCredentials(_ => FalBench.Key) { IsWithheld = name => name == "CMS_KEY" };
        var missing = credentials.Read("CMS_KEY").ShouldBeOfType<FalCredential.Missing>();
        (missing.Model, missing.Problem.Code).ShouldBe((null, "credentials_missing"));
        missing.Problem.Message.ShouldContain("credentials_ref");
        missing.Problem.Message.ShouldContain("CMS_KEY");
        missing.Problem.ToString().ShouldNotContain(FalBench.Secret);
        credentials.Read("FAL_IMAGE_TO_VIDEO").ShouldBeOfType<FalCredential.Found>();
    }

    [Theory]
    [InlineData("9f8e7d6c5b4a39281706")]
    [InlineData("postgres://agent:p4ssw0rd@db/videogen")]
    [InlineData(":9f8e7d6c5b4a39281706")]
    public void A_reference_of_strangers_leads_to_no_value_of_another_form(string secret)
    {
        FalCredentials Of(string value) => new(name => name == "ANY" ? value : FalBench.Key) { OnlyUsualForm = true };

        var missing = Of(secret).Read("ANY").ShouldBeOfType<FalCredential.Missing>();
        missing.Problem.Message.ShouldContain("credentials_ref");
        missing.Problem.Remedy.ShouldContain("id:secret");
        missing.Problem.ToString().ShouldNotContain(secret);
        Of(FalBench.Key).Read("ANY").ShouldBeOfType<FalCredential.Found>();
        Of("a/b").Read("ANY").ShouldBeOfType<FalCredential.Found>().Model.ShouldBe("a/b");
    }

    [Fact]
    public async Task A_selected_model_becomes_the_default_of_what_it_takes()
    {
        (await Selected("fal-ai/wan-flf2v")).ShouldBe(("fal-ai/wan-flf2v", "fal-ai/veo3.1/fast/image-to-video", "fal-ai/veo3.1/fast"));
        (await Selected("fal-ai/wan/v2.7/image-to-video")).ShouldBe(
            ("fal-ai/wan/v2.7/image-to-video", "fal-ai/wan/v2.7/image-to-video", "fal-ai/veo3.1/fast"));
        (await Selected(FalBench.Model)).ShouldBe(("fal-ai/veo3.1/fast/first-last-frame-to-video", FalBench.Model, "fal-ai/veo3.1/fast"));
        (await Selected(FalBench.Key, "fal-ai/veo3.1")).Text.ShouldBe("fal-ai/veo3.1");
        (await Selected("no/such")).Pair.ShouldBe("fal-ai/veo3.1/fast/first-last-frame-to-video");
    }

    [Theory]
    [InlineData("no/such")]
    [InlineData("fal-ai/veo3.1/fast")]
    public async Task A_selection_that_cannot_be_used_is_a_problem(string model)
    {
        using var bench = new FalBench(environment: new() { ["FAL_IMAGE_TO_VIDEO"] = model, ["FAL_KEY"] = FalBench.Key });
        var problem = (await bench.Provider.CheckAsync(default)).ShouldHaveSingleItem();
        problem.Code.ShouldBe("model_unknown");
        problem.Message.ShouldContain(model);
    }

    [Fact]
    public async Task The_check_names_what_to_set()
    {
        using var bench = new FalBench(environment: []);
        (await bench.Provider.CheckAsync(default)).ShouldHaveSingleItem().Remedy.ShouldContain("FAL_IMAGE_TO_VIDEO");
        bench.Fal.Seen.ShouldBeEmpty();
    }

    private static FalCredential.Found Found(Dictionary<string, string> environment)
    {
        var found = Read(environment).ShouldBeOfType<FalCredential.Found>();
        using var request = new HttpRequestMessage();
        found.Key.WriteTo(request.Headers);
        request.Headers.Authorization!.Scheme.ShouldBe("Key");
        request.Headers.Authorization.Parameter!.ShouldContain(':');
        return found;
    }

    private static FalCredential Read(Dictionary<string, string> environment) =>
        new FalCredentials(n => environment.GetValueOrDefault(n)).Read("FAL_IMAGE_TO_VIDEO");

    private static async Task<(string Pair, string Single, string? Text)> Selected(string pictures, string? text = null)
    {
        using var bench = new FalBench(environment: new()
        {
            ["FAL_IMAGE_TO_VIDEO"] = pictures,
            ["FAL_TEXT_TO_VIDEO"] = text ?? FalBench.Key,
            ["FAL_KEY"] = FalBench.Key,
        });
        var config = (await new FalSelectedModels(bench, bench.Credentials).ReadAsync(default)).Provider("fal-ai")!;
        ProviderConfigCheck.Check(config).ShouldBeEmpty();
        return (config.DefaultPairModel, config.DefaultSingleModel, config.DefaultTextModel);
    }
}
