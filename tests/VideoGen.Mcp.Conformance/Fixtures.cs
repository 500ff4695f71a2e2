using System.Reflection;
using ModelContextProtocol.Server;
using VideoGen.Server.Mcp;

namespace VideoGen.Mcp.Conformance;

/// <summary>Everything the suite looks for.</summary>
internal static class Fixtures
{
    /// <summary>Tools, prompts, resources and tasks, for one server.</summary>
    public static McpExtras Extras() => new([new FixtureTasks()], AddTo);

    private static void AddTo(McpServerOptions options)
    {
        Type[] places = [typeof(ContentTools), typeof(AskingTools), typeof(InputRequiredTools), typeof(DiagnosticTools), typeof(TaskTools)];
        foreach (MethodInfo method in places.SelectMany(p => p.GetMethods()).Where(m => m.IsDefined(typeof(McpServerToolAttribute))))
        {
            options.ToolCollection!.Add(McpServerTool.Create(method));
        }

        options.ToolCollection!.Add(SchemaTool.Create());
        foreach (MethodInfo method in typeof(FixturePrompts).GetMethods().Where(m => m.IsDefined(typeof(McpServerPromptAttribute))))
        {
            options.PromptCollection!.Add(McpServerPrompt.Create(method));
        }

        foreach (MethodInfo method in typeof(FixtureResources).GetMethods().Where(m => m.IsDefined(typeof(McpServerResourceAttribute))))
        {
            options.ResourceCollection!.Add(McpServerResource.Create(method));
        }

        options.Filters.Request.CallToolFilters.Add(ContentTools.CutStream);
    }
}
