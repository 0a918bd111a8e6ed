#!/usr/bin/env bash
# Shows how long the tests of the last ./test.sh took: each project, from its first test to its last, and the classes that took longest, all
# tests of a class added up. Tests run beside each other, so the sums are larger than the time that went by.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C
shopt -s nullglob
reports=(artifacts/durations/*/*.trx artifacts/coverage/*/*.trx)
[ ${#reports[@]} -gt 0 ] || exit 0

results() {
    grep -oH '<UnitTestResult [^>]*' "$@" | awk '
        function of(name) { return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : "" }
        function seconds(clock, part) { split(clock, part, ":"); return part[1] * 3600 + part[2] * 60 + part[3] }
        {
            split($0, path, "/")
            test = of("testName"); sub(/\(.*/, "", test)
            print path[3], substr(test, 1, match(test, /\.[^.]*$/) - 1), seconds(of("duration")), seconds(substr(of("startTime"), 12, 15)), seconds(substr(of("endTime"), 12, 15))
        }'
}

results "${reports[@]}" | awk '
    {
        tests[$1]++; class[$2] += $3
        end = $5 < $4 ? $5 + 86400 : $5   # past midnight
        if (!($1 in first) || $4 < first[$1]) first[$1] = $4
        if (end > last[$1]) last[$1] = end
    }
    END {
        for (name in tests) printf "0 %7.1f s  %s, %d tests\n", last[name] - first[name], name, tests[name]
        for (name in class) printf "1 %7.1f s  %s\n", class[name], name
    }' | sort -k1,1n -k2,2nr | awk '
    $1 == 0 && !projects++ { print "\nProjects, from the first test to the last:" }
    $1 == 1 && !classes++ { print "\nClasses that took longest, all their tests added up:" }
    $1 == 0 || classes <= 25 { sub(/^[01] /, ""); print }
    END { print "" }'
