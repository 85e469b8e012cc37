"""What happens when a part of the stack is away, and when it is back."""

import signal
import statistics
import time
from collections.abc import Callable, Iterator, Sequence

from editions.shelves import RedisShelf
from tests.processes import wait_for

from . import world
from .checks import Check
from .readers import Answer
from .stack import Node, Stack, wait_until_ready
from .world import World

PEOPLE, PAUSE = 6, 0.1
OFTEN = 12
HANGING = 13.0
AWAY = 5.0  # seconds without PostgreSQL before pages are read
VISIBLE = 2.0  # seconds in which a change is seen on every node: one is promised, the other is for a busy machine
ALONE = 5.0  # seconds for which nginx leaves a node alone that failed
BACK = 15.0  # seconds after which all is as before; Redis is left alone for five after a failure
SLOWER = 1.0  # seconds within which a page is answered without Redis


def same_edition(stack: Stack, there: World) -> Iterator[Check]:
    """Both nodes answer every page with the same bytes and the same ETag, and see a change within a second."""
    different = []
    for page in there.pages:
        first, second = (stack.readers.ask_node(node.port, page) for node in stack.nodes)
        if (first.status, first.headers.get("etag"), first.body) != (200, second.headers.get("etag"), second.body):
            different.append(page)
    yield Check(
        "both nodes serve the same edition", f"{len(there.pages)} pages, {len(different)} differ", not different
    )
    yield from _change_is_seen(stack, "a change is seen on both nodes", "Thời sự")


def node_killed(stack: Stack, there: World) -> Iterator[Check]:
    """One node is killed while people read; it loses what was in flight at most, and comes back."""
    node = stack.nodes[1]
    with stack.readers.asking(there.pages, PEOPLE, PAUSE) as answers:
        time.sleep(2)
        node.kill("web@")
        killed = time.monotonic()
        time.sleep(4)
        node.start("web@")
        back = wait_until_ready(stack, node)
        away = time.monotonic() - killed
        time.sleep(2)
    lost = [one for one in answers if one.status != 200]
    found = f"{_statuses(answers)} to {PEOPLE} readers; ready {back:.1f} s after its start"
    yield Check("a killed node loses what was in flight at most", found, len(lost) <= PEOPLE and len(answers) > PEOPLE)
    slowest = max(one.seconds for one in answers)
    yield Check("nobody waits for the killed node", f"slowest {slowest:.2f} s in {away:.0f} s without it", slowest < 5)


def node_hangs(stack: Stack, there: World) -> Iterator[Check]:
    """One node stands still (SIGSTOP) while people read: after a moment nobody waits for it any more."""
    node = stack.nodes[0]
    time.sleep(ALONE)  # the other one is trusted again
    with stack.readers.asking(there.pages, PEOPLE, PAUSE) as answers:
        time.sleep(1)
        node.signal("web@", signal.SIGSTOP)
        time.sleep(HANGING)
        node.signal("web@", signal.SIGCONT)
        time.sleep(1)
    lost = [one for one in answers if one.status != 200]
    waited = sum(one.seconds > 1 for one in answers)
    slowest = max(one.seconds for one in answers)
    found = f"{_statuses(answers)}; {waited} waited longer than 1 s, the slowest {slowest:.1f} s, in {HANGING:.0f} s"
    yield Check("a node that hangs is passed over", found, not lost and slowest < 8 and waited <= 4 * PEOPLE)


def node_upgraded(stack: Stack, there: World) -> Iterator[Check]:
    """The nodes are stopped and started one after the other, as in an upgrade: nobody notices."""
    orderly = True
    with stack.readers.asking(there.pages, PEOPLE, PAUSE) as answers:
        for node in stack.nodes:
            orderly = node.stop("web@") and orderly
            node.start("web@")
            wait_until_ready(stack, node)
    lost = [one for one in answers if one.status != 200]
    found = f"{_statuses(answers)}{'' if orderly else '; a node did not end in time'}"
    yield Check("an upgrade, node by node, loses nothing", found, not lost and orderly and len(answers) > PEOPLE)


def both_away(stack: Stack) -> Iterator[Check]:
    """Both nodes are killed: nginx says so itself in Vietnamese, and readers are served again once they are back."""
    for node in stack.nodes:
        node.kill("web@")
    time.sleep(1)  # for which nginx may keep a page
    answer = stack.readers.ask("/")
    right = answer.status == 503 and "gián đoạn".encode() in answer.body and "retry-after" in answer.headers
    yield Check("both nodes are away: nginx says so itself", f"{answer.status} in {_ms(answer.seconds)}", right)
    for node in stack.nodes:
        node.start("web@")
        wait_until_ready(stack, node)
    answer = stack.readers.ask("/")
    yield Check("… and serves at once when they are back", f"{answer.status}", answer.status == 200)


