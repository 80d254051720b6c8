#!/usr/bin/env python3
"""The page under load: how long requests take, alone and beside ten thousand idle connections.

    python3 benches/page_load.py --bin target/release/tollbook --store big.db

Starts `tollbook serve` on a free port, finds pages of every kind by following links, and asks for them with 64 clients at
once: first alone, then while idle connections are opened, slow readers read, and requests are cut in half. Prints how long
each kind of page took (milliseconds), what became of the others, and how much memory the server had. Before that
each kind is asked for a hundred times, one after another; with --requests 0 nothing else is done. Exits with 1 where something
does not hold that docs/speed.md promises of the page, unless --report is given.
"""

import argparse
import asyncio
import json
import os
import random
import re
import resource
import signal
import socket
import statistics
import subprocess
import sys
import time

LINK = re.compile(rb'href="(/[^"#]*)"')
GOAL = 50.0  # milliseconds of a page that is asked for alone: the median of each kind
SLOWER = 2.0  # how much longer a request may take beside the idle connections: the median of all
MEMORY = 100 << 20
# Broad and narrow words of the rows of `benches/exercise`, of scopes and of those who count; and one that names nothing.
WORDS = ["killed", "injured+total", "missing", "lowland+post", "tarnland+army+staff", "willow+borough+killed",
         "exercise+05+children", "alder+quarter+police+missing", "nothingness"]


class Gone(Exception):
    """The server has closed the connection before an answer began."""


class Client:
    """One connection that is kept, and opened again when the server has closed it."""

    def __init__(self, port):
        self.port, self.reader, self.writer = port, None, None
        self.opened = 0

    async def ask(self, path, method="GET", body=b""):
        """The status and body of one answer; asked once more where the connection was closed as it was idle."""
        for attempt in range(5):
            kept = self.writer is not None
            if not kept:
                self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
                self.opened += 1
            try:
                return await self.once(path, method, body)
            except (Gone, ConnectionError, BrokenPipeError):
                await self.close()
        raise Gone(f"five times without an answer: {path}")

    async def once(self, path, method, body):
        fields = f"Host: 127.0.0.1:{self.port}\r\n"
        if method == "POST":
            fields += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        self.writer.write(f"{method} {path} HTTP/1.1\r\n{fields}\r\n".encode() + body)
        await self.writer.drain()
        try:
            head = await self.reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as error:
            raise Gone(path) from error
        status = int(head.split(b" ", 2)[1])
        length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
        body = await self.reader.readexactly(int(length.group(1))) if length and method != "HEAD" else b""
        if re.search(rb"(?i)\r\nconnection: close", head):
            await self.close()
        return status, body

    async def close(self):
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


def kind(path):
    """The kind of a page: the first step of its path."""
    path = path.split("?")[0]
    if path == "/":
        return "front"
    step = path.strip("/").split("/")[0]
    ending = os.path.splitext(path)[1]
    return step if ending == "" or step.endswith(ending) else step + ending


async def find_pages(port, most, choose):
    """Pages of every kind, found by following links from the front page; every address has also its JSON and CSV."""
    client, seen, found, waiting = Client(port), {"/"}, {}, ["/"]
    asked = 0
    while waiting and asked < 12 * most:
        path = waiting.pop(0)
        pages = found.setdefault(kind(path), [])
        if len(pages) >= most:
            continue
        status, body = await client.ask(path)
        asked += 1
        if status != 200:
            continue
        pages.append(path)
        links = [link.decode().replace("&amp;", "&") for link in LINK.findall(body)]
        choose.shuffle(links)
        for link in links:
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    await client.close()
    return {kind: pages for kind, pages in sorted(found.items()) if pages}


def forms(pages):
    """What is sent to the claim box."""
    texts = ["At+least+12+people+were+killed+and+30+injured%2C+officials+said.",
             "The+ministry+said+1%2C234+people+had+been+killed."]
    return [("check (form)", "/check", "POST", f"text={text}".encode()) for text in texts] if "check" in pages else []


def plan(pages, requests, words, choose):
    """What is asked, in what order: of each kind equally many."""
    kinds = [[(kind, path, "GET", b"") for path in paths] for kind, paths in pages.items()]
    kinds.append([("search", f"/search?q={word}", "GET", b"") for word in words])
    if forms(pages):
        kinds.append(forms(pages))
    return [choose.choice(kinds[n % len(kinds)]) for n in range(requests)]


