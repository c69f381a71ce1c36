-- Part: mailboxes.
-- mail:<owner> is a list of `since \n "id" \n mail`, oldest first.
-- waiting holds every owner with mail by the age of their first; ready those whom nobody has, heard
-- those of them who are played first: what came from outside waits for an answer.
-- leased holds the others by the end of the lease.
-- An older version beside this one knows no heard: whoever is there and not in ready is gone.

local function soundBox(owner)
  return sound('list', key('mail', owner)) and sound('hash', key('owner', owner))
end
local function soundQueues()
  return sound('zset', key('waiting'), key('ready'), key('heard'), key('leased'))
end
local function soundMailbox(owner)
  return soundBox(owner) and soundQueues()
end

local function partsOf(item)
  return string.match(item, '^([^\n]*)\n([^\n]*)\n(.*)$')
end

-- Those who are no people are few, and many wait for what they say: they stand before all people.
local function line(owner, now)
  return owner:sub(1, 1) == 'c' and now or 0
end

local function isHeard(json)
  return not string.find(json, '"from":null', 1, true)
end

local function queue(owner, now, isFirst)
  redis.call('ZADD', key('ready'), 'NX', line(owner, now), owner)
  if isFirst then redis.call('ZADD', key('heard'), 'NX', now, owner) end
end

local function unqueue(owner)
  redis.call('ZREM', key('ready'), owner)
  redis.call('ZREM', key('heard'), owner)
end

-- At the end of a mailbox. `isFirst`: it is played before what we send out to many.
local function push(owner, item, now, isFirst)
  redis.call('RPUSH', key('mail', owner), now .. '\n' .. item)
  redis.call('HSETNX', key('owner', owner), 'turn', '0')
  redis.call('ZADD', key('waiting'), 'NX', now, owner)
  if not redis.call('ZSCORE', key('leased'), owner) then queue(owner, now, isFirst) end
end

-- What waited on a disk stands by the moment it came to it: what the same person wrote later may
-- have waited on another disk, or not at all.
local function file(owner, item, since)
  local mailbox, later = key('mail', owner), nil
  for place = redis.call('LLEN', mailbox) - 1, 0, -1 do
    local held = redis.call('LINDEX', mailbox, place)
    if tonumber((partsOf(held))) <= since then break end
    later = held
  end
  if not later then push(owner, item, since, true)
  else
    redis.call('LINSERT', mailbox, 'BEFORE', later, since .. '\n' .. item)
    if redis.call('ZSCORE', key('ready'), owner) then queue(owner, since, true) end
  end
  redis.call('ZADD', key('waiting'), (partsOf(redis.call('LINDEX', mailbox, 0))), owner)
end

-- A server that slept carries out afterwards what was given up and went to a disk meanwhile: then it
-- stands behind what was written later. What a provider sent twice may be here before it came to a
-- disk: then it does not go back.
local function refile(owner, item, since)
  for _, held in ipairs(redis.call('LRANGE', key('mail', owner), 0, -1)) do
    local before, same = string.match(held, '^([^\n]*)\n(.*)$')
    if same == item then
      redis.call('LREM', key('mail', owner), 1, held)
      return file(owner, item, math.min(tonumber(before), since))
    end
  end
end

-- Marks of what was seen live until a moment; two old ones go for each new one.
local function seen(mark, now)
  local last = redis.call('ZSCORE', key('seen'), mark)
  return last and tonumber(last) >= now
end
local function remember(mark, last, now)
  local old = redis.call('ZRANGEBYSCORE', key('seen'), '-inf', '(' .. now, 'LIMIT', 0, 2)
  if #old > 0 then redis.call('ZREM', key('seen'), unpack(old)) end
  redis.call('ZADD', key('seen'), last, mark)
end

-- A post in the mailbox it is for, once. Answers whether it is new.
local function deliver(mark, owner, item, last, now, isFirst)
  if seen(mark, now) then return false end
  remember(mark, last, now)
  push(owner, item, now, isFirst)
  return true
end
