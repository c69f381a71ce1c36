-- needs: keys mail
-- Takes: now, end of the lease, token, owners, events.
-- Answers: owners whose mailbox is no list, then for each claim: owner, lease, turn, state, tries,
-- addresses, mail.
local now, last, token, most, events = number(), take(), take(), number(), number()
expect('zset', key('waiting'), key('ready'), key('leased'))

local owners = redis.call('ZRANGEBYSCORE', key('leased'), '-inf', now, 'LIMIT', 0, most)
if #owners < most then
  for _, owner in ipairs(redis.call('ZRANGE', key('ready'), 0, most - #owners - 1)) do
    owners[#owners + 1] = owner
  end
end

local strange, claims = {}, {}
for index, owner in ipairs(owners) do
  redis.call('ZREM', key('ready'), owner)
  redis.call('ZADD', key('leased'), last, owner)
  if not soundMailbox(owner) or not sound('zset', key('addresses', owner)) then
    strange[#strange + 1] = owner
  else
    local lease = token .. '-' .. index
    local record = redis.call('HMGET', key('owner', owner), 'turn', 'state', 'tries')
    redis.call('HSET', key('owner', owner), 'lease', lease, 'tries', tonumber(record[3] or '0') + 1)
    local mail = redis.call('LRANGE', key('mail', owner), 0, events - 1)
    for place, item in ipairs(mail) do
      local _, _, json = partsOf(item)
      mail[place] = json
    end
    claims[#claims + 1] = { owner, lease, record[1], record[2], record[3] or '0',
      redis.call('ZREVRANGE', key('addresses', owner), 0, -1), mail }
  end
end
return { strange, claims }
