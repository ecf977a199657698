"""The servers and converters of others, as Debian packages them."""

import os
import shutil
import subprocess

ALL = {"molly-brown": "/usr/bin/molly-brown", "gophernicus": "/usr/sbin/gophernicus",
       "pygopherd": "/usr/sbin/pygopherd"}


CONVERTERS = {"txt2html": "/usr/bin/txt2html", "pandoc": "/usr/bin/pandoc"}


def run_as_root(command):
    """Whether that went well."""
    if os.geteuid() != 0:
        if not shutil.which("sudo"):
            return False
        command = ["sudo", "-n", *command]
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          check=False).returncode == 0


def install(packages):
    """Those of them that are missing; what cannot be installed is left out of the tables."""
    missing = [name for name, program in packages.items() if not os.path.exists(program)]
    if not missing:
        return
    print(f"bench: installing {' '.join(missing)}")
    install = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-q", "-y",
               "--no-install-recommends"]
    if shutil.which("apt-get") and run_as_root(["apt-get", "update", "-q"]):
        for name in missing:
            if not run_as_root([*install, name]):
                print(f"bench: {name} cannot be installed; going on without it")
    else:
        print("bench: no way to install packages here; going on without them")
