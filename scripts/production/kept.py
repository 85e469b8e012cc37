"""What nginx keeps for the rest of a second: sound answers, nothing of what is between it and a node, gone in time."""

import gzip
import re
import time
from collections.abc import Iterator
from typing import NamedTuple

import brotli

from . import world
from .checks import Check
from .readers import Answer
from .stack import Stack
from .world import World

TOGETHER = 30  # questions for one page, of which most fall into one second
INNER = {"x-visit", "x-accel-expires"}
READERS, PAUSE = 4, 0.06  # below the limit of one address
_PAGES = r'tuyengiao_requests_total\{kind="page",\S+\} (\d+)'
GONE = 1.0  # seconds in which a withdrawn page is gone


class _Form(NamedTuple):
    """In which form a page is asked for, and what comes back."""

    accepted: str
    encoding: str | None


FORMS = (_Form("br, gzip", "br"), _Form("gzip", "gzip"), _Form("br;q=0, gzip", "gzip"), _Form("identity", None))


def checks(stack: Stack, there: World) -> Iterator[Check]:
    """Ask for the same pages again and again, as readers do on a busy day."""
    readers, path = stack.readers, there.pages[2]
    before = _asked_of_nodes(stack)
    answers = [readers.ask(path, Accept_Encoding="br") for _number in range(TOGETHER)]
    of_nodes = _asked_of_nodes(stack) - before
    found = f"{of_nodes} of {TOGETHER} questions reached a node"
    yield Check("nginx answers again what a node has just said", found, 0 < of_nodes < TOGETHER / 2)
    seen = {name for answer in answers for name in answer.headers}
    yield Check(
        "what a node says to nginx is not said to readers",
        ", ".join(sorted(seen & INNER)) or "nothing",
        not seen & INNER,
    )
    numbers = {answer.headers.get("x-request-id") for answer in answers}
    yield Check("each answer has the number of its own request", f"{len(numbers)}", len(numbers) == TOGETHER)
    yield from _forms(stack, path)
    tag = answers[-1].headers["etag"]
    known = [readers.ask(path, Accept_Encoding="br", If_None_Match=tag) for _number in range(TOGETHER)]
    same = sum(one.status == 304 and not one.body for one in known)
    yield Check("a page that is known already is a 304", f"{same} of {TOGETHER}", same > TOGETHER / 2)
    heads = [readers.ask(path, method="HEAD", Accept_Encoding="br") for _number in range(5)]
    right = all(one.status == 200 and not one.body and one.headers["etag"] == tag for one in heads)
    yield Check("HEAD has the same headers and no body", _statuses(heads), right)
    numbered = [readers.ask(f"/tin-tuc/?trang={number}").status for number in (1, 2, 1, 2, 1, 2)]
    yield Check("pages of a list are not mixed up", str(numbered), numbered == [200, 404] * 3)
    yield from _withdrawn(stack, there)


def _forms(stack: Stack, path: str) -> Iterator[Check]:
    bodies, wrong = set(), []
    for form in FORMS * 3:
        answer = stack.readers.ask(path, Accept_Encoding=form.accepted)
        if answer.headers.get("content-encoding") != form.encoding:
            wrong.append(form.accepted)
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(form.encoding or "", bytes)
        bodies.add(unpack(answer.body))
    yield Check(
        "each reader gets the form that they take, of one page", f"{len(bodies)} page", not wrong and len(bodies) == 1
    )


def _withdrawn(stack: Stack, there: World) -> Iterator[Check]:
    number, path = there.withdrawn[0]
    with stack.readers.asking([path], READERS, PAUSE) as answers:
        time.sleep(1)
        stored = world.withdraw(stack.nodes[0], number)
        time.sleep(2)
    last = max(one.at for one in answers if one.status == 200)
    after = sorted({one.status for one in answers if one.at > last})
    text = f"last seen {last - stored:.2f} s after it was stored, then {after}; {len(answers)} questions"
    yield Check(
        "a withdrawn page is gone through nginx within a second", text, last - stored <= GONE and after == [410]
    )


def _asked_of_nodes(stack: Stack) -> int:
    said = [stack.readers.ask_node(node.port, "/metrics").body.decode() for node in stack.nodes]
    return sum(int(number) for text in said for number in re.findall(_PAGES, text))


def _statuses(answers: list[Answer]) -> str:
    return ", ".join(str(one.status) for one in answers)
