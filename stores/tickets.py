"""Queues of tickets in Redis, one for each conversation: whoever holds the first ticket has the turn.

A queue is a sorted set of tickets by the time they were drawn, in microseconds of Redis's own clock. Each ticket has a
lease, a key that expires: the tickets of a worker that died are passed over once theirs have run out. Where Redis has
lost them (a restart), a renewal puts each back in its old place; until all had the time for that, nobody's turn begins.
"""

from __future__ import annotations

from dataclasses import dataclass

from redis import Redis
from redis import asyncio as aioredis

LEASE = 6.0  # seconds that a worker counts as alive without a renewal
RENEWAL = 1.0  # seconds between two renewals
SETTLING = 3  # seconds after Redis's start until a turn may begin: longer than a renewal and the time to reconnect
_KEPT = 24 * 3600 * 1000  # milliseconds for a queue that everybody has forgotten

# KEYS: queue, lease of the ticket. ARGV: ticket, lease in ms, place or "" for a new ticket, ms that a queue is kept.
_ENTER = """
if redis.call('GET', KEYS[2]) == 'given back' then return ARGV[3] end
local place = tonumber(ARGV[3]) or tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or '')
if not place then
  local time = redis.call('TIME')
  place = time[1] * 1000000 + time[2]
  local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')
  if last[2] and tonumber(last[2]) >= place then place = tonumber(last[2]) + 1 end
end
redis.call('ZADD', KEYS[1], 'NX', string.format('%.0f', place), ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('SET', KEYS[2], '', 'PX', ARGV[2])
return string.format('%.0f', place)
"""

# KEYS: queue. ARGV: ticket, prefix of leases, seconds to settle.
_IS_FIRST = """
local uptime = tonumber(string.match(redis.call('INFO', 'server'), 'uptime_in_seconds:(%d+)'))
if uptime < tonumber(ARGV[3]) then return 0 end
local first = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
while first and first ~= ARGV[1] and redis.call('EXISTS', ARGV[2] .. first) == 0 do
  redis.call('ZREM', KEYS[1], first)
  first = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
end
return first == ARGV[1] and 1 or 0
"""

# KEYS: queue, lease of the ticket. ARGV: ticket, prefix of calls, lease in ms. A renewal that comes too late must find
# that the ticket was given back.
_LEAVE = """
local was_first = redis.call('ZRANGE', KEYS[1], 0, 0)[1] == ARGV[1]
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('SET', KEYS[2], 'given back', 'PX', ARGV[3])
redis.call('DEL', ARGV[2] .. ARGV[1])
local first = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
if was_first and first then
  redis.call('RPUSH', ARGV[2] .. first, '')
  redis.call('PEXPIRE', ARGV[2] .. first, ARGV[3])
end
"""


@dataclass(frozen=True)
class Ticket:
    """Its number, unique among all workers, the conversation that it is for, and its place in the queue."""

    number: str
    conversation: str
    place: str


class Tickets:
    """The operations on the queues under a prefix, each of them atomic. They raise RedisError where Redis is away."""

    def __init__(self, address: str, prefix: str, hurry: float, lease: float = LEASE) -> None:
        self._queues, self._leases, self._calls = (f"{prefix}{kind}:" for kind in ("queue", "lease", "call"))
        self._lease = str(round(lease * 1000))
        options = {"socket_timeout": hurry, "socket_connect_timeout": hurry, "decode_responses": True}
        self._redis = aioredis.Redis.from_url(address, **options)
        self._waiting = aioredis.Redis.from_url(address, **{**options, "socket_timeout": RENEWAL + hurry})
        self._renewing = Redis.from_url(address, **options)  # in a thread of its own
        self._enter, self._is_first, self._leave = map(self._redis.register_script, (_ENTER, _IS_FIRST, _LEAVE))
        self._renew = self._renewing.register_script(_ENTER)

    async def draw(self, number: str, conversation: str) -> Ticket:
        """A ticket with the last place in the queue; drawn again after a failure it keeps its place."""
        place = await self._enter(keys=self._keys(number, conversation), args=[number, self._lease, "", _KEPT])
        return Ticket(number, conversation, place)

    def renew(self, ticket: Ticket) -> None:
        """Prolong its lease, and put it back where Redis has lost it; to be called in another thread."""
        keys = self._keys(ticket.number, ticket.conversation)
        self._renew(keys=keys, args=[ticket.number, self._lease, ticket.place, _KEPT])

    async def is_first(self, ticket: Ticket) -> bool:
        """True where it is its turn."""
        queue = self._queues + ticket.conversation
        return bool(await self._is_first(keys=[queue], args=[ticket.number, self._leases, SETTLING]))

    async def called(self, ticket: Ticket) -> None:
        """Wait until the one before has left, but no longer than a renewal: that one may have died."""
        await self._waiting.blpop([self._calls + ticket.number], timeout=RENEWAL)

    async def give_back(self, ticket: Ticket) -> None:
        """Leave the queue, and call the next if it was this one's turn."""
        keys = self._keys(ticket.number, ticket.conversation)
        await self._leave(keys=keys, args=[ticket.number, self._calls, self._lease])

    async def close(self) -> None:
        """End all connections."""
        await self._redis.close()
        await self._waiting.close()
        self._renewing.close()

    def _keys(self, number: str, conversation: str) -> list[str]:
        return [self._queues + conversation, self._leases + number]
