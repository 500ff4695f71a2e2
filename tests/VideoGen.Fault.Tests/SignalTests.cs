using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace VideoGen.Fault.Tests;

/// <summary>However <c>videogen serve</c> is ended, no server stays behind.</summary>
public sealed class SignalTests
{
    private const int HangUp = 1, Interrupt = 2, Kill = 9, Terminate = 15;

    [Theory]
    [InlineData(HangUp, 0)]
    [InlineData(Interrupt, 0)]
    [InlineData(Terminate, 0)]
    [InlineData(Kill, 137)]
    public async Task The_server_ends_with_the_program_that_was_started(int signal, int code)
    {
        await using TestMachine machine = TestMachine.Local();
        machine.Settings["VIDEOGEN_SERVER_PORT"] = "0";
        Process serve = machine.Start("", "serve");
        int port = await PortAsync(serve);
        (await AnswersAsync(port)).ShouldBeTrue();

        Limits.Signal(serve, signal);
        await serve.WaitForExitAsync().WaitAsync(TestMachine.Patience);

        serve.ExitCode.ShouldBe(code);
        (await AnswersAsync(port)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_call_whose_terminal_is_closed_keeps_its_job_and_says_how_to_go_on()
    {
        await using TestMachine machine = await TestMachine.PaidAsync(isHeld: true);
        Process run = machine.Start("", "generate", TestMachine.Storyboard, "--wait", "90", "--json");
        await machine.UntilAcceptedAsync();

        Limits.Signal(run, HangUp);
        Outcome left = await TestMachine.EndAsync(run);

        left.Code.ShouldBe(4, left.Output + left.Error);
        (await machine.FinishAsync(left.RequestId)).Delivered.ShouldBe(2);
        machine.Purchases.ShouldBe(2);
    }

    private static async Task<int> PortAsync(Process serve)
    {
        while (await serve.StandardOutput.ReadLineAsync().WaitAsync(TestMachine.Patience) is { } line)
        {
            if (line.Split("Now listening on: ") is [_, var address])
            {
                return new Uri(address.Trim()).Port;
            }
        }

        throw new InvalidOperationException($"The server did not start: {await serve.StandardError.ReadToEndAsync()}");
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
