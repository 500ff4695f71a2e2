using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Testing;

namespace VideoGen.Tests.Contract;

/// <summary>Where a still may come from.</summary>
public sealed class FrameImageTests
{
    [Theory]
    [InlineData("stills/a b.png", "/stills/stills/a b.png")]
    [InlineData("/abs/100%25?#.png", "/abs/100%25?#.png")]
    [InlineData("file:///abs/a%20b.png", "/abs/a b.png")]
    [InlineData("file://localhost/abs/shot#1.png", "/abs/shot#1.png")]
    [InlineData(" /abs/x.png ", "/abs/x.png")]
    public void Address_OfAFile_IsItsPath(string address, string path) =>
        Image(address).ShouldBeOfType<FrameImage.LocalFile>().Path.ShouldBe(path);

    [Theory]
    [InlineData("https://x/y.png")]
    [InlineData("HTTP://x/y.png?sig=%2F#f")]
    public void Address_OfTheWeb_IsKept(string address) => Image(address).ShouldBeOfType<FrameImage.Web>();

    [Theory]
    [InlineData("data:image/png;base64,AQID")]
    [InlineData("DATA:;BASE64,AQID")]
    public void Address_WithData_IsItsBytes(string address)
    {
        Image(address).ShouldBeOfType<FrameImage.Inline>().Bytes.ToArray().ShouldBe([1, 2, 3]);
        Image(address, "image_base64").ShouldBeOfType<FrameImage.Inline>().Bytes.ToArray().ShouldBe([1, 2, 3]);
    }

    [Theory]
    [InlineData("   ", "image_address_invalid")]
    [InlineData("ftp://x/y.png", "image_address_invalid")]
    [InlineData("mailto:a@b", "image_address_invalid")]
    [InlineData("javascript:alert(1)", "image_address_invalid")]
    [InlineData("http://", "image_address_invalid")]
    [InlineData("http://user@host/x.png", "image_address_invalid")]
    [InlineData("data:image/png,plain", "image_address_invalid")]
    [InlineData("data:image/png;base64,%%%", "image_address_invalid")]
    [InlineData("file://server/share/x.png", "image_address_invalid")]
    [InlineData("~/x.png", "image_address_invalid")]
    [InlineData("C:\\x.png", "image_address_invalid")]
    public void Address_ThatCannotBeUsed_IsAProblem(string address, string code) =>
        Read(address, "image_url", "/stills").ShouldBeOfType<ReadResult.Bad>().Problems.ShouldHaveSingleItem().Code.ShouldBe(code);

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("file:///etc/passwd")]
    [InlineData("../x.png")]
    [InlineData("~/x.png")]
    [InlineData("C:\\x.png")]
    [InlineData("file://server/share/x.png")]
    public void Address_OfAFileFromAfar_IsRefused(string address) =>
        Read(address, "image_url", null).ShouldBeOfType<ReadResult.Bad>().Problems.ShouldHaveSingleItem().Code.ShouldBe("image_address_refused");

    [Fact]
    public void BothAddressAndBytes_TheAddressIsUsedAndSaidSo()
    {
        JsonObject request = RequestJson.Of((1, 1));
        request["generated_frames"]![0]!["image_base64"] = "AQID";
        Storyboard storyboard = RequestJson.Good(request);
        storyboard.Frames[0].Image.ShouldBeOfType<FrameImage.Web>();
        storyboard.Warnings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(w => w.Code.ShouldBe("image_base64_ignored"), w => w.Pointer.ShouldBe("/generated_frames/0/image_base64"));
    }

    private static FrameImage Image(string address, string member = "image_url") =>
        Read(address, member, "/stills").ShouldBeOfType<ReadResult.Good>().Storyboard.Frames[0].Image.ShouldNotBeNull();

    private static ReadResult Read(string address, string member, string? localFolder)
    {
        JsonObject request = RequestJson.Of((1, 1));
        JsonObject still = request["generated_frames"]![0]!.AsObject();
        still.Remove("image_url");
        still[member] = address;
        return new RequestReader(1_000_000).Read(System.Text.Encoding.UTF8.GetBytes(request.ToJsonString()), localFolder);
    }
}
