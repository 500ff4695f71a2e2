using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VideoGen.Contract;
using VideoGen.Synthesis;

if (args is not [var request, var home])
{
    Console.Error.WriteLine("Usage: embedding REQUEST.json HOME");
    return 2;
}

HostApplicationBuilder builder = Host.CreateApplicationBuilder();
builder.Services.AddVideoGen(agent => agent.Home = Path.GetFullPath(home)).AddSqliteLedger().AddFal().AddAnimatic();
using IHost program = builder.Build();
await program.StartAsync();

IVideoSegments segments = program.Services.GetRequiredService<IVideoSegments>();
var call = new SynthesisCall(await File.ReadAllBytesAsync(request)) { LocalFolder = Path.GetDirectoryName(Path.GetFullPath(request)) };
Answer<SynthesisAnswer> answer = await segments.SynthesizeAsync(call, progress: null, CancellationToken.None);
while (answer is Answer<SynthesisAnswer>.Given { Value: { Status: RequestStatus.InProgress, RequestId: var id } })
{
    answer = await segments.GetAsync(id, TimeSpan.FromMinutes(1), progress: null, CancellationToken.None); // clips take minutes
}

Console.WriteLine(answer switch
{
    Answer<SynthesisAnswer>.Given { Value: var given } => string.Join('\n', given.VideoSegments.Select(s => $"{s.SegmentId} {s.VideoUrl}")),
    Answer<SynthesisAnswer>.Refused { Refusal: var refusal } => string.Join('\n', refusal.Problems),
    _ => "",
});
await program.StopAsync();
return answer is Answer<SynthesisAnswer>.Given { Value.FailedSegments: [] } ? 0 : 1;
