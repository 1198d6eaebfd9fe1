"""Tries to use up the machine, to outlive its run, or to plant something in the output. wreck.py PROBE TOKEN

The token stands in the arguments of every process that comes from here, so that survivors can be found.
"""
import ctypes
import mmap
import os
import resource
import signal
import socket
import sys
import threading
import time

MEBIBYTE = 1 << 20


def ignore_signals():
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM, signal.SIGXCPU):
        signal.signal(number, signal.SIG_IGN)


def fork_bomb():
    ignore_signals()
    while True:
        try:
            os.fork()
        except OSError:
            time.sleep(0.001)


def fork_bomb_of_orphans():
    """Each generation dies at once, so a list of processes is old when it is read."""
    while True:
        try:
            if os.fork() > 0:
                os._exit(0)
            os.setsid()
        except OSError:
            time.sleep(0.001)


def thread_bomb():
    count = 0
    try:
        while True:
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
            count += 1
    except (RuntimeError, MemoryError):
        print("threads", count, flush=True)
        os._exit(0)


def memory():
    kept = []
    while True:
        kept.append(bytearray(os.urandom(MEBIBYTE)) * 16)


def memory_of_children():
    for _ in range(8):
        if os.fork() == 0:
            kept = bytearray(b"x") * (60 * MEBIBYTE)
            time.sleep(60)
            print(len(kept))
    time.sleep(60)


def shared_memory_of_nobody():
    """An anonymous shared mapping: it lies in no file and in no heap."""
    kept = mmap.mmap(-1, 1024 * MEBIBYTE)
    for start in range(0, 1024 * MEBIBYTE, MEBIBYTE):
        kept[start:start + MEBIBYTE] = b"x" * MEBIBYTE
    time.sleep(60)


def one_big_request():
    bytearray(1 << 40)


def many_files():
    for number in range(10 ** 7):
        open(f"f{number}", "w").close()


def huge_file():
    with open("huge", "wb") as file:
        while True:
            file.write(b"x" * MEBIBYTE)


def sparse_file():
    with open("sparse", "wb") as file:
        file.truncate(1 << 40)


def many_large_files():
    for number in range(1000):
        with open(f"large{number}", "wb") as file:
            file.write(b"x" * MEBIBYTE)


def deleted_files():
    kept = []
    try:
        for number in range(200):
            file = open(f"gone{number}", "w+b", buffering=0)
            os.unlink(f"gone{number}")
            file.write(b"x" * MEBIBYTE)
            kept.append(file)
    except OSError:
        pass  # no descriptor is left: what is written by now is too much already
    time.sleep(60)


def deep_folders():
    for _ in range(5000):
        os.mkdir("d")
        os.chdir("d")


def closed_folder():
    os.mkdir("closed")
    with open("closed/file", "w") as file:
        file.write("x")
    os.chmod("closed", 0)


def fill_memory_files():
    written = 0
    for folder in ("/dev/shm", "/tmp", os.environ["TMPDIR"]):
        try:
            with open(os.path.join(folder, "filled"), "wb", buffering=0) as file:
                for _ in range(400):
                    written += file.write(b"x" * MEBIBYTE)
        except OSError:
            continue
    print("filled", written // MEBIBYTE)


def print_much():
    while True:
        os.write(1, b"x" * 65536)


def print_errors():
    while True:
        os.write(2, b"x" * 65536)


def burn():
    """One CPU after another, each process below its own limit."""
    for _ in range(3):
        try:
            if os.fork() == 0:
                break
        except OSError:
            break
    while True:
        pass


def sleep_deaf():
    ignore_signals()
    while True:
        time.sleep(60)


def sleep_silent():
    """Nothing to read and nobody who waits."""
    for descriptor in (0, 1, 2):
        os.close(descriptor)
    time.sleep(60)


def daemon():
    ignore_signals()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for descriptor in (0, 1, 2):
                os.close(descriptor)
            time.sleep(60)
        os._exit(0)
    os.wait()
    print("started")


def kill_everybody():
    """Whoever supervises runs outside; this must reach neither it nor anybody else."""
    print("trying", flush=True)
    for target in (os.getppid(), -1):
        try:
            os.kill(target, signal.SIGKILL)
        except OSError:
            continue
    print("tried", flush=True)


def stop_the_supervisor():
    for target in range(2, 70000):
        if target != os.getpid():
            try:
                os.kill(target, signal.SIGSTOP)
            except OSError:
                continue
    print("tried")


def plant():
    """Everything but a plain file with a plain name, and one of those."""
    os.symlink(sys.argv[3], "link")
    os.symlink(os.path.dirname(sys.argv[3]), "folder")
    os.symlink("link", "chain")
    os.mkfifo("pipe")
    for name in ("line\nbreak", "bell\a", b"bad\xff"):
        with open(name, "w") as file:
            file.write("x")
    try:
        socket.socket(socket.AF_UNIX).bind("socket")
    except OSError:
        pass
    with open("plain", "w") as file:
        file.write("honest")
    try:
        os.chmod("plain", 0o777)
        os.link("plain", "again")
    except OSError:
        pass


def open_much():
    kept = []
    try:
        while True:
            kept.append(os.open("/dev/null", os.O_RDONLY))
    except OSError:
        for descriptor in kept:
            os.close(descriptor)
        print("opened", len(kept))


def core():
    resource.setrlimit(resource.RLIMIT_CORE, resource.getrlimit(resource.RLIMIT_CORE))
    os.abort()


def machine_code(code):
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(code)
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    return ctypes.CFUNCTYPE(ctypes.c_int)(address)()


def foreign_calls():
    """getpid of 32-bit x86."""
    print("answered", machine_code(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3"))


def x32_calls():
    print("answered", ctypes.CDLL(None).syscall(0x40000000 | 39))


globals()[sys.argv[1]]()
