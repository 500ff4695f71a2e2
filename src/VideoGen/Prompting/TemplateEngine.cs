using System.Collections.Concurrent;
using System.Globalization;
using HandlebarsDotNet;

namespace VideoGen.Prompting;

/// <summary>
/// Handlebars, fenced in: text goes out as it is, and only the tags of <see cref="TemplateTag"/> are let in, so that no template can
/// loop, reach for anything but its values, or write without bound. Thread-safe; compiled templates are kept by their text.
/// </summary>
internal sealed class TemplateEngine
{
    public const int MaxTemplateCharacters = 20_000;
    public const int MaxPromptCharacters = 200_000;

    private const int MaxCompiled = 200;

    private readonly ConcurrentDictionary<string, HandlebarsTemplate<TextWriter, object, object>> _compiled = new(StringComparer.Ordinal);
    private readonly Lazy<IHandlebars> _handlebars = new(Configure);

    /// <summary>Renders a template.</summary>
    /// <exception cref="TemplateException">The template is not valid, names something unknown, or writes too much.</exception>
    public string Render(string template, Dictionary<string, string> values)
    {
        if (template.Length > MaxTemplateCharacters)
        {
            throw new TemplateException($"The template has {template.Length} characters; {MaxTemplateCharacters} are allowed.");
        }

        if (_compiled.Count > MaxCompiled)
        {
            _compiled.Clear();
        }

        try
        {
            using var output = new BoundedWriter(MaxPromptCharacters);
            _compiled.GetOrAdd(template, Compile)(output, values);
            return output.ToString();
        }
        catch (Exception e) when (e is not (TemplateException or OutOfMemoryException)) // the library throws types of many kinds
        {
            throw e.InnerException as TemplateException ?? new TemplateException(e.Message, e);
        }
    }

    private HandlebarsTemplate<TextWriter, object, object> Compile(string template)
    {
        _ = TemplateTag.Read(template);
        using var text = new StringReader(template);
        return _handlebars.Value.Compile(text);
    }

    private static IHandlebars Configure() => Handlebars.Create(new HandlebarsConfiguration
    {
        NoEscape = true,
        ThrowOnUnresolvedBindingExpression = true,
        FormatProvider = CultureInfo.InvariantCulture,
        PartialRecursionDepthLimit = 1,
    });
}
