-- needs: keys mail outbox
-- Takes: owner, turn, now, state; then, each behind its number: consumed ids, dead (id, reason),
-- cancelled ids, timers (id, at, item), 1 when posts are played first, posts to this shard (mark, last,
-- to, item), posts to others (item), journal entries, outbox (id, kind, channel, notBefore, message).
-- Answers: committed or superseded.
local owner, turn, now, state = take(), take(), take(), take()
local record, mailbox = key('owner', owner), key('mail', owner)
expect('hash', record, key('timer', owner), key('post', owner), key('dead', owner),
  key('counts'))
expect('list', mailbox, key('journal', owner))
expect('zset', key('waiting'), key('ready'), key('heard'), key('leased'), key('timers'), key('posts'),
  key('dead'), key('seen'))
expectOutbox(owner)
if (redis.call('HGET', record, 'turn') or '0') ~= turn then return 'superseded' end

local consumed, reasons = {}, {}
for _ = 1, number() do consumed[#consumed + 1] = take() end
for _ = 1, number() do
  local id = take()
  reasons[id] = take()
end

local function bury(id, json)
  local seq = redis.call('HINCRBY', key('counts'), 'dead', 1)
  redis.call('HSET', key('dead', owner), seq, table.concat({ id, reasons[id], now, json }, '\n'))
  redis.call('ZADD', key('dead'), now, owner .. '\n' .. seq)
end

-- Mail is consumed from the first on; should it stand elsewhere, it is looked for.
local function consume()
  local taken, firsts = {}, redis.call('LRANGE', mailbox, 0, #consumed - 1)
  local inOrder = #firsts == #consumed
  for place, item in ipairs(firsts) do
    local _, id = partsOf(item)
    inOrder = inOrder and id == consumed[place]
  end
  if not inOrder then firsts = redis.call('LRANGE', mailbox, 0, -1) end
  for _, wanted in ipairs(consumed) do
    for place, item in ipairs(firsts) do
      local _, id, json = partsOf(item)
      if not taken[place] and id == wanted then
        taken[place] = true
        if reasons[id] then bury(id, json) end
        break
      end
    end
  end
  if inOrder then
    redis.call('LTRIM', mailbox, #consumed, -1)
    return
  end
  redis.call('DEL', mailbox)
  for place, item in ipairs(firsts) do
    if not taken[place] then redis.call('RPUSH', mailbox, item) end
  end
end
if #consumed > 0 then consume() end

redis.call('HSET', record, 'turn', tonumber(turn) + 1, 'state', state)
redis.call('HDEL', record, 'lease', 'tries')
redis.call('ZREM', key('leased'), owner)
local first = redis.call('LINDEX', mailbox, 0)
unqueue(owner)
if first then
  local isFirst = false
  for _, item in ipairs(redis.call('LRANGE', mailbox, 0, -1)) do
    local _, _, json = partsOf(item)
    isFirst = isFirst or isHeard(json)
  end
  redis.call('ZADD', key('waiting'), (partsOf(first)), owner)
  queue(owner, now, isFirst)
else
  redis.call('ZREM', key('waiting'), owner)
end

-- Cancelled before set: a turn may replace a timer by cancelling and setting it.
for _ = 1, number() do
  local id = take()
  redis.call('HDEL', key('timer', owner), id)
  redis.call('ZREM', key('timers'), owner .. '\n' .. id)
end
for _ = 1, number() do
  local id, at, item = take(), take(), take()
  redis.call('HSET', key('timer', owner), id, item)
  redis.call('ZADD', key('timers'), at, owner .. '\n' .. id)
end
local function keep(post)
  local seq = redis.call('HINCRBY', key('counts'), 'posts', 1)
  redis.call('HSET', key('post', owner), seq, post)
  redis.call('ZADD', key('posts'), seq, owner .. '\n' .. seq)
end
-- Whoever lives in this shard has a post at once, unless one before it still has to be carried.
local isFirst = take() == '1'
local isBehind = redis.call('HLEN', key('post', owner)) > 0
for _ = 1, number() do
  local mark, last, to, item = take(), number(), take(), take()
  if isBehind or not soundBox(to) then
    -- As those for other shards are kept: with the one it is for.
    keep('{"to":' .. cjson.encode(to) .. ',"first":' .. (isFirst and 'true' or 'false') .. ','
      .. string.match(item, '^[^\n]*\n{(.*)$'))
  else
    deliver(mark, to, item, last, tonumber(now), isFirst)
  end
end
for _ = 1, number() do keep(take()) end
for _ = 1, number() do redis.call('RPUSH', key('journal', owner), now .. '\n' .. take()) end
local messages = number()
for _ = 1, messages do promise(owner, take(), take(), take(), take(), take()) end
if messages > 0 then refresh(owner) end
return 'committed'
