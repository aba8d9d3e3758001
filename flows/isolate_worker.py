"""Cut a reading process off from the network, where the system allows it: a document has nobody to call."""

from __future__ import annotations

import ctypes
import os
import sys

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000  # linux/sched.h
FULL, NONE = "full", "none"


def cut_network() -> str:
    """Move this process to a network of its own, which leads nowhere; NONE where the system does not allow it."""
    try:
        unshare = ctypes.CDLL(None, use_errno=True).unshare
    except (OSError, AttributeError):
        return NONE  # no Linux
    if unshare(CLONE_NEWNET) == 0:
        return FULL
    user, group = os.geteuid(), os.getegid()
    if unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0:
        return NONE
    try:
        for name, line in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
            with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
                file.write(line)
    except OSError:  # without its name a process may not write files, which LibreOffice has to
        return NONE
    return FULL


if __name__ == "__main__":
    sys.stdout.write(cut_network())  # asked by the doctor, in a process that may be cut off
