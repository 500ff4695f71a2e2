using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Planning;
using VideoGen.Testing;

namespace VideoGen.Tests.Planning;

/// <summary>Storyboard in, whole answer out: reviewed like code, in <c>Planning/Golden</c>.</summary>
public sealed class GoldenPlanTests
{
    private const string Folder = "tests/VideoGen.Tests/Planning/Golden";

    [Theory]
    [InlineData("pair-and-odd-shot", "fal-ai")]
    [InlineData("long-shots-scaled", "animatic")]
    [InlineData("adaptive", "animatic")]
    [InlineData("words-only", "fal-ai")]
    [InlineData("left-out", "fal-ai")]
    [InlineData("too-many", "fal-ai")]
    [InlineData("runtime-too-short", "fal-ai")]
    public void Storyboard_GivesTheReviewedPlan(string name, string provider)
    {
        JsonNode request = JsonNode.Parse(File.ReadAllText(Path.Combine(GoldenFile.Repository, Folder, $"{name}.request.json")))!;
        string answer = Planner.Plan(RequestJson.Good(request), Presets.Shipped(provider), ShippedCatalog.Read()) switch
        {
            PlanResult.Planned planned => ReadableJson.Write(planned.Answer),
            PlanResult.Refused refused => ReadableJson.Write(refused.Refusal),
            _ => throw new System.Diagnostics.UnreachableException("There is no third."),
        };
        GoldenFile.ShouldMatch($"{Folder}/{name}.answer.json", answer);
    }
}
