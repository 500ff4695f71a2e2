# Set-up that ./demo and ./test share: looks for what is needed, installs it where this user may, else says how. Sourced, not run.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# One compiler process for all projects: starting one for each costs half of the time of a build.
export UseSharedCompilation=true

lacking() {
  echo "Lacking: $1" >&2
  echo "  $2" >&2
  exit 1
}

# Runs a command without its chatter; shows all of it when it fails.
quietly() {
  local what="$1" log
  shift
  log="$(mktemp)"
  echo "$what …"
  if ! "$@" >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    echo "$what failed." >&2
    return 1
  fi
  rm -f "$log"
}

need_dotnet() {
  command -v dotnet >/dev/null || lacking "the .NET 10 SDK" "Install it from https://dotnet.microsoft.com/download/dotnet/10.0"
  dotnet --list-sdks | grep -q '^10\.' || lacking "the .NET 10 SDK (found: $(dotnet --version))" "Install it from https://dotnet.microsoft.com/download/dotnet/10.0"
}

# What .NET links native code with.
need_linker() {
  [ "$(uname)" = Linux ] || return 0
  command -v clang >/dev/null || need_program gcc gcc libc6-dev
}

# Stands before the nodes of a cluster in the tests. Debian puts it where not every user looks.
need_haproxy() { [ -x /usr/sbin/haproxy ] || need_program haproxy haproxy; }

# Makes the networks between those nodes.
need_iproute() { need_program ip iproute2; }

need_ffmpeg() { need_program ffmpeg ffmpeg; }

# Reads the marks of clips in the tests.
need_exiftool() { need_program exiftool libimage-exiftool-perl; }

# need_program PROGRAM PACKAGE…: installs Debian packages unless the program is there.
need_program() {
  local program="$1"
  shift
  command -v "$program" >/dev/null && return 0
  install_packages "$@" || true
  hash -r
  command -v "$program" >/dev/null || lacking "$program" "Install it with: sudo apt-get install $*"
}

install_packages() {
  local root=()
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
    root=(sudo -n)
  fi
  local apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300)
  quietly "Refreshing the list of packages" "${apt[@]}" update || true
  # An interrupted installation leaves half unpacked packages behind: fix them, then try once more.
  quietly "Installing $*" "${apt[@]}" install -y --no-install-recommends "$@" ||
    { quietly "Fixing packages" "${apt[@]}" -f install -y || true
      quietly "Installing $* once more" "${apt[@]}" install -y --no-install-recommends "$@"; }
}

need_node() {
  command -v node >/dev/null && command -v npm >/dev/null || lacking "Node 20 or newer with npm" "Install it from https://nodejs.org"
}

# The CMS of payload/: its packages and the compiled plugin. Runs again only when something of it changed.
need_payload() {
  need_node
  local stamp=payload/node_modules/.videogen-stamp now
  now="$( (cd payload && find . ../src/VideoGen/Catalog/Shipped \( -name node_modules -o -name dist -o -name .next -o -name data \) -prune -o \
    -type f \( -name 'package*.json' -o -name 'tsconfig*.json' -o -name '*.ts' -o -name '*.tsx' -o -name '*.mjs' -o -name '*.json' \) ! -name '*.generated.ts' ! -name next-env.d.ts -print0 | sort -z | xargs -0 sha256sum) | sha256sum)"
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ] && [ -f payload/app/dist/payload.config.js ] && return 0
  # Installing takes a minute, compiling a few seconds: install only when the list of packages changed.
  if [ "$(cat payload/node_modules/.videogen-lock 2>/dev/null)" = "$(sha256sum <payload/package-lock.json)" ]; then
    quietly "Compiling the CMS" npm --prefix payload run compile || return 1
  else
    quietly "Installing the packages of the CMS" npm --prefix payload ci --no-audit --no-fund || return 1
    sha256sum <payload/package-lock.json >payload/node_modules/.videogen-lock
  fi
  echo "$now" >"$stamp"
}

# The admin panel of the CMS, built for production. Runs again only when something of it changed.
need_payload_panel() {
  local stamp=payload/app/.next/.videogen-stamp
  [ -f "$stamp" ] && cmp -s "$stamp" payload/node_modules/.videogen-stamp && return 0
  NEXT_TELEMETRY_DISABLED=1 quietly "Building the admin panel of the CMS" npm --prefix payload/app run build || return 1
  cp payload/node_modules/.videogen-stamp "$stamp"
}

# The tools that build and test web/: its packages. Installed anew only when the list of packages changed.
need_web() {
  need_node
  [ "$(cat web/node_modules/.videogen-lock 2>/dev/null)" = "$(sha256sum <web/package-lock.json)" ] && return 0
  quietly "Installing the packages of web/" npm --prefix web ci --no-audit --no-fund || return 1
  sha256sum <web/package-lock.json >web/node_modules/.videogen-lock
}

need_chromium() { need_program chromium chromium; }

# The programs of a PostgreSQL server; Debian keeps them off the path.
need_postgres() {
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && return 0
  install_packages postgresql || true
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || lacking "the PostgreSQL server" "Install it with: sudo apt-get install postgresql"
}

# Prometheus and Alertmanager with their tools, below artifacts/prometheus unless they are on the path: Debian's packages, unpacked and not
# installed, since an installation starts both as services.
need_prometheus() {
  local program missing=no
  for program in prometheus promtool amtool; do
    command -v "$program" >/dev/null || [ -x "artifacts/prometheus/usr/bin/$program" ] || missing=yes
  done
  [ "$missing" = no ] && return 0
  quietly "Fetching Prometheus" fetch_prometheus || true
  [ -x artifacts/prometheus/usr/bin/promtool ] && [ -x artifacts/prometheus/usr/bin/amtool ] ||
    lacking "Prometheus and Alertmanager" "Put prometheus, promtool and amtool on the path, or run: sudo apt-get update, then once more"
}

fetch_prometheus() {
  command -v apt-get >/dev/null && command -v dpkg >/dev/null || return 1
  local folder package
  folder="$(mktemp -d)"
  chmod 755 "$folder"
  if ! (cd "$folder" && apt-get download prometheus prometheus-alertmanager); then
    # The list of packages may be old or absent.
    if [ "$(id -u)" -eq 0 ]; then apt-get update; else sudo -n apt-get update; fi
    (cd "$folder" && apt-get download prometheus prometheus-alertmanager) || { rm -rf "$folder"; return 1; }
  fi
  for package in "$folder"/*.deb; do
    dpkg -x "$package" "$folder/root" || { rm -rf "$folder"; return 1; }
  done
  mkdir -p artifacts
  rm -rf artifacts/prometheus
  mv "$folder/root" artifacts/prometheus
  rm -rf "$folder"
}

random_word() { od -An -N 16 -t x1 /dev/urandom | tr -d ' \n'; }
