using System.Diagnostics;
using System.Text.Json.Nodes;

namespace VideoGen.Fault.Tests;

/// <summary>Names that do not resolve, ports where nobody listens, certificates that prove nothing.</summary>
public sealed class NetworkTests
{
    public static TheoryData<string, string> Faults => new()
    {
        { "no-name", "its name cannot be resolved" },
        { "refused", "it refuses the connection" },
        { "self-signed", "its certificate is signed by nobody this machine trusts" },
        { "expired", "its certificate is expired" },
        { "wrong-name", "its certificate is for another name" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fal_that_cannot_be_reached_is_named_with_its_setting_and_costs_nothing(string fault, string reason)
    {
        await using TestMachine machine = await TestMachine.PaidAsync();
        await using FalseHost? host = fault is "no-name" or "refused" ? null : FalseHost.Open(fault);
        string good = machine.Settings["VIDEOGEN_FAL_QUEUE_URL"];
        Uri address = AddressOf(fault, host);
        machine.Settings["VIDEOGEN_FAL_QUEUE_URL"] = address.AbsoluteUri;

        Outcome failed = await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "90");
        Outcome doctor = await machine.RunAsync("doctor");

        failed.Code.ShouldBe(3, failed.Output + failed.Error);
        failed.Missing.ShouldContain($"{address.IdnHost} (fal.queue_url): {reason}");
        failed.Missing.ShouldContain("provider_unreachable");
        failed.Json["failed_segments"]!.AsArray().ShouldAllBe(s => (string)s!["billed"]! == "no");
        doctor.Json["findings"]!.AsArray().ShouldContain(f => (string)f!["subject"]! == "fal hosts" && ((string)f["message"]!).Contains(reason) && ((string)f["remedy"]!).Contains("fal.queue_url"));
        (machine.Purchases, host?.Accepted ?? 0).ShouldBe((0, 0));

        machine.Settings["VIDEOGEN_FAL_QUEUE_URL"] = good;
        (await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "600")).Delivered.ShouldBe(2);
        machine.Purchases.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fal_that_goes_away_after_the_submit_is_waited_for(string fault, string reason)
    {
        await using TestMachine machine = await TestMachine.PaidAsync(isHeld: true);
        Process run = machine.Start("", "generate", TestMachine.Storyboard, "--wait", "90", "--json");
        await machine.UntilAcceptedAsync();
        Limits.Interrupt(run);
        Outcome ordered = await TestMachine.EndAsync(run);
        ordered.Code.ShouldBe(4, ordered.Output + ordered.Error);
        await using FalseHost? host = fault is "no-name" or "refused" ? null : FalseHost.Open(fault);
        string good = machine.Settings["VIDEOGEN_FAL_QUEUE_URL"];
        machine.Settings["VIDEOGEN_FAL_QUEUE_URL"] = AddressOf(fault, host).AbsoluteUri;

        Outcome pending = await machine.PendingAsync(ordered.RequestId, [reason]);

        pending.Code.ShouldBe(4, pending.Output + pending.Error);
        pending.Missing.ShouldContain(reason);
        (machine.Purchases, host?.Accepted ?? 0).ShouldBe((2, 0));

        machine.Settings["VIDEOGEN_FAL_QUEUE_URL"] = good;
        Outcome repaired = await machine.FinishAsync(ordered.RequestId);
        (repaired.Code, repaired.Delivered, machine.Purchases).ShouldBe((0, 2, 2), repaired.Output + repaired.Error);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_still_that_cannot_be_fetched_is_named_with_its_host(string fault, string reason)
    {
        await using TestMachine machine = await TestMachine.PaidAsync();
        await using FalseHost? host = fault is "no-name" or "refused" ? null : FalseHost.Open(fault);
        Uri address = AddressOf(fault, host);
        machine.Settings["VIDEOGEN_PICTURES_ALLOW_PRIVATE_ADDRESSES"] = "true";
        string request = machine.Request(r => r["generated_frames"]![0]!["image_url"] = new Uri(address, "still.png").AbsoluteUri);

        Outcome refused = await machine.RunAsync("generate", request, "--wait", "90");

        (refused.Code, refused.Problem.Code).ShouldBe((2, "image_unreadable"), refused.Output + refused.Error);
        refused.Problem.Message.ShouldContain($"{address.Host} cannot be reached: {reason}");
        (machine.Purchases, host?.Accepted ?? 0).ShouldBe((0, 0));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_CMS_that_cannot_be_reached_is_named_and_holds_up_nothing(string fault, string reason)
    {
        await using TestMachine machine = await TestMachine.PaidAsync();
        (await machine.RunAsync("plan", TestMachine.Storyboard)).Code.ShouldBe(0);
        await using FalseHost? host = fault is "no-name" or "refused" ? null : FalseHost.Open(fault);
        Uri address = AddressOf(fault, host);
        machine.Settings["VIDEOGEN_PAYLOAD_URL"] = address.AbsoluteUri;
        machine.Settings["PAYLOAD_API_KEY"] = "a-key-of-the-place-5e1f0c7a";

        Outcome doctor = await machine.RunAsync("doctor", "--payload");
        Outcome made = await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "600");

        JsonNode finding = doctor.Json["findings"]!.AsArray().First(f => (string)f!["subject"]! == "payload")!;
        ((string)finding["message"]!).ShouldContain(address.IdnHost);
        ((string)finding["message"]!).ShouldContain(reason);
        ((string)finding["remedy"]!).ShouldContain("payload.url");
        made.Delivered.ShouldBe(2, made.Output + made.Error);
        made.Json["video_segments"]!.AsArray().ShouldAllBe(s => (string)s!["media_status"]! == "pending");
        (machine.Purchases, host?.Accepted ?? 0).ShouldBe((2, 0));
    }

    private static Uri AddressOf(string fault, FalseHost? host) => fault switch
    {
        "no-name" => new Uri("https://nobody.invalid/"), // RFC 6761: never resolves
        "refused" => new Uri("http://127.0.0.1:1/"),
        _ => host!.Address,
    };
}
