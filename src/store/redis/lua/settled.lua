-- Part: what became of messages that left their outbox, known for a while.
-- settled:<owner> maps an id to `status \n code`, provided:<owner> `channel \n id` of the provider
-- to ours; fading holds both by when they are forgotten.

local ranks = { sent = 1, delivered = 2, read = 3, failed = 4 }

local function expectSettled(owner)
  expect('hash', key('settled', owner), key('provided', owner))
  expect('zset', key('fading'))
end

local function forget(now)
  local old = redis.call('ZRANGEBYSCORE', key('fading'), '-inf', '(' .. now, 'LIMIT', 0, 4)
  for _, member in ipairs(old) do
    local kind, owner, field = string.match(member, '^([^\n]*)\n([^\n]*)\n(.*)$')
    redis.call('HDEL', key(kind, owner), field)
    redis.call('ZREM', key('fading'), member)
  end
end

local function settle(owner, id, status, code, last)
  redis.call('HSET', key('settled', owner), id, status .. '\n' .. code)
  redis.call('ZADD', key('fading'), last, 'settled\n' .. owner .. '\n' .. id)
end

local function learn(owner, channel, providerId, id, last)
  if providerId == '' then return end
  local field = channel .. '\n' .. providerId
  if redis.call('HSETNX', key('provided', owner), field, id) == 1 then
    redis.call('ZADD', key('fading'), last, 'provided\n' .. owner .. '\n' .. field)
  end
end

local function find(owner, channel, id, providerId)
  if id ~= '' and redis.call('HEXISTS', key('settled', owner), id) == 1 then return id end
  if providerId == '' then return nil end
  return redis.call('HGET', key('provided', owner), channel .. '\n' .. providerId) or nil
end
