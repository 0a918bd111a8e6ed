#!/usr/bin/env bash
# Measures everything that docs/performance.md tells, in three rounds of which the medians count, and writes its tables and charts: about an
# hour on a machine that does nothing else.
# Arguments choose benchmarks, '*Serialize*' '*Load*'; the others keep what was measured before.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
[ $# -gt 0 ] || set -- '*'
dotnet run --configuration Release --project tests/Fluers.Sdk.Benchmarks -- --filter "$@" --document docs/performance.md
