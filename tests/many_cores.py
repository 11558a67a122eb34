"""A machine with 128 cores, for programs that ask the C library how many there are."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

CORES = 128
SOURCE = f"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>

int sched_getaffinity(pid_t process, size_t size, cpu_set_t *cores) {{
    memset(cores, 0, size);
    memset(cores, 0xff, size < {CORES // 8} ? size : {CORES // 8});
    return 0;
}}

long sysconf(int name) {{
    if (name == _SC_NPROCESSORS_ONLN || name == _SC_NPROCESSORS_CONF) return {CORES};
    long (*real)(int) = dlsym(RTLD_NEXT, "sysconf");
    return real(name);
}}
"""


def many_cores(folder: Path) -> dict[str, str]:
    """Return the environment in which a program sees that many; skips the test without ``cc``."""
    if shutil.which("cc") is None:
        pytest.skip("needs a C compiler")
    (folder / "many.c").write_text(SOURCE)
    library = folder / "many.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, folder / "many.c", "-ldl"], check=True)
    return {"LD_PRELOAD": str(library)}
