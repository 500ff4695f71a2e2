using VideoGen.Payload.Bench;

// usage: VideoGen.Payload.Bench [DATABASE_URL], in the repository; bench/payload runs it with everything it needs
string folder = Directory.CreateTempSubdirectory("payload-bench").FullName;
try
{
    using CmsProcess cms = await CmsProcess.StartAsync(Path.GetFullPath("payload/app"), folder, args.FirstOrDefault());
    await CatchUpBench.RunAsync(cms, folder);
}
finally
{
    Directory.Delete(folder, recursive: true);
}
