"""Turn a document of an old or foreign format into a DOCX with LibreOffice, alone in a process that can be killed."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
from pathlib import Path

from extractors.unreadable_document import UnreadableDocument

SECONDS = 50  # less than a reader has, so that the sentence tells of the format
PROGRAMS = ("/usr/lib/libreoffice/program/soffice.bin", "/opt/libreoffice/program/soffice.bin")
MISSING = (
    "Cần LibreOffice để đọc {name}, máy này chưa cài; "
    "hãy cài (apt-get install libreoffice-writer-nogui) hoặc lưu lại thành .docx."
)
FAILED = "Không mở được {name}, có thể tệp bị hỏng; hãy mở bằng Word, lưu thành .docx rồi gửi lại."
TOO_SLOW = "Mở {name} quá lâu nên đã dừng; hãy mở bằng Word, lưu thành .docx rồi gửi lại."
NEW_PROFILE = 81  # it has written a profile and asks to be started again
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)
# no macros, no links followed, no update of fields from elsewhere, no Java
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
<prop oor:name="Field" oor:op="fuse"><value>false</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Java/VirtualMachine">
<prop oor:name="Enable" oor:op="fuse"><value>false</value></prop>
</item>
</oor:items>
"""


def find_office() -> str:
    """Return the program, or "" where LibreOffice is not installed."""
    return next((program for program in PROGRAMS if os.access(program, os.X_OK)), "")


def convert_with_office(path: Path, suffix: str, name: str, folder: Path, seconds: float = 0) -> Path:
    """Write a DOCX of a document into an empty folder and return it; UnreadableDocument with a sentence.

    ``suffix`` is that of the content, by which LibreOffice chooses its reader; ``name`` is what to call the format;
    ``seconds`` is the time it may take, if not the usual.
    """
    program = find_office()
    if not program:
        raise UnreadableDocument(MISSING.format(name=name))
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(SETTINGS, "utf-8")
    source = folder / f"in{suffix}"
    shutil.copyfile(path, source)
    command = [
        program,
        f"-env:UserInstallation=file://{folder}/profile",
        *("--headless", "--norestore", "--nologo", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML"),
        *("--outdir", str(folder / "out"), str(source)),
    ]
    try:
        if _run(command, folder, seconds) == NEW_PROFILE:
            _run(command, folder, seconds)
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(TOO_SLOW.format(name=name)) from error
    made = folder / "out" / "in.docx"
    if not made.is_file():
        raise UnreadableDocument(FAILED.format(name=name))
    return made


def _run(command: list[str], folder: Path, seconds: float) -> int:
    return subprocess.run(
        command,
        timeout=seconds or SECONDS,
        preexec_fn=_die_with_parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        check=False,
    ).returncode


def _die_with_parent() -> None:
    """Let the system kill LibreOffice when its reader is killed."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
