-- Part: messages promised and not yet settled.
-- promised:<owner> maps an id to `seq \n kind \n channel \n notBefore \n message`.
-- replies:<owner> lists the ids of replies in the order promised; reminders:<owner> those of
-- reminders by their moment, each behind its number of twelve digits.
-- unsent holds every message of the shard, as `owner \n id`, by the moment it was promised for.
-- lane:<owner> is the message that is next; due:<channel> holds lanes by when they may be claimed,
-- replying:<channel> those whose message is a reply, which go before reminders.
-- A lane that was begun stays until its message leaves: nothing passes it any more.
-- An older version beside this one knows no replying: what stands in due is what holds.

local function entryOf(owner, id)
  local entry = redis.call('HGET', key('promised', owner), id)
  if not entry then return nil end
  local seq, kind, channel, notBefore, message =
    string.match(entry, '^([^\n]*)\n([^\n]*)\n([^\n]*)\n([^\n]*)\n(.*)$')
  return { id = id, seq = tonumber(seq), kind = kind, channel = channel,
    notBefore = tonumber(notBefore), message = message }
end

local function numbered(seq, id)
  return string.format('%012d', seq) .. id
end

local function expectOutbox(owner)
  expect('hash', key('owner', owner), key('promised', owner), key('lane', owner))
  expect('list', key('replies', owner))
  expect('zset', key('reminders', owner), key('unsent'))
  expect('set', key('channels'), key('uncertain'))
end

-- Replies go in the order promised; a reminder waits for its moment and lets them pass.
local function nextOf(owner)
  local first = redis.call('LINDEX', key('replies', owner), 0)
  local reply = first and entryOf(owner, first)
  local soonest = redis.call('ZRANGE', key('reminders', owner), 0, 0)[1]
  local reminder = soonest and entryOf(owner, soonest:sub(13))
  if not reply or not reminder then return reply or reminder end
  if reminder.notBefore < reply.notBefore
    or (reminder.notBefore == reply.notBefore and reminder.seq < reply.seq) then
    return reminder
  end
  return reply
end

local function dropLane(owner)
  local channel = redis.call('HGET', key('lane', owner), 'channel')
  if channel then
    redis.call('ZREM', key('due', channel), owner)
    redis.call('ZREM', key('replying', channel), owner)
  end
  redis.call('DEL', key('lane', owner))
  redis.call('SREM', key('uncertain'), owner)
end

-- When a lane may be claimed again.
local function postpone(owner, channel, at)
  redis.call('ZADD', key('due', channel), at, owner)
  redis.call('ZADD', key('replying', channel), 'XX', at, owner)
end

local function refresh(owner)
  if redis.call('HGET', key('lane', owner), 'lease') then return end
  dropLane(owner)
  local entry = nextOf(owner)
  if not entry then return end
  redis.call('HSET', key('lane', owner), 'id', entry.id, 'channel', entry.channel)
  redis.call('ZADD', key('due', entry.channel), entry.notBefore, owner)
  if entry.kind == 'reply' then
    redis.call('ZADD', key('replying', entry.channel), entry.notBefore, owner)
  end
  redis.call('SADD', key('channels'), entry.channel)
end

local function promise(owner, id, kind, channel, notBefore, message)
  if redis.call('HEXISTS', key('promised', owner), id) == 1 then return end
  local seq = redis.call('HINCRBY', key('owner', owner), 'promises', 1)
  redis.call('HSET', key('promised', owner), id,
    table.concat({ seq, kind, channel, notBefore, message }, '\n'))
  redis.call('ZADD', key('unsent'), notBefore, owner .. '\n' .. id)
  if kind == 'reply' then
    redis.call('RPUSH', key('replies', owner), id)
  else
    redis.call('ZADD', key('reminders', owner), notBefore, numbered(seq, id))
  end
end

local function leave(owner, entry)
  redis.call('HDEL', key('promised', owner), entry.id)
  redis.call('ZREM', key('unsent'), owner .. '\n' .. entry.id)
  if entry.kind == 'reply' then
    redis.call('LREM', key('replies', owner), 1, entry.id)
  else
    redis.call('ZREM', key('reminders', owner), numbered(entry.seq, entry.id))
  end
  if redis.call('HGET', key('lane', owner), 'id') == entry.id then dropLane(owner) end
  refresh(owner)
end
