using VideoGen.Access;
using VideoGen.Contract;

namespace VideoGen.Tests.Access;

public sealed class MachinePathsTests
{
    private readonly MachinePaths _paths = new("/srv/my films/home", "/opt/tools/ffmpeg");

    [Theory]
    [InlineData("The disk of the ledger /srv/my films/home/ledger.db is full; nothing was written.", "The disk of the ledger (on the server) is full; nothing was written.")]
    [InlineData("Access to the path '/srv/my films/home/work/job_1.mp4' is denied.", "Access to the path '(on the server)' is denied.")]
    [InlineData("Could not find '/srv/my%20films/home/a.mp4'.", "Could not find '(on the server)'.")]
    [InlineData("/opt/tools/ffmpeg cannot be started: Permission denied.", "(on the server) cannot be started: Permission denied.")]
    [InlineData("It lies in /var/lib/other/place.", "It lies in (on the server).")]
    [InlineData("See file:///var/lib/other/a.mp4 (twice: /var/lib/b).", "See (on the server) (twice: (on the server)).")]
    [InlineData(@"C:\Users\ann\videogen\ledger.db is full", "(on the server) is full")]
    [InlineData("Frame /generated_frames/0/image_url was fetched from https://host/a/b.png by fal-ai/veo3/fast at 24 km/h.", "Frame /generated_frames/0/image_url was fetched from https://host/a/b.png by fal-ai/veo3/fast at 24 km/h.")]
    public void A_sentence_keeps_its_sense_and_no_path(string said, string told) => _paths.Hide(said).ShouldBe(told);

    [Fact]
    public void A_problem_keeps_its_pointers_and_routes()
    {
        var problem = new Problem("store_unwritable", "/x", "'/a/b' cannot be kept in /srv/my films/home/pictures: no room.", "See /docs/openapi/v1.json.");

        _paths.Hide(problem).ShouldBe(problem with { Message = "'/a/b' cannot be kept in (on the server): no room." });
    }
}
