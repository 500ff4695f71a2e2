using System.Text;
using VideoGen.Contract;
using VideoGen.Delivery;
using VideoGen.Testing;

namespace VideoGen.Tests.Contract;

/// <summary>Paths as addresses and back: the same file, whatever it is called.</summary>
public sealed class FileAddressTests : IDisposable
{
    // Everything that means something to a URL, a shell, a template or a terminal, and letters of several scripts.
    private static readonly string[] Pieces =
        ["%", "%20", "%2", "%25", "%zz", "#", "?", "&", "+", " ", ":", ";", "@", "=", "[", "]", "{", "}", "|", "^", "`", "'", "\"", "<", ">", "~", "..a", "\\", "*", "!", "$HOME", "ä", "é", "e\u0301", "ß", "Ω", "文字", "한", "שלום", "👩‍🎬", "\u00A0", "\u202E", "\t", "a", "Z", "0", "-", "_", "."];

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // As Node's url.pathToFileURL writes them.
    [Theory]
    [InlineData("/shots/shot#1.png", "file:///shots/shot%231.png")]
    [InlineData("/home/zürich%20x/a?b.png", "file:///home/z%C3%BCrich%2520x/a%3Fb.png")]
    [InlineData("/a b/100%.png", "file:///a%20b/100%25.png")]
    [InlineData("/文/é.png", "file:///%E6%96%87/%C3%A9.png")]
    public void Address_OfAPath_IsWhatOthersWrite(string path, string address)
    {
        FileAddress.Write(path, windows: false).ShouldBe(address);
        FileAddress.Of(path).AbsoluteUri.ShouldBe(address);
        FileAddress.PathOf(new Uri(address)).ShouldBe(path);
    }

