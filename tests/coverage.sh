#!/usr/bin/env bash
# Shows how many lines of each project of src and generators the tests ran, from the reports that FLUERS_COVERAGE=1 ./test.sh leaves.
# A line counts as run if any test project ran it. Processes that tests start are not looked into.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
find tests -path '*/TestResults/*' -name '*cobertura*.xml' -newer "${1:-/dev/null}" -print0 | xargs -0 cat | awk '
    /<class / { match($0, /filename="[^"]*"/); file = substr($0, RSTART + 10, RLENGTH - 11) }
    /<line / && file ~ /(^|\/)(src|generators)\// && file !~ /\/obj\// {
        match($0, /number="[0-9]*"/); line = file ":" substr($0, RSTART + 8, RLENGTH - 9)
        match($0, /hits="[0-9]*"/); hits = substr($0, RSTART + 6, RLENGTH - 7)
        if (!(line in seen)) seen[line] = 0
        if (hits > 0) seen[line] = 1
    }
    END {
        for (line in seen) {
            match(line, /(src|generators)\/[^\/]*/); project = substr(line, RSTART, RLENGTH)
            lines[project]++; run[project] += seen[line]; all++; allRun += seen[line]
        }
        for (project in lines) printf "%-40s %6d of %6d lines  %5.1f %%\n", project, run[project], lines[project], 100 * run[project] / lines[project] | "sort"
        close("sort")
        if (all) printf "%-40s %6d of %6d lines  %5.1f %%\n", "all", allRun, all, 100 * allRun / all
    }'
