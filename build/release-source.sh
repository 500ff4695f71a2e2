# Copies the sources to where a release can be built: restoring for one kind of machine would change the lock files, which serve all.
# Sourced in the repository's root; sets `sources`.
. build/setup.sh
need_dotnet
sources="$PWD/artifacts/release/source"
rm -rf "$sources" # what a past run left there may be gone from the repository
mkdir -p "$sources"
git ls-files -z -- src samples docs/schemas Directory.Build.props Directory.Packages.props BannedSymbols.txt | tar --null -T - -c | tar -x -C "$sources"