async def ask_all(port, planned, clients):
    """Asks for everything; seconds by kind, statuses, and how often a connection was opened."""
    queue, took, statuses, opened = list(reversed(planned)), {}, {}, 0

    async def one():
        nonlocal opened
        client = Client(port)
        while queue:
            kind, path, method, body = queue.pop()
            began = time.perf_counter()
            status, _ = await client.ask(path, method, body)
            took.setdefault(kind, []).append(time.perf_counter() - began)
            statuses[status] = statuses.get(status, 0) + 1
        opened += client.opened
        await client.close()

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(clients)))
    return took, statuses, opened, time.perf_counter() - began


async def open_idle(port, number, half, each):
    """Opens connections that ask nothing, or half a request; in the order of opening, when the server closed which."""
    closed, open_now, refused = [], [], 0

    async def watch(at, reader, writer):
        try:
            while await reader.read(4096):
                pass
        except ConnectionError:
            pass
        closed.append(at)
        writer.close()

    for at in range(number):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            refused += 1
            continue
        if half and at % 2:
            writer.write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1:")
        open_now.append(asyncio.ensure_future(watch(at, reader, writer)))
        if at % 50 == 49:
            await asyncio.sleep(each * 50)
    return closed, open_now, refused


async def read_slowly(port, path, until):
    """Asks for 64 MiB of a page, and takes a little of it now and then; how it ended."""
    plug = socket.socket()
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    plug.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(plug, ("127.0.0.1", port))
    request = f"GET {path[0]} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    asking = asyncio.ensure_future(loop.sock_sendall(plug, request * max(1, (64 << 20) // max(path[1], 1))))
    began, taken = time.perf_counter(), 0
    try:
        while time.perf_counter() - began < until:
            some = await loop.sock_recv(plug, 256)
            if not some:
                return f"ended after {time.perf_counter() - began:.1f} s and {taken} bytes"
            taken += len(some)
            await asyncio.sleep(0.2)
    except ConnectionError:
        return f"ended after {time.perf_counter() - began:.1f} s and {taken} bytes"
    finally:
        asking.cancel()
        plug.close()
    return f"still open after {until:.0f} s and {taken} bytes"


async def cut_in_half(port, until):
    """Sends half of a request, and waits for what is said to it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: 127.0")
    began = time.perf_counter()
    try:
        said = await asyncio.wait_for(reader.read(64), until)
    except asyncio.TimeoutError:
        return f"nothing after {until:.0f} s"
    except ConnectionError:
        said = b""
    finally:
        writer.close()
    what = said.split(b"\r\n")[0].decode() or "closed without a word (pushed out by newer ones)"
    return f"{what} after {time.perf_counter() - began:.1f} s"


def ticks(path):
    """Seconds of the processor, of the user and of the system, by a file of the system."""
    try:
        with open(path, encoding="ascii") as stat:
            took = sum(int(field) for field in stat.read().rsplit(")", 1)[1].split()[11:13])
    except OSError:
        return 0.0
    return took / os.sysconf("SC_CLK_TCK")


def settle(pid, most):
    """Waits until nothing is worked out in the background any more: seconds, and those of the processor."""
    began, last, still = time.perf_counter(), -1.0, 0
    while still < 12 and time.perf_counter() - began < most:
        now = ticks(f"/proc/{pid}/stat")
        still = still + 1 if now - last < 0.015 else 0
        last = now
        time.sleep(0.25)
    return time.perf_counter() - began - 3, last


def memory(pid, key):
    """Bytes of the server's memory, as the system counts them; 0 where it does not."""
    try:
        for line in open(f"/proc/{pid}/status", encoding="ascii"):
            if line.startswith(key + ":"):
                return int(line.split()[1]) << 10
    except OSError:
        pass
    return 0


def sockets(pid):
    """How many sockets the server has open."""
    folder = f"/proc/{pid}/fd"
    try:
        return sum(os.readlink(f"{folder}/{fd}").startswith("socket:") for fd in os.listdir(folder))
    except OSError:
        return 0


def spread(seconds):
    """Median, 95th percentile and most, in milliseconds."""
    ordered = sorted(seconds)
    at = min(len(ordered) - 1, int(len(ordered) * 0.95))
    return [1e3 * statistics.median(ordered), 1e3 * ordered[at], 1e3 * ordered[-1]]


