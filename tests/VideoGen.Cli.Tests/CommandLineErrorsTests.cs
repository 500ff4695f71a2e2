namespace VideoGen.Cli.Tests;

/// <summary>What the command line says about itself when it is called wrongly: in words, with a command that exists.</summary>
public sealed class CommandLineErrorsTests : IDisposable
{
    private readonly CliRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("For help: videogen --help", "--bogus")]
    [InlineData("For help: videogen plan --help", "plan")]
    [InlineData("For help: videogen audit verify --help", "audit", "verify")]
    [InlineData("For help: videogen token add --help", "token", "add")]
    [InlineData("Did you mean generate?", "genrate", "request.json")]
    [InlineData("Did you mean --json?", "plan", "request.json", "--jsn")]
    [InlineData("--provider names no provider: 'FAL-AI'. Use one of: animatic, fal-ai, openrouter, runway.", "plan", "request.json", "--provider", "FAL-AI")]
    [InlineData("--provider names no provider: 'x'.", "again", "req_a", "SEGMENT_1", "--reason", "retry", "--provider", "x")]
    public async Task It_leads_on(string says, params string[] arguments)
    {
        (await _run.RunAsync(arguments)).ShouldBe(ExitCode.BadInput);
        _run.Error.ShouldContain(says);
        _run.Agent.Planned.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--take must be a whole number from 1.", "choose", "req_a", "SEGMENT_1", "--take", "abc")]
    [InlineData("--take must be a whole number from 1.", "choose", "req_a", "SEGMENT_1", "--take", "0")]
    [InlineData("--max-cost must be an amount of US dollars, such as 2.50.", "again", "req_a", "SEGMENT_1", "--reason", "retry", "--max-cost", "NaN")]
    [InlineData("--max-cost must be an amount of US dollars, such as 2.50.", "again", "req_a", "SEGMENT_1", "--reason", "retry", "--max-cost", "1,5")]
    [InlineData("--variants must be a whole number from 1 to 3.", "again", "req_a", "SEGMENT_1", "--reason", "retry", "--variants", "4")]
    [InlineData("--fps must be a number of frames a second, such as 24 or 23.976.", "import", "a.csv", "--fps", "0")]
    [InlineData("--scene must be a whole number from 0 to 1000000.", "import", "a.csv", "--scene", "x")]
    [InlineData("--limit must be a whole number from 1 to 10000.", "records", "media", "--limit", "1e9")]
    [InlineData("--wait must be a number of seconds from 0 to 86400.", "status", "req_a", "--wait", "NaN")]
    public async Task A_number_is_asked_for_in_words(string says, params string[] arguments)
    {
        (await _run.RunAsync(arguments)).ShouldBe(ExitCode.BadInput);

        _run.Error.ShouldContain(says);
        _run.Error.ShouldNotContain("System.");
    }
}
