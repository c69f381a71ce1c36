-- needs: keys outbox
-- Takes: now, end of the lease, token, most, channels to leave alone.
-- Answers: for each delivery: owner, id, lease, tries, uncertain, message.
local now, last, token, most = number(), take(), take(), number()
local paused = {}
while position < #ARGV do paused[take()] = true end
expect('set', key('channels'), key('uncertain'))

local lanes = {}
for _, channel in ipairs(redis.call('SMEMBERS', key('channels'))) do
  if not paused[channel] and sound('zset', key('due', channel)) then
    local due = redis.call('ZRANGEBYSCORE', key('due', channel), '-inf', now, 'WITHSCORES',
      'LIMIT', 0, most)
    for place = 1, #due, 2 do
      lanes[#lanes + 1] = { owner = due[place], due = tonumber(due[place + 1]), channel = channel }
    end
  end
end
table.sort(lanes, function(one, other)
  if one.due ~= other.due then return one.due < other.due end
  return one.owner < other.owner
end)

local deliveries = {}
for index = 1, math.min(most, #lanes) do
  local owner, channel = lanes[index].owner, lanes[index].channel
  redis.call('ZADD', key('due', channel), last, owner)
  if sound('hash', key('lane', owner), key('promised', owner)) then
    local lane = redis.call('HMGET', key('lane', owner), 'id', 'lease', 'tries', 'uncertain')
    local tries, uncertain = tonumber(lane[3] or '0'), lane[4] or '0'
    if lane[2] and lane[2] ~= '' then
      -- A lease that ran out without a word: the message may have reached its provider.
      tries, uncertain = tries + 1, '1'
      redis.call('SADD', key('uncertain'), owner)
    end
    local lease = token .. '-' .. index
    redis.call('HSET', key('lane', owner), 'lease', lease, 'tries', tries, 'uncertain', uncertain)
    local entry = entryOf(owner, lane[1])
    deliveries[#deliveries + 1] = { owner, lane[1], lease, tostring(tries), uncertain, entry.message }
  end
end
return deliveries
