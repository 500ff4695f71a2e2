using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Sync;

namespace VideoGen.FalSimulation.Hosts;

/// <summary>The web server: one port, the first part of the path says which host of fal is meant.</summary>
internal static class SimulatorHost
{
    public static WebApplication Build(int port, SimulatedService service)
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
        host.Run(context => AnswerAsync(context, service));
        return host;
    }

    private static async Task AnswerAsync(HttpContext context, SimulatedService service)
    {
        try
        {
            if (context.Request.Path == "/proxy" && !ProxyTarget.Redirect(context.Request))
            {
                await Answer.Detail(400, "x-fal-target-url does not name a host of fal").WriteAsync(context);
                return;
            }

            string path = context.Request.Path.Value ?? "/";
            int slash = path.IndexOf('/', 1);
            string host = slash < 0 ? path[1..] : path[1..slash];
            await service.AnswerAsync(context, host, slash < 0 ? "" : path[slash..]);
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
