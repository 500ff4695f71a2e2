# What build/publish and build/pack share. Sourced in the repository's root; sets `sources` and `release`.
. build/setup.sh
need_dotnet
need_linker

# The sources lie where a release can be built: restoring for one kind of machine would change the lock files, which serve all. What was
# compiled there stays. Without git, as in an image, the tree is nobody's to keep.
sources="$PWD"
if [ -e .git ]; then
  sources="$PWD/artifacts/release/source"
  mkdir -p "$sources"
  find "$sources" -mindepth 1 -maxdepth 1 ! -name artifacts -exec rm -rf {} + # what a past run left there may be gone from the repository
  git ls-files -z -- src samples docs/schemas web/dist Directory.Build.props Directory.Packages.props BannedSymbols.txt | tar --null -T - -c | tar -x -C "$sources"
fi
release=(-c Release -p:RunAnalyzers=false)

# property NAME [SWITCH…]: a property of the program's project.
property() { dotnet msbuild "$sources/src/VideoGen.Cli" -getProperty:"$1" "${@:2}"; }

# The kind of machine that this is, as .NET names it.
this_rid() { property NETCoreSdkPortableRuntimeIdentifier; }

# publish_servers RID DIR: the programs that run on ASP.NET Core, which they find on the machine.
publish_servers() {
  local project
  for project in VideoGen.Server VideoGen.FalSimulator VideoGen.Simulators; do
    quietly "Publishing $project" dotnet publish "$sources/src/$project" "${release[@]}" -r "$1" --no-self-contained -o "$2"
  done
}
