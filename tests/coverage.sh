#!/usr/bin/env bash
# Shows how many lines of each project of src and generators the tests ran, from the reports that FLUERS_COVERAGE=1 ./test.sh leaves, and
# fails where they are a smaller share than tests/coverage-floors.txt asks for. A line counts once any test project ran it; code that a
# generator wrote does not. Arguments name projects whose floor is not asked for, as what they need was missing. With --files it shows each
# file instead, those with the smallest share first.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C
shopt -s nullglob
reports=(artifacts/coverage/*/coverage*.info)
[ ${#reports[@]} -gt 0 ] || { echo "There are no reports in artifacts/coverage: FLUERS_COVERAGE=1 ./test.sh writes them." >&2; exit 1; }

# One line per file: its path, how many lines ran, and how many there are. In a report SF names a file, by its path on this machine or, where
# the build was that of continuous integration, under /_/; DA is a line and how often it ran.
files() {
    awk -v root="$PWD/" '
        /^SF:/ {
            file = substr($0, 4)
            if (index(file, root) == 1) file = substr(file, length(root) + 1)
            sub("^/_/", "", file)
            ours = file ~ "^(src|generators)/" && file !~ "/obj/"
        }
        ours && /^DA:/ { split(substr($0, 4), line, ","); hits[file, line[1]] += line[2] }
        END {
            for (key in hits) { split(key, part, SUBSEP); lines[part[1]]++; if (hits[key]) ran[part[1]]++ }
            for (file in lines) print file, ran[file] + 0, lines[file]
        }' "${reports[@]}"
}

if [ "${1:-}" = --files ]; then
    files | awk '{ printf "%5.1f %% of %4d lines  %s\n", 100 * $2 / $3, $3, $1 }' | sort -n
    exit
fi

projects() { files | awk '{ split($1, path, "/"); ran[path[2]] += $2; lines[path[2]] += $3 } END { for (name in lines) print name, ran[name], lines[name] }' | sort; }
floors() { grep -v '^#' tests/coverage-floors.txt | sort; }
join -a 1 -a 2 -e - -o 0,1.2,1.3,2.2 <(projects) <(floors) | awk -v untried=" $* " '
    function row(name, ran, lines, note) { printf "%-26s %6d of %6d lines  %5.1f %%  %s\n", name, ran, lines, 100 * ran / lines, note }
    $3 == "-" { printf "%-26s FAILED: it has a floor, but the reports have no line of it\n", $1; failed = 1; next }
    $4 == "-" { note = "FAILED: tests/coverage-floors.txt has no floor for it"; failed = 1 }
    $4 != "-" { note = "of at least " $4 " %" }
    $4 != "-" && index(untried, " " $1 " ") { note = "some of its tests were skipped"; $4 = 0 }
    $4 != "-" && 100 * $2 < $4 * $3 { note = "FAILED: at least " $4 " % are asked for"; failed = 1 }
    { row($1, $2, $3, note); ran += $2; lines += $3 }
    END { if (lines) row("all", ran, lines, ""); exit failed }'
