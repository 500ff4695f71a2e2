using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using VideoGen.Exports;
using VideoGen.Jobs;
using static VideoGen.Tests.Exports.Films;

namespace VideoGen.Tests.Exports;

/// <summary>The documents against a grammar of the elements that are written, in the order and with the attributes that version 1.10 asks for.</summary>
public sealed class FcpxmlTests
{
    private const string Grammar =
        """
        <!ELEMENT fcpxml (resources?, library)> <!ATTLIST fcpxml version CDATA #FIXED "1.10">
        <!ELEMENT resources (asset | format)*>
        <!ELEMENT format EMPTY> <!ATTLIST format id ID #REQUIRED frameDuration CDATA #REQUIRED width CDATA #REQUIRED height CDATA #REQUIRED>
        <!ELEMENT asset (media-rep+, metadata?)>
        <!ATTLIST asset id ID #REQUIRED name CDATA #REQUIRED start CDATA #REQUIRED duration CDATA #REQUIRED hasVideo CDATA #REQUIRED videoSources CDATA #REQUIRED format IDREF #REQUIRED>
        <!ELEMENT media-rep EMPTY> <!ATTLIST media-rep kind (original-media | proxy-media) "original-media" src CDATA #REQUIRED>
        <!ELEMENT metadata (md*)> <!ELEMENT md EMPTY> <!ATTLIST md key CDATA #REQUIRED value CDATA #IMPLIED>
        <!ELEMENT library (event*)> <!ELEMENT event (project*)> <!ATTLIST event name CDATA #IMPLIED>
        <!ELEMENT project (sequence)> <!ATTLIST project name CDATA #IMPLIED>
        <!ELEMENT sequence (note?, spine, metadata?)>
        <!ATTLIST sequence format IDREF #REQUIRED duration CDATA #IMPLIED tcStart CDATA #IMPLIED tcFormat (DF | NDF) #IMPLIED>
        <!ELEMENT note (#PCDATA)> <!ELEMENT spine (asset-clip | audition | gap)*>
        <!ELEMENT audition (asset-clip)+> <!ATTLIST audition lane CDATA #IMPLIED offset CDATA #IMPLIED>
        <!ELEMENT asset-clip (note?, marker*, metadata?)>
        <!ATTLIST asset-clip ref IDREF #REQUIRED offset CDATA #IMPLIED name CDATA #IMPLIED start CDATA #IMPLIED duration CDATA #IMPLIED>
        <!ELEMENT marker EMPTY> <!ATTLIST marker start CDATA #REQUIRED duration CDATA #IMPLIED value CDATA #REQUIRED>
        <!ELEMENT gap (note?, marker*, metadata?)>
        <!ATTLIST gap name CDATA #IMPLIED offset CDATA #IMPLIED start CDATA #IMPLIED duration CDATA #REQUIRED>
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_document_obeys_the_grammar(bool auditions) => Validate(FcpxmlWriter.Write(OfRequest(Three), auditions));

    [Fact]
    public void Takes_are_an_audition_with_the_shown_one_first()
    {
        XElement spine = Spine(FcpxmlWriter.Write(OfRequest(Three), auditions: true));

        spine.Elements().Select(e => e.Name.LocalName).ShouldBe(["audition", "gap", "gap"]);
        spine.Element("audition")!.Elements().Select(e => (string?)e.Attribute("name")).ShouldBe(["segment_1_1 take 2", "segment_1_1 take 1"]);
        spine.Elements("gap").First().Element("note")!.Value.ShouldBe("The still was refused: it shows a \"logo\" & more.");
    }

    [Fact]
    public void The_plain_form_has_the_shown_takes_alone()
    {
        string text = FcpxmlWriter.Write(OfRequest(Three), auditions: false);

        Spine(text).Elements().Select(e => e.Name.LocalName).ShouldBe(["asset-clip", "gap", "gap"]);
        XDocument.Parse(text).Descendants("asset").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("24")]
    [InlineData("23.976")]
    [InlineData("29.97")]
    public void Every_time_is_of_whole_frames_and_everything_stands_behind_the_one_before(string fps)
    {
        ImmutableArray<Job> jobs = [.. Enumerable.Range(0, 40).Select(i => Shot(i + 1, 1, "req_a", i) with { WantedSeconds = 1 + (i * 7 % 30 / 10m) }).Select((job, i) => i % 7 == 3 ? job : Delivered(job, fps: decimal.Parse(fps, CultureInfo.InvariantCulture), frames: 50 + i))];
        Film film = OfRequest(jobs);

        string text = FcpxmlWriter.Write(film, auditions: true);

        Validate(text);
        long at = 0;
        foreach (XElement item in Spine(text).Elements())
        {
            Frames(item.Attribute("offset")!.Value, film.Rate).ShouldBe(at);
            at += Frames(item.Attribute("duration")!.Value, film.Rate);
        }

        at.ShouldBe(film.Frames);
        Frames((string)XDocument.Parse(text).Descendants("sequence").Single().Attribute("duration")!, film.Rate).ShouldBe(film.Frames);
    }

    [Fact]
    public void Characters_that_XML_cannot_hold_stop_nothing()
    {
        string text = FcpxmlWriter.Write(OfRequest([Delivered(Shot(1, 1)) with { Prompt = "a\u0001b \ud800 <&>\" é 🎬" }]), auditions: true);

        Validate(text);
        ((string)XDocument.Parse(text).Descendants("md").Single(m => (string?)m.Attribute("key") == "com.videogen.prompt").Attribute("value")!).ShouldBe("a\uFFFDb \uFFFD <&>\" é 🎬");
    }

    private static XElement Spine(string text) => XDocument.Parse(text).Descendants("spine").Single();

    private static long Frames(string time, FrameRate rate)
    {
        if (time == "0s")
        {
            return 0;
        }

        string[] parts = time.TrimEnd('s').Split('/');
        (long over, long under) = (long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
        (under, over % rate.Under).ShouldBe((rate.Over, 0));
        return over / rate.Under;
    }

    private static void Validate(string text)
    {
        var wrong = new List<string>();
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse, ValidationType = ValidationType.DTD };
        settings.ValidationEventHandler += (_, e) => wrong.Add(e.Message);
        using var reader = XmlReader.Create(new StringReader(text.Replace("<!DOCTYPE fcpxml>", $"<!DOCTYPE fcpxml [{Grammar}]>", StringComparison.Ordinal)), settings);
        while (reader.Read())
        {
        }

        wrong.ShouldBeEmpty();
    }
}
