#!/usr/bin/env bash
# Builds everything, runs every test, and ends with "N passed, N failed". Arguments go to the test run.
# Kills, damage, random evolutions and fuzzing have a usual length, at which all takes a quarter of an hour on two cores. FLUERS_FULL=1 gives
# each its full length; a variable of its own gives one any other: FLUERS_CRASHES (how often the processes of each storage are killed),
# FLUERS_AGENT_CRASHES (those of agents, at each point of a turn), FLUERS_AGENT_PROGRAMS (random programs of agents), FLUERS_FUZZ (changed
# frames that are decoded), FLUERS_SOAK_SECONDS (how long writers and readers of each storage call at once, and an order of their calls is
# looked for; 30 with FLUERS_FULL=1).
# FLUERS_COVERAGE=1 also shows the share of lines of src and generators that the tests ran, and counts as a failure where one is below its
# floor in tests/coverage-floors.txt.
# Servers for tests are private ones on free ports of the loopback address. FLUERS_POSTGRES (a connection string), FLUERS_REDIS and
# FLUERS_REDIS_CLUSTER (configurations of StackExchange.Redis) point tests at servers that are there already, FLUERS_CHROMIUM at a browser.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

# The SDK, NuGet and npm keep things at home. A user that has no home, or one that cannot be written, gets one.
if [ -z "${HOME:-}" ] || [ ! -w "$HOME" ]; then
    home=${TMPDIR:-/tmp}/fluers-home-$(id -u)
    mkdir -p -m 700 "$home"
    [ -O "$home" ] || { echo "$home is another user's: give a HOME that can be written." >&2; echo "0 passed, 1 failed"; exit 1; }
    export HOME=$home DOTNET_CLI_HOME=$home
    unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME
fi

# Tests run most code a few times: to count how often, for code that would be better after that, is half of the processor time of some.
export DOTNET_TieredPGO=0

# One compiler for all that is built here, by the tests too, whatever the machine says; it ends with this script.
export UseSharedCompilation=true SharedCompilationId=fluers-$$
log=$(mktemp)
end() {
    rm -f "$log"
    pkill -f "pipename:$SharedCompilationId" 2>/dev/null
}
trap end EXIT

# The walk of a frame stream in another language needs node's MessagePack library. Without node that test skips.
if command -v npm >/dev/null && [ ! -d tests/Fluers.Sdk.Integration.Tests/Node/node_modules ]; then
    npm install --prefix tests/Fluers.Sdk.Integration.Tests/Node --no-package-lock --no-audit --no-fund --loglevel=error ||
        echo "npm could not install @msgpack/msgpack: the test that needs it will skip." >&2
fi

# Storage on a server needs the server's programs, and a web page needs a browser. Where they cannot be had, those tests skip and say why.
missing=()
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || command -v postgres >/dev/null || [ -n "${FLUERS_POSTGRES:-}" ] || missing+=(postgresql)
command -v redis-server >/dev/null || [ -n "${FLUERS_REDIS:-}" ] || missing+=(redis-server)
command -v redis-cli >/dev/null || [ -n "${FLUERS_REDIS_CLUSTER:-}" ] || missing+=(redis-tools)
command -v chromium >/dev/null || command -v google-chrome >/dev/null || [ -n "${FLUERS_CHROMIUM:-}" ] || missing+=(chromium)
# What is between a program and its database: sessions behind a pooler are tried too.
command -v pgbouncer >/dev/null || [ -x /usr/sbin/pgbouncer ] || missing+=(pgbouncer)
# Native AOT needs a linker.
command -v clang >/dev/null || command -v gcc >/dev/null || missing+=(clang)
[ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        (
            # The packages are not to start servers of their own.
            if [ ! -e /usr/sbin/policy-rc.d ]; then
                trap 'rm -f /usr/sbin/policy-rc.d' EXIT
                printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d
            fi
            apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}"
        ) >&2 || echo "apt-get could not install ${missing[*]}: the tests that need it will skip." >&2
    else
        echo "Missing: ${missing[*]}. Root could install them with apt-get; now the tests that need them will skip." >&2
    fi
fi

dotnet format whitespace . --folder --verify-no-changes || { echo "Not formatted: dotnet format whitespace . --folder"; echo "0 passed, 1 failed"; exit 1; }

dotnet build Fluers.Sdk.sln --configuration Release || { echo "0 passed, 1 failed"; exit 1; }

# Those that take longest begin first, so that none of them is left alone at the end; the others as they come. Tests of servers and processes
# wait much of their time: one project more than there are cores keeps the cores busy.
longest=(Build Redis Generators PostgreSql WebAgent Packages Agents CodeFixes)
projects=()
for project in "${longest[@]/#/tests/Fluers.Sdk.}" tests/*.Tests; do
    project=${project%.Tests}.Tests
    [[ " ${projects[*]} " == *" $project "* ]] || projects+=("$project")
done
rm -rf artifacts/coverage artifacts/durations
printf '%s\n' "${projects[@]}" | xargs -P $(($(getconf _NPROCESSORS_ONLN) + 1)) -I{} tests/run.sh {} "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[1]}

count() { awk -v what="$1:" '$1 == what { sum += $2 } END { print sum + 0 }' "$log"; }
passed=$(count succeeded)
failed=$(count failed)
# A run that broke off, or found no test, is a failure even where no test failed.
if { [ "$status" -ne 0 ] || [ "$passed" -eq 0 ]; } && [ "$failed" -eq 0 ]; then
    failed=1
fi

if [ "${FLUERS_COVERAGE:-}" = 1 ]; then
    # A storage whose server could not be had was not tried, nor were the laws of storages on servers where there was none.
    untried=()
    for project in Fluers.Sdk.PostgreSql Fluers.Sdk.Redis; do
        ! grep -q "^skipped $project\.Tests\." "$log" || untried+=("$project")
    done
    [ ${#untried[@]} -lt 2 ] || untried+=(Fluers.Sdk.Testing)
    tests/coverage.sh "${untried[@]}" || failed=$((failed + 1))
fi

tests/durations.sh
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
