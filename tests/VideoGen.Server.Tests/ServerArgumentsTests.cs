namespace VideoGen.Server.Tests;

public sealed class ServerArgumentsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("a.json", "--settings", "a.json")]
    [InlineData("a.json", "--settings=a.json")]
    public void The_settings_file_is_all_there_is(string? expected, params string[] arguments)
    {
        ServerArguments.TryRead(arguments, out string? file, out string? problem).ShouldBeTrue(problem);
        file.ShouldBe(expected);
    }

    [Theory]
    [InlineData("'--nope'", "--nope")]
    [InlineData("'--port'", "--port", "18777")]
    [InlineData("'--port'", "--settings", "a.json", "--port", "1")]
    [InlineData("--settings needs a file", "--settings")]
    public void What_would_have_no_effect_is_refused_with_the_setting_that_has_it(string says, params string[] arguments)
    {
        ServerArguments.TryRead(arguments, out _, out string? problem).ShouldBeFalse();
        problem.ShouldContain(says);
        problem.ShouldContain("server.port (VIDEOGEN_SERVER_PORT)");
    }
}
