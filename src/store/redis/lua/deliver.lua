-- needs: keys outbox
-- Takes: now, end of the lease, token, how many replies, how many reminders, 1 when what one kind
-- leaves is for the other, channels to leave alone.
-- Answers: for each delivery: owner, id, lease, tries, uncertain, message.
local now, last, token = number(), take(), take()
local replies, reminders, shares = number(), number(), take() == '1'
local paused = {}
while position < #ARGV do paused[take()] = true end
expect('set', key('channels'), key('uncertain'))

local channels = {}
for _, channel in ipairs(redis.call('SMEMBERS', key('channels'))) do
  if not paused[channel] and sound('zset', key('due', channel), key('replying', channel)) then
    channels[#channels + 1] = channel
  end
end

local function byDue(one, other)
  if one.due ~= other.due then return one.due < other.due end
  return one.owner < other.owner
end

-- Of an older version that took a lane, or let it go, only due knows.
local function laneReplying(owner, channel)
  local due = tonumber(redis.call('ZSCORE', key('due', channel), owner) or nil)
  if due and due <= now then return { owner = owner, due = due, channel = channel } end
  if due then redis.call('ZADD', key('replying', channel), due, owner)
  else redis.call('ZREM', key('replying', channel), owner) end
end

local function findReplies(most)
  local lanes = {}
  for _, channel in ipairs(channels) do
    for _, owner in ipairs(redis.call('ZRANGEBYSCORE', key('replying', channel), '-inf', now,
      'LIMIT', 0, most)) do
      lanes[#lanes + 1] = laneReplying(owner, channel)
    end
  end
  return lanes
end

local function findOthers(most)
  local lanes = {}
  for _, channel in ipairs(channels) do
    local found, from, page = 0, 0, nil
    repeat
      page = redis.call('ZRANGEBYSCORE', key('due', channel), '-inf', now, 'WITHSCORES',
        'LIMIT', from, most)
      for place = 1, #page, 2 do
        if found < most and not redis.call('ZSCORE', key('replying', channel), page[place]) then
          found = found + 1
          lanes[#lanes + 1] =
            { owner = page[place], due = tonumber(page[place + 1]), channel = channel }
        end
      end
      from = from + most
    until found == most or #page < 2 * most
  end
  return lanes
end

-- The first ones of both kinds, and of one more where the other has too few.
local all = replies + reminders
local first = (replies > 0 or shares) and all > 0 and findReplies(all) or {}
local second = (reminders > 0 or shares) and all > 0 and findOthers(all) or {}
table.sort(first, byDue)
table.sort(second, byDue)
local ofFirst = math.min(#first, replies)
local ofSecond = math.min(#second, reminders)
if shares then
  ofFirst = math.min(#first, all - ofSecond)
  ofSecond = math.min(#second, all - ofFirst)
end
local lanes = {}
for index = 1, ofFirst do lanes[#lanes + 1] = first[index] end
for index = 1, ofSecond do lanes[#lanes + 1] = second[index] end

local deliveries = {}
for index, each in ipairs(lanes) do
  local owner, channel = each.owner, each.channel
  postpone(owner, channel, last)
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