async def one_after_another(server, port, pages, words, requests, choose):
    """Asks for each kind of page so many times with one client; lines of a table."""
    kinds = [(kind, [(path, "GET", b"") for path in paths]) for kind, paths in pages.items()]
    kinds.append(("search", [(f"/search?q={word}", "GET", b"") for word in words]))
    kinds.append(("check (form)", [(path, method, body) for _, path, method, body in forms(pages)]))
    rows, client, slow = [["page", "requests", "median", "p99", "CPU", "bytes"]], Client(port), []
    for kind, asked in [(kind, asked) for kind, asked in kinds if asked]:
        took, lengths = [], []
        for path, _, _ in asked:
            await client.ask(path)
        before = ticks(f"/proc/{server.pid}/stat")
        for number in range(requests):
            path, method, body = asked[number % len(asked)]
            began = time.perf_counter()
            _, got = await client.ask(path, method, body)
            took.append(1e3 * (time.perf_counter() - began))
            lengths.append(len(got))
        each = 1e3 * (ticks(f"/proc/{server.pid}/stat") - before) / requests
        ordered = sorted(took)
        p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
        rows.append([kind, str(requests), f"{statistics.median(took):.1f}", f"{p99:.1f}", f"{each:.1f}",
                     f"{statistics.median(lengths):.0f}"])
        if statistics.median(took) > GOAL:
            slow.append(kind)
    await client.close()
    return columns(rows), slow


def raise_limit(wanted):
    """Raises the number of open files; how many there may be."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft == resource.RLIM_INFINITY or soft >= limit:
        return limit
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
    return limit


def table(alone, beside):
    """The table, as lines."""
    rows = [["page", "requests", "median", "p95", "max", "beside: median", "p95", "max", "ratio"]]
    for name in sorted(set(alone) | set(beside)):
        one, other = spread(alone.get(name, [0])), spread(beside.get(name, [0]))
        number = len(alone.get(name, [])) + len(beside.get(name, []))
        cells = [f"{value:.1f}" for value in one + other]
        rows.append([name, str(number), *cells, f"{other[0] / one[0]:.2f}" if one[0] else "-"])
    return columns(rows)


def columns(rows):
    """Rows of cells as lines."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) if at == 0 else cell.rjust(width)
                      for at, (cell, width) in enumerate(zip(row, widths))) for row in rows]


async def measure(args, server, port):
    choose = random.Random(args.seed)
    pages = await find_pages(port, args.pages, choose)
    print("pages found: " + ", ".join(f"{kind} {len(paths)}" for kind, paths in pages.items()))
    if args.warm:
        await ask_all(port, plan(pages, args.warm, args.words, choose), 4)
    lines, over = await one_after_another(server, port, pages, args.words, args.each, choose)
    print("\n".join(lines))
    print(f"{memory(server.pid, 'VmHWM') >> 20} MiB at most so far")
    if not args.requests:
        return None
    alone = await ask_all(port, plan(pages, args.requests, args.words, choose), args.clients)
    before = memory(server.pid, "VmHWM")

    client, longest = Client(port), ("/", 0)
    for path in [path for paths in pages.values() for path in paths[:5]]:
        _, body = await client.ask(path)
        longest = max(longest, (path, len(body)), key=lambda page: page[1])
    await client.close()
    pace = alone[3] / max(args.idle, 1)
    opening = asyncio.ensure_future(open_idle(port, args.idle, True, pace))
    slow = asyncio.ensure_future(read_slowly(port, longest, 10 * args.patience))
    half = asyncio.ensure_future(cut_in_half(port, args.patience))
    beside = await ask_all(port, plan(pages, args.requests, args.words, choose), args.clients)
    closed, watching, refused = await opening
    still = await ask_all(port, plan(pages, 200, args.words, choose), 1)
    await asyncio.sleep(0.5)
    held, shut = sockets(server.pid), list(closed)
    quiet = await cut_in_half(port, args.patience)
    await asyncio.wait([slow], timeout=3 * args.patience)
    alone_slow = await read_slowly(port, longest, args.patience)
    slow, half = slow.result() if slow.done() else "still open", await half
    for task in watching:
        task.cancel()
    return over, alone, beside, still, before, held, shut, refused, (slow, alone_slow), half, quiet, longest


