using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using VideoGen.Contract;
using VideoGen.Testing;

namespace VideoGen.Tests.Contract;

/// <summary>The published schemas are the ones the code has, and what the code writes keeps them.</summary>
public sealed class WireSchemaTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => [.. Types.Keys];

    private static Dictionary<string, JsonTypeInfo> Types => new()
    {
        ["request"] = WireJson.Default.SynthesisRequest,
        ["again-order"] = WireJson.Default.AgainOrder,
        ["plan-approval"] = WireJson.Default.PlanApproval,
        ["plan-answer"] = WireJson.Default.PlanAnswer,
        ["synthesis-answer"] = WireJson.Default.SynthesisAnswer,
        ["request-list"] = WireJson.Default.RequestList,
        ["refusal"] = WireJson.Default.Refusal,
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_IsThePublishedOne(string name) =>
        GoldenFile.ShouldMatch($"docs/schemas/{name}.json", WireSchema.Of(Types[name]).ToJsonString(Readable));

    [Fact]
    public void Schema_OfTheRequest_DescribesEveryMember() => Walk(WireSchema.Of(WireJson.Default.SynthesisRequest), "request");

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_HasNoChoice(string name) => WireSchema.Of(Types[name]).ToJsonString().ShouldNotContain("anyOf");

    [Fact]
    public void Answers_KeepTheirSchema()
    {
        Keeps(ExampleAnswers.Plan(), WireJson.Default.PlanAnswer);
        Keeps(ExampleAnswers.Refused(), WireJson.Default.Refusal);
        Keeps(ExampleAnswers.Synthesis(full: true), WireJson.Default.SynthesisAnswer);
        Keeps(ExampleAnswers.Synthesis(full: false), WireJson.Default.SynthesisAnswer);
    }

    [Fact]
    public void Refusal_WithoutWarnings_ReadsAsNone() =>
        JsonSerializer.Deserialize("""{"problems":[]}""", WireJson.Default.Refusal)!.Warnings.IsDefault.ShouldBeFalse();

    private static void Keeps<T>(T answer, JsonTypeInfo<T> type)
    {
        JsonElement json = JsonSerializer.SerializeToElement(answer, type);
        var (problems, unknown) = JsonSchemaCheck.Run(WireSchema.Of(type), json);
        problems.ShouldBeEmpty();
        unknown.ShouldBeEmpty();
        JsonSerializer.SerializeToElement(JsonSerializer.Deserialize(json, type)!, type).GetRawText().ShouldBe(json.GetRawText());
    }

    private static void Walk(JsonObject schema, string place)
    {
        if (schema["items"] is JsonObject items)
        {
            Walk(items, $"{place}/items");
        }

        foreach (var (name, member) in schema["properties"] as JsonObject ?? [])
        {
            ((string?)member!["description"]).ShouldNotBeNullOrWhiteSpace($"{place}/{name} has no description.");
            Walk(member.AsObject(), $"{place}/{name}");
        }
    }
}
