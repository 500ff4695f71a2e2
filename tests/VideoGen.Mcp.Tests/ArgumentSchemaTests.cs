using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using VideoGen.Contract;
using VideoGen.Mcp.Tools;
using VideoGen.Testing;

namespace VideoGen.Mcp.Tests;

/// <summary>The schemas that the tools with few arguments show are those of the types that read them.</summary>
public sealed class ArgumentSchemaTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Get_Arguments_AreThePublishedOnes() => ShouldBePublished("get-arguments", ToolJson.Default.RequestQuery);

    [Fact]
    public void Choose_Arguments_AreThePublishedOnes() => ShouldBePublished("choose-arguments", ToolJson.Default.TakeRef);

    [Fact]
    public void Cancel_Arguments_AreThePublishedOnes() => ShouldBePublished("cancel-arguments", ToolJson.Default.RequestRef);

    [Fact]
    public void Arguments_WithHalfOfASurrogatePair_AreRefused()
    {
        var query = new ClosedArguments<RequestQuery>("get-arguments", () => ToolJson.Default.RequestQuery);
        query.TryRead("""{"request_id":"\ud800"}"""u8.ToArray(), out _, out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.TextInvalid);
    }

    private static void ShouldBePublished(string name, JsonTypeInfo type) =>
        GoldenFile.ShouldMatch($"docs/schemas/{name}.json", WireSchema.Of(type).ToJsonString(Readable));
}
