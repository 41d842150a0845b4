"""The servers that are measured. Each is started in a folder that holds `static`."""

import contextlib
import getpass
import glob
import grp
import http.client
import os
import re
import shlex
import shutil
import subprocess
import time

import processes
from processes import CannotRun, say

HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PYTHON = "/usr/bin/python3"
DEFAULT_OURS = "{java} -Xmx256m -jar {jar} {port}"


class Server:
    """A server that can be started. `command` has {port} where the port goes."""

    def __init__(self, name, command, version):
        self.name = name
        self.command = command
        self.version = version
        self.port = None
        self.child = None
        self.log = None

    def start(self, folder):
        self.log = f"{folder}/{self.name}.log"
        self.port = processes.free_port()
        command = [part.replace("{port}", str(self.port)) for part in self.command]
        with open(os.devnull if self.name == "python" else self.log, "wb") as output:
            # Of python's line for each request nothing is kept; the others write none.
            self.child = processes.start(command, cwd=folder, stdout=output, stderr=output)

    def stop(self):
        if self.child:
            processes.stop(self.child)

    def url(self, file):
        return f"http://127.0.0.1:{self.port}/{file}"

    def wait_for(self, file, content):
        """Waits until the server answers, and looks whether it does so with the file."""
        end = time.monotonic() + 60
        while True:
            if self.child.poll() is not None:
                with contextlib.suppress(OSError), open(self.log, encoding="utf-8", errors="replace") as file:
                    said = file.read().strip()
                    if said:
                        say(said)
                raise CannotRun(f"{self.name} ended with {self.child.returncode} instead of serving.")
            try:
                status, body = self.get(file)
                break
            except OSError:
                if time.monotonic() > end:
                    raise CannotRun(f"{self.name} did not answer within a minute.") from None
                time.sleep(0.1)
        if status != 200 or body != content:
            raise CannotRun(f"{self.name} answered /{file} with {status} and {len(body)} bytes, not with the file.")

    def get(self, file):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", f"/{file}")
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


def first_line(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return (done.stdout.splitlines() or ["?"])[0].strip()


def need(*programs):
    """The paths of programs; complains about all that are missing at once."""
    path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
    found = {program: shutil.which(program, path=path) for program in programs}
    packages = {"wrk": "wrk", "nginx": "nginx-light"}
    wanted = [packages[program] for program in programs if not found[program]]
    if wanted:
        raise CannotRun(f"Needs {' and '.join(p for p in programs if not found[p])}; on Debian: "
                        f"apt-get install {' '.join(wanted)}")
    return found


def ours(command, javas):
    """What is measured beside the others: one entry for each Java."""
    command = command or DEFAULT_OURS
    if "{port}" not in command:
        raise CannotRun("The command of --ours needs {port} where the port goes.")
    if "{java}" not in command:
        if javas:
            raise CannotRun("With --java the command of --ours needs {java} where the path of java goes.")
        return [Server("ours", split(command), {})]
    entries = []
    for java in javas or [default_java()]:
        java = os.path.abspath(os.path.join(java, "bin", "java") if os.path.isdir(java) else java)
        if not os.access(java, os.X_OK):
            raise CannotRun(f"There is no program {java}.")
        version = first_line([java, "-version"])
        name = "ours"
        if len(javas) > 1:
            release = re.search(r'"(\d+)', version)
            name = f"ours on JDK {release[1] if release else len(entries) + 1}"
        if name in [entry.name for entry in entries]:
            name += f" ({len(entries) + 1})"
        entries.append(Server(name, split(command, java=java), {"java": version}))
    return entries


def split(command, **places):
    if "{jar}" in command:
        places["jar"] = our_jar()
    parts = shlex.split(command)
    for place, value in places.items():
        parts = [part.replace("{" + place + "}", value) for part in parts]
    return parts


def default_java():
    java = shutil.which("java", path=os.path.join(os.environ.get("JAVA_HOME") or "/nowhere", "bin"))
    java = java or shutil.which("java")
    if not java:
        raise CannotRun("Needs Java 17 or newer, and there is no java on the path.")
    return java


def our_jar():
    jars = [jar for jar in glob.glob(os.path.join(HOME, "web/target/lingmq-web-*.jar"))
            if not re.search(r"-(sources|javadoc|tests)\.jar$", jar)]
    if len(jars) != 1:
        raise CannotRun("Needs web/target/lingmq-web-VERSION.jar; mvn -q -Dquick -DskipTests -pl web package builds it."
                        if not jars else f"There is more than one jar: {', '.join(sorted(jars))}")
    return jars[0]


def nginx(folder):
    program = need("nginx")["nginx"]
    built = subprocess.run([program, "-V"], stderr=subprocess.PIPE, text=True, check=False).stderr
    temporary = "".join(
        f"  {kind}_temp_path {folder}/nginx-{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        if f"--without-http_{kind}_module" not in built)
    user = f"user {getpass.getuser()} {grp.getgrgid(os.getegid()).gr_name};\n" if os.geteuid() == 0 else ""
    with open(f"{folder}/nginx.conf.in", "w", encoding="utf-8") as file:
        file.write(f"""{user}daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{
  worker_connections 8192;
}}
http {{
  types {{
    application/octet-stream bin;
  }}
  access_log off;
  sendfile on;
  keepalive_requests 1000000000;
{temporary}  server {{
    listen 127.0.0.1:PORT;
    root {folder}/static;
  }}
}}
""")
    # The port is known when it starts.
    script = f"sed s/:PORT/:$1/ {folder}/nginx.conf.in >{folder}/nginx.conf && " \
             f"exec {program} -e stderr -p {folder} -c {folder}/nginx.conf"
    return Server("nginx", ["/bin/sh", "-c", script, "sh", "{port}"], {"nginx": first_line([program, "-v"])})


def python(_folder):
    command = [PYTHON, "-m", "http.server", "{port}", "--bind", "127.0.0.1", "--directory", "static"]
    return Server("python", command, {"python": first_line([PYTHON, "--version"])})


def jwebserver(folder):
    """The one of the newest JDK, or None."""
    newest = (0, None)
    for program in glob.glob("/usr/lib/jvm/*/bin/jwebserver"):
        with open(os.path.join(os.path.dirname(os.path.dirname(program)), "release"), encoding="utf-8") as file:
            release = re.search(r'JAVA_VERSION="(\d+)', file.read())
        newest = max(newest, (int(release[1]) if release else 0, os.path.realpath(program)))
    if not newest[1]:
        return None
    command = [newest[1], "-b", "127.0.0.1", "-p", "{port}", "-d", f"{folder}/static", "-o", "none"]
    return Server("jwebserver", command, {"jwebserver": first_line([newest[1], "--version"])})


PEERS = {"nginx": nginx, "python": python, "jwebserver": jwebserver}