def report(args, server, measured):
    over, alone, beside, still, before, held, shut, refused, (slow, alone_slow), half, quiet, longest = measured
    print("\n".join(table(alone[0], beside[0])))
    every = lambda took: [second for seconds in took.values() for second in seconds]
    median = [statistics.median(every(run[0])) for run in (alone, beside)]
    for name, run in (("alone", alone), ("beside idle ones", beside), ("after them, one client", still)):
        took, statuses, opened, seconds = run
        print(f"{name}: {sum(statuses.values())} answers in {seconds:.1f} s, statuses {statuses}, "
              f"{opened} connections opened")
    last = max(shut, default=-1)
    early = sum(at < last - 2 * args.bound for at in set(range(last)) - set(shut))
    print(f"idle connections: {args.idle} opened, {refused} refused, {len(shut)} closed by the server, "
          f"{held} sockets open in the server; {early} much older than the newest closed one were left open")
    print(f"slow reader of {longest[0]} ({longest[1]} bytes): {slow}; alone: {alone_slow}")
    print(f"request cut in half under load: {half}; alone: {quiet}")
    most = memory(server.pid, "VmHWM")
    print(f"memory of the server: {before >> 20} MiB at most alone, {most >> 20} MiB at most in all (VmHWM); "
          f"now {memory(server.pid, 'RssAnon') >> 20} MiB of its own and {memory(server.pid, 'RssFile') >> 20} MiB of files")
    faults = [f"over {GOAL:.0f} ms: {', '.join(over)}"] if over else []
    if median[1] > SLOWER * median[0]:
        faults.append(f"beside idle connections a request took {median[1] / median[0]:.2f} times as long")
    if most > MEMORY:
        faults.append(f"{most >> 20} MiB of memory")
    if held > args.bound + 16:
        faults.append(f"{held} sockets, the bound is {args.bound} connections")
    if early:
        faults.append(f"{early} idle connections were left open that were older than closed ones")
    for name, run in (("alone", alone), ("beside", beside), ("after", still)):
        if set(run[1]) - {200}:
            faults.append(f"{name}: not every answer was a page: {run[1]}")
    if "408" not in quiet:
        faults.append(f"a request cut in half: {quiet}")
    if "ended" not in slow or "ended" not in alone_slow:
        faults.append(f"the slow reader: {slow}; alone: {alone_slow}")
    print("all of it holds" if not faults else "does not hold: " + "; ".join(faults))
    return 1 if faults and not args.report else 0


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--bin", default="target/release/tollbook")
    asked.add_argument("--store", required=True)
    asked.add_argument("--clients", type=int, default=64)
    asked.add_argument("--requests", type=int, default=10_000)
    asked.add_argument("--idle", type=int, default=10_000)
    asked.add_argument("--pages", type=int, default=40, help="pages of each kind")
    asked.add_argument("--warm", type=int, default=300, help="requests before anything is measured")
    asked.add_argument("--words", nargs="*", default=WORDS, help="what is searched")
    asked.add_argument("--bound", type=int, default=256, help="connections that the server keeps open")
    asked.add_argument("--patience", type=float, default=40.0, help="seconds that slow clients are watched")
    asked.add_argument("--settle", type=float, default=600.0, help="most seconds for the work in the background")
    asked.add_argument("--each", type=int, default=100, help="requests of each kind, one after another")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--report", action="store_true", help="exit with 0 whatever is found")
    args = asked.parse_args()
    limit = raise_limit(args.idle + 1024)
    if limit < args.idle + 512:
        args.idle = max(0, limit - 512)
        print(f"the system allows {limit} open files: {args.idle} idle connections")
    server = subprocess.Popen([args.bin, "--db", args.store, "serve", "--port", "0", "--json"],
                              stdout=subprocess.PIPE)
    try:
        told = b""
        while b"}" not in told:
            line = server.stdout.readline()
            if not line:
                sys.exit("the server did not start")
            told += line
        address = json.loads(told)
        print(f"{address['page']} shows {address['store']} as of entry {address['entry']}")
        took, of_processor = settle(server.pid, args.settle)
        print(f"worked out in the background in {took:.1f} s ({of_processor:.1f} s of the processor), "
              f"{memory(server.pid, 'VmHWM') >> 20} MiB at most")
        port = int(address["page"].rstrip("/").rsplit(":", 1)[1])
        measured = asyncio.run(measure(args, server, port))
        code = report(args, server, measured) if measured else 0
    finally:
        server.send_signal(signal.SIGINT)
        ended = server.wait(10)
    print(f"Ctrl-C ended it with exit code {ended}")
    sys.exit(code or ended)


main()
