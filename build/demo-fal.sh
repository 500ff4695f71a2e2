# ./demo --fal: the paid path against the fal simulator, with real webhooks. Sourced by ./demo, after build/setup.sh.

need_dotnet
need_ffmpeg
quietly "Building the program" dotnet build src/VideoGen.Cli -c Release --nologo
quietly "Building the server" dotnet build src/VideoGen.Server -c Release --nologo
quietly "Building the simulator" dotnet build src/VideoGen.FalSimulator -c Release --nologo
program="$PWD/artifacts/bin/VideoGen.Cli/release/videogen"
server_program="$PWD/artifacts/bin/VideoGen.Server/release/videogen-server"
simulator_program="$PWD/artifacts/bin/VideoGen.FalSimulator/release/videogen-fal-simulator"

rm -rf out
mkdir -p out/.videogen
export VIDEOGEN_HOME="$PWD/out/.videogen"

started=()
stop_both() {
  local pid
  for pid in "${started[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
  started=()
}
trap stop_both EXIT
trap 'exit 130' INT TERM

# until_line FILE PATTERN PID: waits until a background program has written a line; fails when the program ends first.
until_line() {
  local tries
  for ((tries = 0; tries < 300; tries++)); do
    grep -q "$2" "$1" && return 0
    kill -0 "$3" 2>/dev/null || break
    sleep 0.1
  done
  cat "$1" >&2
  return 1
}

echo "Starting the fal simulator …"
simulator_log="$VIDEOGEN_HOME/simulator.log"
"$simulator_program" --port 0 >"$simulator_log" 2>&1 &
started+=($!)
until_line "$simulator_log" '^# ready' $!
# The simulator says which variables lead to it, the key included.
eval "$(grep '^export ' "$simulator_log")"
simulator_url="${VIDEOGEN_FAL_QUEUE_URL%/queue}"

echo "Starting the server, which takes the webhooks …"
server_log="$VIDEOGEN_HOME/server.log"
for attempt in 1 2 3 4 5; do
  port=$((20000 + RANDOM % 20000))
  VIDEOGEN_SERVER_PORT=$port VIDEOGEN_FAL_WEBHOOK_URL="http://127.0.0.1:$port" "$server_program" >"$server_log" 2>&1 &
  server_pid=$!
  if until_line "$server_log" 'Application started' "$server_pid" 2>/dev/null; then
    started+=("$server_pid")
    break
  fi
  wait "$server_pid" || true
  [ "$attempt" -lt 5 ] || { cat "$server_log" >&2; exit 5; }
done
export VIDEOGEN_FAL_WEBHOOK_URL="http://127.0.0.1:$port"

echo
echo "The plan, which spends nothing:"
"$program" plan samples/lighthouse/request.json --provider fal-ai

echo
echo "Rendering samples/lighthouse over the paid path …"
code=0
"$program" generate samples/lighthouse/request.json --provider fal-ai --out out || code=$?

# truth NAME: a number at the top of the simulator's own account.
truth_port="${simulator_url##*:}"
exec 3<>"/dev/tcp/127.0.0.1/$truth_port"
printf 'GET /_sim/truth HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' >&3
truth="$(cat <&3)"
exec 3>&-
number() { grep -o "\"$1\": *[0-9.]*" <<<"$truth" | head -n 1 | grep -o '[0-9.]*$'; }

echo
echo "The simulator's own account: $(number jobs_created) jobs created, \$$(number billed_usd) billed," \
  "$(grep -o '"kind": *"webhook_sent"' <<<"$truth" | wc -l) webhooks sent."
stop_both

if [ "$code" -eq 0 ]; then
  echo
  echo "Open the contact sheet in a browser:  $PWD/out/index.html"
  echo "The clips lie beside it:              $(cd out && ls ./*.mp4 | sed 's#^\./##' | tr '\n' ' ')"
fi
exit "$code"
