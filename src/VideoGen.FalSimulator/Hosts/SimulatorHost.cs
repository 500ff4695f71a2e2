using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VideoGen.FalSimulation.Answers;

namespace VideoGen.FalSimulation.Hosts;

/// <summary>The web server of a simulator: one port on the loopback address.</summary>
internal static class SimulatorHost
{
    public static WebApplication Build(int port, Func<HttpContext, Task> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        WebApplication host = builder.Build();
        host.Run(context => GuardedAsync(context, answer));
        return host;
    }

    private static async Task GuardedAsync(HttpContext context, Func<HttpContext, Task> answer)
    {
        try
        {
            await answer(context);
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The caller went away: nobody is left to answer.
        }
        catch (FormatException problem)
        {
            await Answer.Detail(400, problem.Message).WriteAsync(context);
        }
        catch (System.Text.Json.JsonException)
        {
            await Answer.Detail(400, "The body is not JSON.").WriteAsync(context);
        }
    }
}
