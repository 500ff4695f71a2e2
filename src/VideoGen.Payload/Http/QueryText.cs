using System.Text;

namespace VideoGen.Payload.Http;

/// <summary>A query as it stands in an address. Pure.</summary>
internal static class QueryText
{
    /// <summary>The text after the question mark, the CMS's names in it. Relations stay ids, joins stay away.</summary>
    public static string Of(PayloadNames names, string collection, PayloadQuery query)
    {
        var text = new StringBuilder($"depth=0&joins=false&limit={query.Limit}");
        for (int i = 0; i < query.Where.Length; i++)
        {
            PayloadCondition one = query.Where[i];
            text.Append($"&where[and][{i}][{Escape(names.Theirs(collection, one.Field))}][{Escape(one.Operator)}]={Escape(one.Value)}");
        }

        if (query.Sort is { } sort)
        {
            string field = sort.TrimStart('-');
            text.Append($"&sort={(field.Length < sort.Length ? "-" : "")}{Escape(names.Theirs(collection, field))}");
        }

        foreach (string field in query.Select)
        {
            text.Append($"&select[{Escape(names.Theirs(collection, field))}]=true");
        }

        return text.ToString();
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
