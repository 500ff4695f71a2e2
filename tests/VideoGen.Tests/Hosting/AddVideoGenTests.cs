using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VideoGen.Synthesis;

namespace VideoGen.Tests.Hosting;

public sealed class AddVideoGenTests
{
    [Fact]
    public void A_home_that_is_not_given_is_an_absolute_folder_even_where_the_user_has_none_yet() =>
        Path.IsPathFullyQualified(new AgentOptions().Home).ShouldBeTrue();

    [Theory]
    [InlineData("films")]
    [InlineData("")]
    public void A_home_that_depends_on_where_the_program_was_started_is_refused_by_name(string home)
    {
        using ServiceProvider services = Services(home);

        Should.Throw<OptionsValidationException>(services.GetRequiredService<AgentOptions>).Message.ShouldContain("AgentOptions.Home must be an absolute path");
    }

    [Fact]
    public void An_agent_without_a_provider_says_what_to_add()
    {
        using ServiceProvider services = new ServiceCollection().AddVideoGen(o => o.Home = "/var/lib/film").Services.BuildServiceProvider();

        Should.Throw<InvalidOperationException>(services.GetRequiredService<AgentOptions>).Message.ShouldContain("AddAnimatic()");
    }

    private static ServiceProvider Services(string home) => new ServiceCollection()
        .AddVideoGen(o => (o.Home, o.DefaultProvider) = (home, "any")).Services.BuildServiceProvider();
}
