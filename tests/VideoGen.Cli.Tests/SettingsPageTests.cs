using VideoGen.Contract;
using VideoGen.Host.Configuration;
using VideoGen.Testing;

namespace VideoGen.Cli.Tests;

public sealed class SettingsPageTests
{
    [Fact]
    public void The_page_is_what_the_code_says() =>
        GoldenFile.ShouldMatch("docs/settings.md", SettingsPage.Write());

    [Fact]
    public void The_schema_is_what_the_code_says() =>
        GoldenFile.ShouldMatch("docs/settings.schema.json", CliJson.Write(WireSchema.Of(SettingsJson.Default.Settings)));

    [Fact]
    public void Every_setting_has_a_meaning_and_numbers_have_a_range()
    {
        SettingEntries.All.ShouldAllBe(s => s.Description.EndsWith('.'));
        SettingEntries.All.Where(s => s.Kind is SettingKind.Number or SettingKind.WholeNumber).ShouldAllBe(s => s.Minimum != null && s.Maximum != null);
        SettingEntries.All.Select(s => s.Variable).ShouldBeUnique();
    }
}
