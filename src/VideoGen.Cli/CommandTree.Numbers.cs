using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace VideoGen.Cli;

/// <content>Numbers of the command line: each says in words what it may be.</content>
internal sealed partial class CommandTree
{
    private static Option<double?> Wait(string description) =>
        Number<double>("--wait", "SECONDS", description, "a number of seconds from 0 to 86400", seconds => seconds is >= 0 and <= 86_400);

    private static Option<T?> Number<T>(string name, string unit, string description, string rule, Func<T, bool> isAllowed)
        where T : struct, INumberBase<T> => new(name)
        {
            Description = description,
            HelpName = unit,
            CustomParser = result =>
            {
                if (result.Tokens is [.., var token] && T.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out T number) && isAllowed(number))
                {
                    return number;
                }

                result.AddError($"{name} must be {rule}.");
                return null;
            },
        };
}