def redis_away(stack: Stack, there: World) -> Iterator[Check]:
    """Without Redis, and with one that hangs, pages are slower and right; afterwards pages are shared again."""
    before = _median(stack, there.pages)
    for name, act in (("is killed", stack.to_redis.cut), ("hangs", stack.to_redis.silence)):
        act()
        found = _all(stack, there.pages)
        right = all(one.status == 200 and not one.is_stale for one in found)
        slowest, median = max(one.seconds for one in found), statistics.median(one.seconds for one in found)
        text = f"{_statuses(found)}, median {_ms(median)} (before {_ms(before)}), slowest {_ms(slowest)}"
        yield Check(f"Redis {name}: slower only", text, right and slowest < SLOWER)
        yield from _change_is_seen(stack, f"Redis {name}: a change is seen on both nodes", f"Mục khi Redis {name}")
        stack.to_redis.mend()
    stack.shared.flushdb()
    world.rename(stack.nodes[0], "Sau khi Redis trở lại")
    began = time.monotonic()
    back = wait_for(lambda: _all(stack, there.pages) and stack.shared.dbsize() >= len(there.pages), BACK)
    text = f"pages are shared again after {time.monotonic() - began:.1f} s"
    yield Check("Redis is back without hands", text, back)
    time.sleep(RedisShelf.PAUSE)  # by then every process has noticed


def database_away(stack: Stack, there: World) -> Iterator[Check]:
    """Without PostgreSQL the last editions are served, marked, and nothing that was withdrawn before."""
    number, path = there.withdrawn[-1]
    _all(stack, [*there.pages, path])
    world.withdraw(stack.nodes[0], number)
    gone = _seen(stack, lambda node: stack.readers.ask_node(node.port, path).status in {404, 410})
    yield Check("a withdrawal is seen on both nodes", f"{gone:.2f} s after it was told", gone <= VISIBLE)
    kept = [page for page in there.pages if _is_kept(stack, page)]
    stack.to_database.cut()
    cut = time.monotonic()
    stale = _seen(stack, lambda node: _often(stack, node, kept[0], _is_stale))
    time.sleep(AWAY)
    found = [answer for _round in range(5) for answer in _all(stack, kept)]
    right = all(one.status == 200 and one.is_stale for one in found) and len(kept) == len(there.pages)
    slowest = max(one.seconds for one in found)
    text = f"{_statuses(found)} of {len(kept)} pages kept, all marked stale after {stale:.2f} s, slowest {_ms(slowest)}"
    yield Check("PostgreSQL is killed: the last editions are served, X-Edition: stale", text, right)
    answers = [stack.readers.ask_node(node.port, path) for node in stack.nodes]
    answers += [stack.readers.ask(path) for _ in range(4)]
    right = all(one.status >= 400 for one in answers)
    yield Check("… and what was withdrawn is not", _statuses(answers), right)
    never = [stack.readers.ask("/tin-tuc/chua-bao-gio/"), stack.readers.ask_node(stack.nodes[0].port, "/readyz")]
    right = all(one.status >= 500 and one.seconds < 10 for one in never)
    yield Check("… and what needs it says so soon", f"{_statuses(never)}, {max(o.seconds for o in never):.1f} s", right)
    alive = stack.readers.ask_node(stack.nodes[0].port, "/healthz")
    yield Check("… and no node is taken for dead", f"{alive.status}", alive.status == 200)
    away = time.monotonic() - cut
    stack.to_database.mend()
    back = _seen(stack, lambda node: _often(stack, node, kept[0], _is_right))
    yield Check("PostgreSQL is back without hands", f"{back:.1f} s after {away:.0f} s without it", back <= BACK)
    yield from _change_is_seen(stack, "… and a change is seen on both nodes", "Sau sự cố")


def _change_is_seen(stack: Stack, name: str, title: str) -> Iterator[Check]:
    world.rename(stack.nodes[0], title)
    seconds = _seen(stack, lambda node: title.encode() in stack.readers.ask_node(node.port, "/tin-tuc/").body)
    yield Check(name, f"{seconds:.2f} s after it was saved", seconds <= VISIBLE)


def _seen(stack: Stack, condition: Callable[[Node], bool]) -> float:
    began = time.monotonic()
    found = wait_for(lambda: all(condition(node) for node in stack.nodes), 2 * BACK)
    return time.monotonic() - began if found else float("inf")


def _all(stack: Stack, pages: Sequence[str]) -> list[Answer]:
    return [stack.readers.ask(page) for _node in stack.nodes for page in pages]


def _median(stack: Stack, pages: Sequence[str]) -> float:
    return statistics.median(one.seconds for one in _all(stack, pages))


def _is_kept(stack: Stack, page: str) -> bool:
    return all(stack.readers.ask_node(node.port, page).status == 200 for node in stack.nodes)


def _often(stack: Stack, node: Node, page: str, condition: Callable[[Answer], bool]) -> bool:
    """Return True when each of several answers, of all processes of a node, is so."""
    return all(condition(stack.readers.ask_node(node.port, page)) for _number in range(OFTEN))


def _is_stale(answer: Answer) -> bool:
    return answer.status == 200 and answer.is_stale


def _is_right(answer: Answer) -> bool:
    return answer.status == 200 and not answer.is_stale


def _statuses(answers: Sequence[Answer]) -> str:
    numbers = [one.status for one in answers]
    return ", ".join(f"{numbers.count(status)} × {status or 'nothing'}" for status in sorted(set(numbers)))


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