    [Theory]
    [InlineData(@"C:\Shots\shot #1.png", "file:///C:/Shots/shot%20%231.png")]
    [InlineData(@"D:\ünï%20\x.png", "file:///D:/%C3%BCn%C3%AF%2520/x.png")]
    [InlineData(@"\\server\share\a b.png", "file://server/share/a%20b.png")]
    public void Address_OfAPathOfWindows_ComesBack(string path, string address)
    {
        FileAddress.Write(path, windows: true).ShouldBe(address);
        LocalPath.Read(address, @"C:\", windows: true).ShouldBe(new LocalPath.Found(path));
    }

    [Fact]
    public void Address_OfAnyPath_ComesBackAsThatPath()
    {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++)
        {
            string path = "/" + string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Name(random)));
            Uri address = FileAddress.Of(path);
            FileAddress.PathOf(address).ShouldBe(path);
            FileAddress.PathOf(new Uri(address.AbsoluteUri)).ShouldBe(path, "over the wire and back");
            LocalPath.Read(address.AbsoluteUri, "/elsewhere", windows: false).ShouldBe(new LocalPath.Found(path));
            address.AbsoluteUri.All(c => c is > ' ' and < (char)127).ShouldBeTrue(address.AbsoluteUri);
            string windows = @"C:\" + path[1..].Replace('/', '\\');
            LocalPath.Read(FileAddress.Write(windows, windows: true), @"D:\", windows: true).ShouldBe(new LocalPath.Found(windows));
        }
    }

    [Fact]
    public void File_OfAnyName_IsFoundAgainByTheAddressGivenOut()
    {
        var random = new Random(8);
        for (int i = 0; i < 200; i++)
        {
            string path = _folder[Path.Combine(Name(random), Name(random))];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, $"{i}");
            File.ReadAllText(FileAddress.PathOf(new Uri(FileAddress.Of(path).AbsoluteUri))).ShouldBe($"{i}");
            LocalPath.Read(path, "/elsewhere").ShouldBe(new LocalPath.Found(path), "a path is a path");
        }
    }

    [Theory]
    [InlineData("file:///shots/shot#1.png", "/shots/shot#1.png")]
    [InlineData("file:///shots/what?.png", "/shots/what?.png")]
    [InlineData("file:///shots/100%.png", "/shots/100%.png")]
    [InlineData("file:///shots/ü.png", "/shots/ü.png")]
    [InlineData("file:///a%20b/%23%3f.png", "/a b/#?.png")]
    [InlineData("file://localhost/a/b.png", "/a/b.png")]
    [InlineData("FILE://LOCALHOST/a/b.png", "/a/b.png")]
    [InlineData("file://127.0.0.1/a/b.png", "/a/b.png")]
    [InlineData("file:/a/b.png", "/a/b.png")]
    [InlineData("shot#1.png", "/stills/shot#1.png")]
    [InlineData("./~/a.png", "/stills/~/a.png")]
    [InlineData("~draft.png", "/stills/~draft.png")]
    [InlineData("a%20b.png", "/stills/a%20b.png")]
    [InlineData("/home/%USER%/x.png", "/home/%USER%/x.png")]
    public void Text_ThatNamesAFile_IsItsPath(string text, string path) => LocalPath.Read(text, "/stills", windows: false).ShouldBe(new LocalPath.Found(path));

    [Theory]
    [InlineData("~/a.png", "starts with ~,")]
    [InlineData("~", "starts with ~,")]
    [InlineData("~anna/a.png", "starts with ~anna,")]
    [InlineData("$HOME/a.png", "starts with $HOME,")]
    [InlineData("${HOME}/a.png", "starts with ${HOME},")]
    [InlineData(@"%USERPROFILE%\a.png", "starts with %USERPROFILE%,")]
    [InlineData(@"C:\shots\a.png", "a path of Windows")]
    [InlineData("c:/shots/a.png", "a path of Windows")]
    [InlineData(@"\\server\share\a.png", "a path of Windows")]
    [InlineData("file:///C:/shots/a.png", "a path of Windows")]
    [InlineData("//server/share/a.png", "a network share of the machine 'server'")]
    [InlineData("file:////server/share/a.png", "a network share of the machine 'server'")]
    [InlineData("\"/shots/a.png\"", "in quotes")]
    [InlineData("'a.png'", "in quotes")]
    [InlineData("file://server/share/a.png", "of the machine 'server'")]
    [InlineData("file://a.png", "no address of a file")]
    [InlineData("file:a.png", "no address of a file")]
    [InlineData("file:///a%00b.png", "no address of a file")]
    [InlineData("file:///a%FFb.png", "no address of a file")]
    [InlineData("", "no path")]
    public void Text_ThatNamesNoFileHere_IsCalledWhatItIs(string text, string reason)
    {
        LocalPath.Unusable unusable = LocalPath.Read(text, "/stills", windows: false).ShouldBeOfType<LocalPath.Unusable>();
        unusable.Reason.ShouldContain(reason);
        unusable.Remedy.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData(@"C:\shots\a.png", @"C:\shots\a.png")]
    [InlineData("file:///C:/shots/a%20b#1.png", @"C:\shots\a b#1.png")]
    [InlineData("file:///c|/a.png", @"c:\a.png")]
    [InlineData("file://server/share/a.png", @"\\server\share\a.png")]
    [InlineData("a.png", @"C:\stills\a.png")]
    public void Text_OnWindows_IsItsPath(string text, string path) => LocalPath.Read(text, @"C:\stills", windows: true).ShouldBe(new LocalPath.Found(path));

    [Theory]
    [InlineData("https://cdn.example.org/clips", "projects/a b/100%/#1.mp4", "https://cdn.example.org/clips/projects/a%20b/100%25/%231.mp4")]
    [InlineData("https://cdn.example.org/", "projects/ü/1.mp4", "https://cdn.example.org/projects/%C3%BC/1.mp4")]
    public void Clip_OnAWebServer_HasAnAddress(string root, string path, string address) => ClipPath.Under(new Uri(root), path).AbsoluteUri.ShouldBe(address);

    private static string Name(Random random)
    {
        var name = new StringBuilder("n");
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            name.Append(Pieces[random.Next(Pieces.Length)]);
        }

        return name.Append('n').ToString().Replace("\\", OperatingSystem.IsWindows() ? "" : "\\", StringComparison.Ordinal);
    }
}
