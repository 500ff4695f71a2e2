namespace VideoGen.Cli.Tests.Docs;

public sealed class LinkTests
{
    public static TheoryData<string> Pages => [.. DocPages.All()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_relative_link_leads_somewhere(string page)
    {
        string folder = Path.GetDirectoryName(Path.Combine(DocPages.Root, page))!;
        DocPages.Links(page).Where(to => !Path.Exists(Path.GetFullPath(to, folder))).ShouldBeEmpty($"{page} has dead links.");
    }
}
