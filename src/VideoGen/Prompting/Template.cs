using System.Collections.Immutable;
using System.Text;

namespace VideoGen.Prompting;

/// <summary>
/// A prompt template, read and ready to be written with values: the part of Handlebars that <see cref="TemplateTag"/> lets in, to the
/// letter of its white space. Text goes out as it is; values go in as they are and are never read as templates. Immutable.
/// </summary>
internal sealed class Template
{
    private const int MaxTemplateCharacters = 20_000;
    private const int MaxPromptCharacters = 200_000;

    private readonly ImmutableArray<TemplateTag> _tags;
    private readonly string[] _texts; // what stands before each tag, and after the last one

    private Template(ImmutableArray<TemplateTag> tags, string[] texts) => (_tags, _texts) = (tags, texts);

    /// <summary>Its tags, in order.</summary>
    public ImmutableArray<TemplateTag> Tags => _tags;

    /// <summary>Reads a template.</summary>
    /// <exception cref="TemplateException">It is not valid, names something unknown, or is too long.</exception>
    public static Template Read(string text)
    {
        if (text.Length > MaxTemplateCharacters)
        {
            throw new TemplateException($"The template has {text.Length} characters; {MaxTemplateCharacters} are allowed.");
        }

        ImmutableArray<TemplateTag> tags = TemplateTag.Read(text);
        return new Template(tags, TemplateText.Between(text, tags));
    }

    /// <summary>Writes it. A block of <c>#if</c> is written when its value is not empty.</summary>
    /// <param name="values">A value for every name.</param>
    /// <exception cref="TemplateException">It writes too much.</exception>
    public string Write(IReadOnlyDictionary<string, string> values)
    {
        var prompt = new StringBuilder();
        var blocks = new Stack<(bool Around, bool Here)>();
        bool writes = true;
        for (int i = 0; i < _texts.Length; i++)
        {
            Append(prompt, writes, _texts[i]);
            if (i == _tags.Length)
            {
                break;
            }

            TemplateTag tag = _tags[i];
            switch (tag.Kind)
            {
                case "":
                    Append(prompt, writes, values[tag.Name]);
                    break;
                case "#if" or "#unless":
                    blocks.Push((writes, values[tag.Name].Length > 0 == tag.Kind is "#if"));
                    break;
                case "else":
                    (bool around, bool here) = blocks.Pop();
                    blocks.Push((around, !here));
                    break;
                case "/if" or "/unless":
                    writes = blocks.Pop().Around;
                    continue;
            }

            writes = !blocks.TryPeek(out (bool Around, bool Here) block) || (block.Around && block.Here);
        }

        return prompt.ToString();
    }

    private static void Append(StringBuilder prompt, bool writes, string text)
    {
        if (!writes)
        {
            return;
        }

        if (prompt.Length + text.Length > MaxPromptCharacters)
        {
            throw new TemplateException($"The template writes more than {MaxPromptCharacters} characters.");
        }

        prompt.Append(text);
    }
}
