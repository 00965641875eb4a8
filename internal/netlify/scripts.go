package netlify

// buildScript builds with what earlier builds compiled: Netlify keeps the folder
// of its cache from one build to the next. What it says of a build stands in its
// variables, which notis reads; any of them may be empty.
const buildScript = Mark + `
# Builds a site on Netlify. What was compiled, and the brands that were built, are
# kept for the next build.
set -eu
if [ -z "${NETLIFY_CACHE_DIR:-}" ]; then
  # Where Netlify's machines have it, should they not say so.
  NETLIFY_CACHE_DIR=/opt/build/cache
  [ -w "$NETLIFY_CACHE_DIR" ] || NETLIFY_CACHE_DIR=$PWD/.cache
fi
export NETLIFY_CACHE_DIR
cache=$NETLIFY_CACHE_DIR
export GOCACHE="$cache/go-build" GOMODCACHE="$cache/go-mod" GOFLAGS=-modcacherw
exec go run ./cmd/notis build --netlify "$@"
`

// unchangedScript is asked before a build. It compares as git does, so that
// nothing has to be compiled to leave a build out.
const unchangedScript = Mark + `
# usage: sh sites/unchanged VERSIONS PATH...
# Netlify asks this before it builds a site, and builds unless the exit code is 0.
# Whatever is not certain is built.
set -u
versions=$1
shift
was=${CACHED_COMMIT_REF:-}
now=${COMMIT_REF:-}

# A hook asks for a build because a version is due, or because somebody wants one.
[ -z "${INCOMING_HOOK_TITLE:-}${INCOMING_HOOK_URL:-}${INCOMING_HOOK_BODY:-}" ] || exit 1
[ -n "$was" ] && [ -n "$now" ] && [ "$was" != "$now" ] || exit 1

# A version that has come into force since the last build changes pages too.
built=$(TZ=Europe/Oslo git log -1 --date=format-local:%Y-%m-%d --format=%cd "$was") || exit 1
today=$(TZ=Europe/Oslo date +%Y-%m-%d)
git grep -h '^effective = ' "$now" -- "$versions" ':(glob,exclude)**/facts.toml' |
  awk -v built="$built" -v today="$today" '$3 >= built && $3 <= today { due = 1 } END { exit !due }' && exit 1

# What editors are working on shows in previews alone.
if [ "${CONTEXT:-production}" = production ]; then
  set -- "$@" ':(glob,exclude)data/brands/*/privacy.toml' ':(glob,exclude)data/brands/*/cookies.toml' ':(glob,exclude)data/brands/*/release.toml'
fi
exec git diff --quiet "$was" "$now" -- "$@" ':(glob,exclude)**/*_test.go' ':(glob,exclude)**/testdata/**'
`
