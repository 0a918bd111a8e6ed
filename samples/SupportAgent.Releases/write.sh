#!/usr/bin/env bash
# Builds the old releases from their sources and writes again what they stored: their databases, and their frames.
# What they store never changes; so this is for a reader who wants to see it, and ends with nothing that git would call a change
# but the databases, which hold the time at which they were written.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
frames=../SupportAgent/schemas/golden
mkdir -p "$frames"
for release in 1 2; do
    rm -f "release-$release.db"
    dotnet run --configuration Release --project "Release$release" -- . "$frames"
done
