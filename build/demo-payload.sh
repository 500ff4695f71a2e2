# ./demo --payload [--keep]: the free demo with PayloadCMS as catalog, record and media store. Sourced by ./demo, after build/setup.sh.

need_dotnet
need_ffmpeg
need_payload
quietly "Building the program" dotnet build src/VideoGen.Cli -c Release --nologo
program="$PWD/artifacts/bin/VideoGen.Cli/release/videogen"

# The admin panel needs about 2 GB to build; without it the same CMS still answers over REST.
panel=yes
need_payload_panel || panel=no

rm -rf out
mkdir -p out/.videogen out/.cms
export VIDEOGEN_HOME="$PWD/out/.videogen"
cms_log="$PWD/out/.cms/log"
admin_email=admin@videogen.example
admin_password="$(random_word)"
export PAYLOAD_API_KEY VIDEOGEN_PAYLOAD_URL
PAYLOAD_API_KEY="$(random_word)"

cms_pid=
stop_cms() {
  [ -n "$cms_pid" ] || return 0
  kill -TERM -- "-$cms_pid" 2>/dev/null || true
  wait "$cms_pid" 2>/dev/null || true
  cms_pid=
}
trap stop_cms EXIT
trap 'exit 130' INT TERM

start_cms() {
  local command=(node api.mjs)
  [ "$panel" = yes ] && command=(node ../node_modules/next/dist/bin/next start -H 127.0.0.1 -p "$1")
  # A group of its own, so that it ends with everything it started, and does not end with a Ctrl-C that is meant for the agent.
  PORT="$1" HOST=127.0.0.1 NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 SERVER_URL="http://127.0.0.1:$1" \
    DATABASE_URL="file:$PWD/out/.cms/cms.db" FILES_DIR="$PWD/out/.cms/files" TEMP_DIR="$PWD/out/.cms/temp" PAYLOAD_SECRET="$(random_word)" \
    SEED_ADMIN_EMAIL="$admin_email" SEED_ADMIN_PASSWORD="$admin_password" SEED_SERVICE_API_KEY="$PAYLOAD_API_KEY" \
    setsid --wait sh -c 'cd payload/app && exec "$@"' sh "${command[@]}" >"$cms_log" 2>&1 &
  cms_pid=$!
}

# The first request starts Payload itself, which makes the tables and the accounts.
ask_cms() { node build/ask-payload.mjs "$VIDEOGEN_PAYLOAD_URL" "$@"; }
cms_answers() {
  local tries
  for ((tries = 0; tries < 120; tries++)); do
    ask_cms ready 2>/dev/null && return 0
    kill -0 "$cms_pid" 2>/dev/null || return 1
    sleep 0.5
  done
  return 1
}

echo "Starting PayloadCMS …"
for attempt in 1 2 3 4 5; do
  port=$((20000 + RANDOM % 20000))
  VIDEOGEN_PAYLOAD_URL="http://127.0.0.1:$port"
  start_cms "$port"
  cms_answers && break
  stop_cms
  [ "$attempt" -lt 5 ] || { cat "$cms_log" >&2; exit 5; }
done

echo
"$program" doctor --payload

echo
echo "Rendering samples/lighthouse with the templates and configs of the CMS …"
code=0
"$program" generate samples/lighthouse/request.json --provider animatic --out out --wait 600 || code=$?
[ "$code" -eq 0 ] || exit "$code"

echo
ask_cms summary
echo "The contact sheet:  $PWD/out/index.html"

look_around() {
  echo
  if [ "$panel" = yes ]; then
    echo "Look around in the admin panel:  $VIDEOGEN_PAYLOAD_URL/admin"
    echo "  user $admin_email, password $admin_password"
    echo "  a segment with its clip:       $(ask_cms segment)"
  else
    echo "The CMS answers over REST only:  $VIDEOGEN_PAYLOAD_URL/api (key: $PAYLOAD_API_KEY)"
  fi
}

if [ "${keep-}" = yes ]; then
  look_around
  echo "Stop it with:                    kill -- -$cms_pid"
  echo "$cms_pid" >out/.cms/pid
  disown "$cms_pid"
  cms_pid=
elif [ -t 0 ] && [ -t 1 ]; then
  look_around
  echo
  read -r -p "Press Enter to stop the CMS … " || true
else
  echo "The CMS is stopped again. ./demo --payload --keep leaves it running, to look around in its admin panel."
fi
exit 0
