-- needs: keys outbox settled
-- Takes: owner, id, lease, channel, now, keep, kind, detail (the provider's id, a moment or a code).
-- Answers: 1 when the lease was held.
local owner, id, lease, channel, now, keep = take(), take(), take(), take(), number(), number()
local kind, detail = take(), take()
expectOutbox(owner)
expectSettled(owner)

local entry = entryOf(owner, id)
local lane = redis.call('HMGET', key('lane', owner), 'id', 'lease', 'tries', 'channel')
local mine = entry and lease ~= '' and lane[1] == id and lane[2] == lease
if kind == 'sent' then
  forget(now)
  if entry then
    leave(owner, entry)
    settle(owner, id, 'sent', 'null', now + keep)
  end
  if settledAs(owner, id) then learn(owner, channel, detail, id) end
elseif mine and kind == 'failed' then
  forget(now)
  leave(owner, entry)
  settle(owner, id, 'failed', detail, now + keep)
elseif mine then
  -- An empty lease keeps the lane at its message and is nobody's.
  redis.call('HSET', key('lane', owner), 'lease', '', 'tries', tonumber(lane[3]) + 1)
  if kind == 'uncertain' then
    redis.call('HSET', key('lane', owner), 'uncertain', '1')
    redis.call('SADD', key('uncertain'), owner)
  end
  postpone(owner, lane[4], detail)
end
return mine and 1 or 0
