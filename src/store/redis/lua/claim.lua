-- needs: keys mail
-- Takes: now, end of the lease, token, how many owners that are played first, how many others, 1 when
-- what one kind leaves is for the other, events.
-- Answers: owners whose mailbox is no list, then for each claim: owner, lease, turn, state, tries,
-- addresses, mail.
local now, last, token = number(), take(), take()
local firsts, others, shares, events = number(), number(), take() == '1', number()
expect('zset', key('waiting'), key('ready'), key('heard'), key('leased'))

local owners, chosen = {}, {}
local function choose(owner)
  if chosen[owner] then return end
  chosen[owner] = true
  owners[#owners + 1] = owner
end

-- Whoever an older version took is in heard still.
local function chooseHeard(most)
  if most < 1 then return end
  for _, owner in ipairs(redis.call('ZRANGE', key('heard'), 0, most - 1)) do
    if redis.call('ZSCORE', key('ready'), owner) then choose(owner)
    else redis.call('ZREM', key('heard'), owner) end
  end
end

-- A lease that ran out, whatever for; then whoever waits longest and is not heard.
local function chooseOthers(most)
  if most < 1 then return end
  local full = #owners + most
  for _, owner in ipairs(redis.call('ZRANGEBYSCORE', key('leased'), '-inf', now, 'LIMIT', 0, most)) do
    choose(owner)
  end
  local from = 0
  while #owners < full do
    local page = redis.call('ZRANGE', key('ready'), from, from + full - 1)
    for _, owner in ipairs(page) do
      if #owners < full and not redis.call('ZSCORE', key('heard'), owner) then choose(owner) end
    end
    if #page < full then return end
    from = from + full
  end
end

chooseOthers(others)
chooseHeard(shares and firsts + others - #owners or firsts)
if shares then chooseOthers(firsts + others - #owners) end

local strange, claims = {}, {}
for index, owner in ipairs(owners) do
  unqueue(owner)
  redis.call('ZADD', key('leased'), last, owner)
  if not soundBox(owner) or not sound('zset', key('addresses', owner)) then
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
