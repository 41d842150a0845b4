# shellcheck shell=bash
# Sourced by ./ling, ./test and the scripts here: the tools they need, installed with apt-get where that is possible.

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

# Maven, without the codes for colours that Debian's writes whatever it is told.
maven() { mvn -B -q -Dstyle.color=never "$@" | sed -u $'s/\e\\[[0-9;]*m//g'; }

# Ends the script with one sentence when JAVA_HOME leads nowhere.
check_java_home() {
    [[ -z ${JAVA_HOME:-} || -x $JAVA_HOME/bin/java ]] ||
        fail "JAVA_HOME is $JAVA_HOME, and there is no bin/java in it; set it to a JDK of 17 or newer, or unset it."
}

# The java to start.
java_command() {
    check_java_home
    if [[ -n ${JAVA_HOME:-} ]]; then
        printf '%s\n' "$JAVA_HOME/bin/java"
    else
        command -v java || fail "needs Java 17 or newer, and there is no java on the path."
    fi
}

# What is not ASCII is read, passed on and printed as UTF-8, also in the C locale, which knows ASCII alone.
use_utf8() {
    [[ $(locale charmap 2>/dev/null) == UTF-8 ]] || export LC_ALL=C.UTF-8
}

# The Java home to use: JAVA_HOME when it is set, else that of the javac on the path.
java_home() {
    if [[ -n ${JAVA_HOME:-} ]]; then
        printf '%s\n' "$JAVA_HOME"
    else
        local javac
        javac=$(command -v javac) && dirname "$(dirname "$(readlink -f "$javac")")"
    fi
}

# The feature release of the JDK in $1: 17, 21, 25.
java_release() {
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
}

# "RELEASE HOME" of every JDK from 17 on, oldest first.
jdks() {
    local home release
    for home in "$(java_home)" /usr/lib/jvm/*; do
        [[ -x $home/bin/javac ]] || continue
        release=$(java_release "$home")
        [[ $release -lt 17 ]] || echo "$release $(readlink -f "$home")"
    done | sort -nu
}

jdk_is_there() {
    local home
    home=$(java_home) && [[ -x $home/bin/javac && $(java_release "$home") -ge 17 ]]
}

# Is the content of Debian's package $1 here, wherever it came from?
is_there() {
    case $1 in
        openjdk-17-jdk-headless) jdk_is_there ;;
        maven) command -v mvn >/dev/null ;;
        python3-zmq) /usr/bin/python3 -c 'import zmq' 2>/dev/null ;;
        libzmq5) /sbin/ldconfig -p 2>/dev/null | grep -q 'libzmq\.so\.5' ;;
        libzmq3-dev) [[ -e /usr/include/zmq.h ]] ;;
        nodejs) command -v node >/dev/null ;;
        apache2-utils) command -v htpasswd >/dev/null ;;
        libnng-dev) [[ -e /usr/include/nng/nng.h ]] ;;
        libnanomsg-dev) [[ -e /usr/include/nanomsg/nn.h ]] ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

# The packages among the arguments that are missing.
missing() {
    local package
    for package; do
        is_there "$package" || printf '%s ' "$package"
    done
}

# Installs the packages that are missing when this is root on Debian; says nothing when all are there.
install_missing() {
    local wanted
    wanted=$(missing "$@")
    if [[ -z $wanted || $EUID -ne 0 ]] || ! command -v apt-get >/dev/null; then
        return 0
    fi
    say "installing ${wanted% } ..."
    mkdir -p .ling
    # shellcheck disable=SC2086 # one word per package
    { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $wanted; } \
        >.ling/apt.log 2>&1 </dev/null || say "apt-get failed; .ling/apt.log says why."
}

# Ends the script with one sentence when a package is missing that nothing works without.
require() {
    local wanted
    wanted=$(missing "$@")
    [[ -z $wanted ]] || fail "needs a JDK of release 17 or newer and Maven; install what is missing: ${wanted% }."
}
