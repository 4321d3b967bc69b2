# Sourced by mvnw and by the packaged run script: find_jdk prints the home of a JDK of release 25 or newer.
# It reads $JDK/release in the usual places, so the default java may be older. BELFRY_JAVA_HOME is looked at first.
wanted_release=25

release_of() { # JDK home -> feature release, or nothing
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
  on_path=$(command -v java 2>/dev/null || true)
  if [ -n "$on_path" ]; then
    on_path=$(readlink -f "$on_path" 2>/dev/null || printf '%s' "$on_path")
    on_path=${on_path%/bin/java}
  fi
  for home in "${BELFRY_JAVA_HOME:-}" "${JAVA_HOME:-}" "$on_path" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* /usr/local/openjdk-* /usr/local/jdk* \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.local/share/mise/installs/java/* \
    "${HOME:-}"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    release=$(release_of "$home")
    if [ -n "$release" ] && [ "$release" -ge "$wanted_release" ]; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  printf 'Belfry needs a JDK %s or newer, and found none. Install one, or name it in BELFRY_JAVA_HOME.\n' "$wanted_release" >&2
  return 1
}
