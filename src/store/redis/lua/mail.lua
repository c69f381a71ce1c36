-- Part: mailboxes.
-- mail:<owner> is a list of `since \n "id" \n mail`, oldest first.
-- waiting holds every owner with mail by the age of their first; ready those whom nobody has.
-- leased holds the others by the end of the lease.

local function soundMailbox(owner)
  return sound('list', key('mail', owner)) and sound('hash', key('owner', owner))
    and sound('zset', key('waiting'), key('ready'), key('leased'))
end

local function partsOf(item)
  return string.match(item, '^([^\n]*)\n([^\n]*)\n(.*)$')
end

local function push(owner, item, now)
  redis.call('RPUSH', key('mail', owner), now .. '\n' .. item)
  redis.call('HSETNX', key('owner', owner), 'turn', '0')
  redis.call('ZADD', key('waiting'), 'NX', now, owner)
  if not redis.call('ZSCORE', key('leased'), owner) then
    redis.call('ZADD', key('ready'), 'NX', now, owner)
  end
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
  if not later then push(owner, item, since)
  else redis.call('LINSERT', mailbox, 'BEFORE', later, since .. '\n' .. item) end
  redis.call('ZADD', key('waiting'), (partsOf(redis.call('LINDEX', mailbox, 0))), owner)
end

-- A server that slept carries out afterwards what was given up and went to a disk meanwhile: then it
-- stands behind what was written later.
local function refile(owner, item, since)
  for _, held in ipairs(redis.call('LRANGE', key('mail', owner), 0, -1)) do
    if string.match(held, '^[^\n]*\n(.*)$') == item then
      redis.call('LREM', key('mail', owner), 1, held)
      return file(owner, item, since)
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
