using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Synthesis;
using VideoGen.Testing;

namespace VideoGen.Cli.Tests;

/// <summary><c>videogen lint</c>, and the lint of a plan.</summary>
public sealed class LintTests : IDisposable
{
    private static readonly LintFinding Contradiction = new("camera-contradiction", LintSeverity.Warning, "/storyboard_frames/0/description", "Two moves.", "Keep one.");
    private static readonly LintFinding Waste = new("slot-waste", LintSeverity.Info, "/storyboard_frames/0", "4 s are paid for.", "Use more.");
    private static readonly string Judge = Path.Combine(GoldenFile.Repository, "tests", "clients", "sarif");
    private readonly CliRun _run = new();

    [Fact]
    public async Task A_warning_exits_with_1_and_is_shown_with_its_remedy()
    {
        Finds(Contradiction, Waste);

        (await _run.RunAsync("lint", "request.json")).ShouldBe(1);

        GoldenFile.ShouldMatch("tests/VideoGen.Cli.Tests/Golden/lint.txt", _run.Output);
    }

    [Fact]
    public async Task Remarks_exit_with_0()
    {
        Finds(Waste);
        (await _run.RunAsync("lint", "request.json", "--json")).ShouldBe(0);
        JsonNode.Parse(_run.Output)!["findings"]![0]!["severity"]!.GetValue<string>().ShouldBe("info");
    }

    [Fact]
    public async Task Rules_are_switched_off_one_by_one_and_together()
    {
        (await _run.RunAsync("lint", "request.json", "--off", "slot-waste,hype-words", "--off", "near-overflow")).ShouldBe(0);
        _run.Agent.Planned.ShouldHaveSingleItem().LintOff.ShouldBe(["slot-waste", "hype-words", "near-overflow"]);
    }

    [Fact]
    public async Task A_plan_takes_them_too()
    {
        (await _run.RunAsync("plan", "request.json", "--off", "slot-waste")).ShouldBe(0);
        _run.Agent.Planned.ShouldHaveSingleItem().LintOff.ShouldBe(["slot-waste"]);
    }

    [Theory]
    [InlineData("lint")]
    [InlineData("plan")]
    public async Task An_unknown_rule_is_refused(string verb)
    {
        (await _run.RunAsync(verb, "request.json", "--off", "slot_waste")).ShouldBe(2);
        _run.Error.ShouldContain("lint_rule_unknown");
        _run.Error.ShouldContain("slot-waste");
    }

    [Fact]
    public async Task Settings_with_an_unknown_rule_are_refused()
    {
        _run.Environment = _run.Environment.Add("VIDEOGEN_LINT_OFF", "slot-waste, no-such-rule");
        (await _run.RunAsync("lint", "request.json")).ShouldBe(2);
        _run.Error.ShouldContain("setting_invalid");
    }

    [Fact]
    public async Task Sarif_has_line_and_column()
    {
        File.WriteAllText(_run.PathOf("board 1.json"), "\uFEFF{\n  \"storyboard_frames\": [\n    { \"frame_id\": \"ü\", \"description\": \"static, push in\" }\n  ]\n}\n");
        Finds(Contradiction, Waste);

        (await _run.RunAsync("lint", "board 1.json", "--sarif")).ShouldBe(1);

        GoldenFile.ShouldMatch("tests/VideoGen.Cli.Tests/Golden/lint.sarif", _run.Output);
    }

    [Fact]
    public async Task Sarif_of_a_refused_request_holds_its_problems_as_errors()
    {
        _run.Agent.OnLint = _ => new Answer<LintAnswer>.Refused(Example.Refusal("json_invalid"));

        (await _run.RunAsync("lint", "request.json", "--sarif")).ShouldBe(2);

        JsonNode result = JsonNode.Parse(_run.Output)!["runs"]![0]!["results"]![0]!;
        result["level"]!.GetValue<string>().ShouldBe("error");
        result["ruleId"]!.GetValue<string>().ShouldBe("json_invalid");
    }

    [Fact]
    public async Task Sarif_of_broken_json_points_to_where_it_breaks()
    {
        File.WriteAllText(_run.PathOf("broken.json"), "{\n  \"ü\": 1,\n  \"generated_frames\": [,\n");
        _run.Agent.OnLint = _ => new Answer<LintAnswer>.Refused(Example.Refusal("json_invalid"));

        (await _run.RunAsync("lint", "broken.json", "--sarif")).ShouldBe(2);

        JsonNode region = JsonNode.Parse(_run.Output)!["runs"]![0]!["results"]![0]!["locations"]![0]!["physicalLocation"]!["region"]!;
        (region["startLine"]!.GetValue<int>(), region["startColumn"]!.GetValue<int>()).ShouldBe((3, 24));
    }

    // The schema that OASIS published, by a validator that others wrote.
    [Fact]
    public async Task Sarif_is_valid_by_its_published_schema()
    {
        await SarifAsync("findings.sarif", Found(Contradiction, Waste));
        await SarifAsync("clean.sarif", Found());
        await SarifAsync("refused.sarif", new Answer<LintAnswer>.Refused(Example.Refusal("json_invalid")));
        File.WriteAllText(_run.PathOf("broken.sarif"), File.ReadAllText(_run.PathOf("findings.sarif")).Replace("\"warning\"", "\"loud\"", StringComparison.Ordinal));

        string[][] wrong = JsonSerializer.Deserialize<string[][]>(await NodeAsync("findings.sarif", "clean.sarif", "refused.sarif", "broken.sarif"))!;

        wrong[..3].ShouldAllBe(errors => errors.Length == 0);
        wrong[3].ShouldNotBeEmpty(); // the judge does judge
    }

    public void Dispose() => _run.Dispose();

    private async Task SarifAsync(string name, Answer<LintAnswer> answer)
    {
        using var run = new CliRun();
        run.Agent.OnLint = _ => answer;
        await run.RunAsync("lint", "request.json", "--sarif");
        File.WriteAllText(_run.PathOf(name), run.Output);
    }

    private async Task<string> NodeAsync(params string[] files)
    {
        if (!Directory.Exists(Path.Combine(Judge, "node_modules")))
        {
            await RunProgramAsync("npm", "ci", "--no-audit", "--no-fund");
        }

        return await RunProgramAsync("node", ["validate.mjs", .. files.Select(_run.PathOf)]);
    }

    private static async Task<string> RunProgramAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Judge, RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return output;
    }

    private void Finds(params LintFinding[] findings) => _run.Agent.OnLint = _ => Found(findings);

    private static Answer<LintAnswer> Found(params LintFinding[] findings) =>
        new Answer<LintAnswer>.Given(new LintAnswer { Segments = 2, Requests = 1, Findings = [.. findings] });
}
