namespace VideoGen.Host.Configuration;

/// <summary>What a setting's value is.</summary>
public enum SettingKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>One word of a list.</summary>
    Word,

    /// <summary>A whole number.</summary>
    WholeNumber,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>Names with a text each, as a JSON object.</summary>
    Names,

    /// <summary>Names with any JSON value each, as a JSON object.</summary>
    Values,
}
