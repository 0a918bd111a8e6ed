#!/usr/bin/env bash
# Runs the tests of one project that was built, and shows what they said when they have ended, so that projects can run beside each other.
# What it leaves in artifacts is read by tests/durations.sh and tests/coverage.sh.
#   tests/run.sh tests/Fluers.Sdk.Tests [options of dotnet test]
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
name=$(basename "$1")
shift
if [ "${FLUERS_COVERAGE:-}" = 1 ]; then
    reports=(--coverlet --results-directory "$PWD/artifacts/coverage/$name")
else
    reports=(--results-directory "$PWD/artifacts/durations/$name")
fi

# Who asks for some tests finds none of them in most projects.
[ $# -eq 0 ] || set -- --ignore-exit-code 8 "$@"

echo "$name begins"
said=$(dotnet test --test-modules "tests/$name/bin/Release/net10.0/$name.dll" --no-progress --report-xunit-trx "${reports[@]}" "$@" 2>&1)
status=$?
printf '%s\n\n' "$said"
exit "$status"
