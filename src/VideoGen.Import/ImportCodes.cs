namespace VideoGen.Import;

/// <summary>Every code a problem of an import can carry. <c>docs/problems.md</c> explains each.</summary>
public static class ImportCodes
{
    /// <summary>The source is not there, no text, or of no known kind.</summary>
    public const string SourceUnreadable = "source_unreadable";

    /// <summary>The source holds no shot.</summary>
    public const string SourceEmpty = "source_empty";

    /// <summary>A column that is needed is not there, or one that was named does not exist.</summary>
    public const string ColumnMissing = "column_missing";

    /// <summary>Two columns hold the same field.</summary>
    public const string ColumnAmbiguous = "column_ambiguous";

    /// <summary>A value is missing.</summary>
    public const string CellEmpty = "cell_empty";

    /// <summary>A value cannot be read.</summary>
    public const string CellInvalid = "cell_invalid";

    /// <summary>A row has more cells than the table has columns.</summary>
    public const string RowUneven = "row_uneven";

    /// <summary>A still is not there, or there are several for one shot.</summary>
    public const string StillUnclear = "still_unclear";

    /// <summary>The name of a picture says no scene and shot.</summary>
    public const string NameUnread = "name_unread";

    /// <summary>Numbers are left out.</summary>
    public const string NumberSkipped = "number_skipped";

    /// <summary>Two shots have the same place in the same scene.</summary>
    public const string ShotRepeated = "shot_repeated";
}
