namespace VideoGen.FalSimulation.Pictures;

/// <summary>A picture that was fetched or decoded: its file, its hash, its size.</summary>
internal sealed record InputPicture(string Path, string Hash, PictureHeader Header);
