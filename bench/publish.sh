# Publishes videogen as it is shipped, precompiled for this machine, from a copy of the sources: publishing for one machine would
# change the lock files. Sourced in the repository's root; sets `published`.
. build/setup.sh
need_dotnet
published="$PWD/artifacts/bench/cli"
sources="$PWD/artifacts/bench/source"
mkdir -p "$sources"
rm -rf "$sources/src" # what a past run left there may be gone from the repository
git ls-files -z -- src samples Directory.Build.props Directory.Packages.props BannedSymbols.txt | tar --null -T - -c | tar -x -C "$sources"
quietly "Publishing videogen" dotnet publish "$sources/src/VideoGen.Cli" -c Release -r linux-x64 --self-contained false -p:PublishReadyToRun=true -o "$published"
