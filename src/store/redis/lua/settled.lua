-- Part: what became of messages that left their outbox, known for a while.
-- settled:<owner> maps an id to `until \n status \n code`, provided:<owner> `channel \n id` of the
-- provider to ours, for as long. An id that begins with its owner stands there without the owner.
-- fading holds every owner of such messages by when the first of them is forgotten: an entry for
-- each message would be most of what a conversation weighs.

local ranks = { sent = 1, delivered = 2, read = 3, failed = 4 }

local function expectSettled(owner)
  expect('hash', key('settled', owner), key('provided', owner))
  expect('zset', key('fading'))
end

local function short(owner, id)
  if id:sub(1, #owner + 1) == owner .. '.' then return id:sub(#owner + 1) end
  return id:find('^[.=]') and '=' .. id or id
end
local function long(owner, id)
  if id:sub(1, 1) == '.' then return owner .. id end
  return id:sub(1, 1) == '=' and id:sub(2) or id
end

local function forgetOf(owner, now)
  local gone, first = {}, nil
  local settled = redis.call('HGETALL', key('settled', owner))
  for place = 1, #settled, 2 do
    local last = tonumber(string.match(settled[place + 1], '^(%d+)\n') or 0)
    if last < now then
      gone[settled[place]] = true
      redis.call('HDEL', key('settled', owner), settled[place])
    elseif not first or last < first then
      first = last
    end
  end
  local provided = redis.call('HGETALL', key('provided', owner))
  for place = 1, #provided, 2 do
    if gone[provided[place + 1]] then redis.call('HDEL', key('provided', owner), provided[place]) end
  end
  return first
end

local function forget(now)
  local old = redis.call('ZRANGEBYSCORE', key('fading'), '-inf', '(' .. now, 'LIMIT', 0, 2)
  for _, owner in ipairs(old) do
    local first = sound('hash', key('settled', owner), key('provided', owner))
      and forgetOf(owner, now)
    if first then redis.call('ZADD', key('fading'), first, owner)
    else redis.call('ZREM', key('fading'), owner) end
  end
end

local function settle(owner, id, status, code, last)
  local kept = table.concat({ string.format('%.0f', last), status, code }, '\n')
  redis.call('HSET', key('settled', owner), short(owner, id), kept)
  redis.call('ZADD', key('fading'), 'LT', last, owner)
end

local function learn(owner, channel, providerId, id)
  if providerId == '' then return end
  redis.call('HSETNX', key('provided', owner), channel .. '\n' .. providerId, short(owner, id))
end

-- When a message is forgotten, and its status; nothing when it is not known.
local function settledAs(owner, id)
  local kept = redis.call('HGET', key('settled', owner), short(owner, id))
  if kept then return string.match(kept, '^([^\n]*)\n([^\n]*)') end
end

local function find(owner, channel, id, providerId)
  if id ~= '' and settledAs(owner, id) then return id end
  if providerId == '' then return nil end
  local known = redis.call('HGET', key('provided', owner), channel .. '\n' .. providerId)
  return known and long(owner, known) or nil
end
