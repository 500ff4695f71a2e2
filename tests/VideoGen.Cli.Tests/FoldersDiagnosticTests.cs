using VideoGen.Host.Doctor;

namespace VideoGen.Cli.Tests;

public sealed class FoldersDiagnosticTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("videogen-folders-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_home_that_can_be_made_is_well_and_is_not_made()
    {
        string home = Path.Combine(_folder, "a", "b");

        FoldersDiagnostic.Run(home).ShouldHaveSingleItem().State.ShouldBe(FindingState.Good);
        Directory.EnumerateFileSystemEntries(_folder).ShouldBeEmpty();
    }

    [Fact]
    public void A_home_below_a_file_is_broken()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");

        Finding finding = FoldersDiagnostic.Run(Path.Combine(file, "x", "y")).ShouldHaveSingleItem();

        finding.State.ShouldBe(FindingState.Broken);
        finding.Message.ShouldContain($"{file} is no folder");
    }
}
