#!/usr/bin/env bash
# How long the program takes to load a session from SQLite and to end, beside MessagePack alone reading a file, and beside itself on the JIT.
# Both are published with Native AOT first. Rounds take turns, so that the machine's moods hit all alike; what is shown are medians.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rounds=${1:-100}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for program in Fluers.Sdk.Aot Fluers.Sdk.Aot.Bare; do
    dotnet publish "$program" --configuration Release --output "$work/$program" --nologo --verbosity quiet >&2
done

cd "$work"
jit=(dotnet exec "$OLDPWD"/Fluers.Sdk.Aot/bin/Release/net10.0/*/shop.dll)
Fluers.Sdk.Aot/shop store sessions.db lamp 5
Fluers.Sdk.Aot.Bare/bare write lamp.msgpack 5
took() { local from=$EPOCHREALTIME; "${@:2}" >/dev/null; local to=$EPOCHREALTIME; echo $((${to/./} - ${from/./})) >>"$1"; }
for ((round = 0; round < rounds; round++)); do
    took bare Fluers.Sdk.Aot.Bare/bare read lamp.msgpack
    took aot Fluers.Sdk.Aot/shop load sessions.db lamp
    took jit "${jit[@]}" load sessions.db lamp
done

median() { sort -n "$1" | sed -n "$((rounds / 2 + 1))p"; }
base=$(median bare)
for program in bare aot jit; do
    awk -v name=$program -v took="$(median $program)" -v base="$base" 'BEGIN { printf "%-5s %5.1f ms  %.2f\n", name, took / 1000, took / base }'
done
ls -l Fluers.Sdk.Aot/shop Fluers.Sdk.Aot.Bare/bare | awk '{ printf "%s %d KiB\n", $NF, $5 / 1024 }'
